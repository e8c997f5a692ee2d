/** The paired difference of two rates, held to Agresti's own code and to published examples. */
import { expect, test } from 'vitest';
import { agrestiMin } from '../../src/stats/agresti-min.ts';
import { unitSums } from '../../src/stats/unit-sums.ts';

const Z = 1.959963984540054;

function differences(onlyA: number, onlyB: number, same: number): number[] {
  return [...Array(onlyA).fill(1), ...Array(onlyB).fill(-1), ...Array(same).fill(0)];
}

test.each([
  ['the airway trial of Fagerland, Lydersen and Laake', 1, 7, 13, -0.4932258330936713, -0.028513297341111327],
  ['50 examples, 9 to 2', 9, 2, 39, 0.009279047679625285, 0.25995172155114393],
  ['10 examples without any difference', 0, 0, 10, -0.1633303320450045, 0.1633303320450045],
])('%s', (_name, onlyA, onlyB, same, low, high) => {
  const interval = agrestiMin(unitSums(differences(onlyA, onlyB, same)), Z);
  expect(interval[0]).toBeCloseTo(low, 13);
  expect(interval[1]).toBeCloseTo(high, 13);
});
