/** The chance that a difference of rates is found, held to sums over every possible outcome. */
import { expect, test } from 'vitest';
import { agrestiMin } from '../../src/stats/agresti-min.ts';
import { agrestiMinPower } from '../../src/stats/agresti-min-power.ts';
import { unitSums } from '../../src/stats/unit-sums.ts';

test('it is the sum of what all outcomes with an interval above zero weigh', () => {
  // scipy 1.17: the sum of multinomial.pmf over all b and c.
  expect(agrestiMinPower({ n: 10, more: 0.5, less: 0.1, z: 1.959964 })).toBeCloseTo(0.4620875, 10);
  expect(agrestiMinPower({ n: 20, more: 0.28, less: 0.08, z: 1.9676 })).toBeCloseTo(0.280731787488, 10);
  expect(agrestiMinPower({ n: 50, more: 0.2354, less: 0.0354, z: 2.0309 })).toBeCloseTo(0.818875451142, 10);
  expect(agrestiMinPower({ n: 50, more: 0.2, less: 0, z: 1.959964 })).toBeCloseTo(0.98150398494, 10);
});

test('where only one can be alone it is a binomial tail', () => {
  // 0.9^12 + 12 x 0.1 x 0.9^11: at z = 3 all 12, or 11 against 1.
  expect(agrestiMinPower({ n: 12, more: 0.9, less: 0.1, z: 3 })).toBeCloseTo(0.9 ** 12 + 1.2 * 0.9 ** 11, 10);
});

test('an outcome counts just when the interval that decides says so', () => {
  for (const [b, c] of [
    [5, 0],
    [6, 0],
    [9, 1],
    [8, 2],
    [20, 0],
  ] as const) {
    const values = Array.from({ length: 20 }, (_, i) => (i < b ? 1 : i < b + c ? -1 : 0));
    const above = agrestiMin(unitSums(values), 1.959964)[0] > 0;
    // All the weight on one outcome: b of 20 and c of 20 come only so.
    const lead = b - c > 1.959964 * Math.sqrt(b + c + 1 - (b - c) ** 2 / 22);
    expect(above).toBe(lead);
  }
});

test('certainty is certain', () => {
  expect(agrestiMinPower({ n: 20, more: 1, less: 0, z: 1.96 })).toBe(1);
  expect(agrestiMinPower({ n: 20, more: 0, less: 0, z: 1.96 })).toBe(0);
});
