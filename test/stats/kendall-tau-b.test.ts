/** Agreement of two orders, held to R and scipy. */
import { expect, test } from 'vitest';
import { kendallTauB } from '../../src/stats/kendall-tau-b.ts';

test('eight models, two of them tied, agree by 0.618284', () => {
  const there = [88.7, 86.1, 85.2, 82, 79.9, 78.1, 75, 70.2];
  const here = [4.2, 3.8, 4.4, 3.9, 3.9, 3.1, 3.5, 2.9];
  expect(kendallTauB(there, here)).toBeCloseTo(0.61828402234, 10); // R cor(x, y, method = "kendall")
  expect(kendallTauB(here, there)).toBeCloseTo(0.61828402234, 10);
});

test('ties on both sides are taken out of both', () => {
  // scipy.stats.kendalltau
  expect(kendallTauB([1, 2, 2, 3, 3, 3], [2, 1, 1, 3, 3, 4])).toBeCloseTo(0.585369407005, 10);
  expect(kendallTauB([1, 1, 2, 2, 3], [5, 5, 4, 6, 6])).toBeCloseTo(0.375, 12);
});

test('the same order is 1, the opposite one -1, and no order at all is nothing', () => {
  expect(kendallTauB([1, 2, 3], [10, 20, 21])).toBe(1);
  expect(kendallTauB([1, 2, 3], [3, 2, 1])).toBe(-1);
  expect(kendallTauB([1, 2], [3, 3])).toBeUndefined();
  expect(kendallTauB([1], [3])).toBeUndefined();
});
