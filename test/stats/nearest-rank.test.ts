/** Percentiles that are always one of the measured values. */
import { expect, test } from 'vitest';
import { nearestRank } from '../../src/stats/nearest-rank.ts';

test('the percentiles of the textbook example are 15, 20, 20, 35 and 50', () => {
  const values = [50, 15, 40, 20, 35];
  expect([5, 30, 40, 50, 100].map((percent) => nearestRank(values, percent))).toEqual([15, 20, 20, 35, 50]);
});

test('the 95th of 20 times is the second slowest, of 10 the slowest', () => {
  const times = (n: number) => Array.from({ length: n }, (_, i) => (i + 1) * 100);
  expect(nearestRank(times(20), 95)).toBe(1900);
  expect(nearestRank(times(10), 95)).toBe(1000);
  expect(nearestRank([7], 50)).toBe(7);
});
