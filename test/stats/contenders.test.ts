/** Who may still be the best of several. */
import { expect, test } from 'vitest';
import { contenders } from '../../src/stats/contenders.ts';
import { pairedRatingInterval } from '../../src/stats/paired-rating-interval.ts';
import { tQuantile } from '../../src/stats/t-quantile.ts';
import { unitSums } from '../../src/stats/unit-sums.ts';

const X = [
  [5, 4, 3],
  [4, 4, 3],
  [5, 5, 4],
  [3, 2, 2],
  [4, 3, 4],
  [5, 4, 4],
  [4, 4, 2],
  [5, 3, 3],
  [4, 4, 4],
  [3, 3, 1],
];

test('with two imaginary examples and 0.0125 for each rival, the second of three stays in', () => {
  expect(tQuantile(0.0125, 11)).toBeCloseTo(2.593, 3);
  const beats = (j: number, i: number) => {
    const sums = unitSums(X.map((row) => row[j]! - row[i]!));
    return pairedRatingInterval(sums, 1, 0.025 / 2)[0] > 0;
  };
  expect(contenders(3, beats)).toEqual([true, true, false]);
});

test('the plain variant at 0.025 for each rival has the critical value 2.262 and leaves one', () => {
  // R: t of the rival minus me, 10 pairs: 2.7136021 and 4.8107024
  const crit = tQuantile(0.05 / 2, 9);
  expect(crit).toBeCloseTo(2.262157162798205, 9);
  const t = [
    [0, -2.7136021011998723, -4.810702354423639],
    [2.7136021011998723, 0, -1.9639610121239315],
    [4.810702354423639, 1.9639610121239315, 0],
  ];
  expect(contenders(3, (j, i) => t[i]![j]! > crit)).toEqual([true, false, false]);
});

test('nobody is dropped when everybody is beaten in a circle', () => {
  expect(contenders(3, (j, i) => (j + 1) % 3 === i)).toEqual([true, true, true]);
});
