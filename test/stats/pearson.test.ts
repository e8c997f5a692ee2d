/** Correlation of two figures of the same answers. */
import { expect, test } from 'vitest';
import { pearson } from '../../src/stats/pearson.ts';

test('a straight line is 1 up and -1 down', () => {
  expect(pearson([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 14);
  expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 14);
});

test("Anscombe's first set is 0.81642051634484", () => {
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  expect(pearson(x, y)).toBeCloseTo(0.81642051634484, 12); // R cor(anscombe$x1, anscombe$y1)
});

test('what never varies correlates with nothing', () => {
  expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toBeUndefined();
  expect(pearson([1], [1])).toBeUndefined();
});
