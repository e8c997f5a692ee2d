/** Against published figures: Anscombe, Graphs in Statistical Analysis, The American Statistician 27 (1973): y = 3.00 + 0.500 x for all four. */
import { expect, test } from 'vitest';
import { leastSquaresSlope } from '../../src/stats/least-squares-slope.ts';

const X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];

// R's `anscombe` has them; coef(lm(y1 ~ x1))[2] is 0.5000909, of y2 0.5, of y3 0.4997273, of y4 0.4999091.
test.each([
  [X, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68], 0.5000909],
  [X, [9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74], 0.5],
  [X, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73], 0.4997273],
  [
    [8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8],
    [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89],
    0.4999091,
  ],
])('one of the quartet', (xs, ys, slope) => {
  expect(leastSquaresSlope(xs, ys)).toBeCloseTo(slope, 7);
});

test('there is no slope where nothing moves along', () => {
  expect(leastSquaresSlope([3, 3], [1, 2])).toBeUndefined();
  expect(leastSquaresSlope([], [])).toBeUndefined();
});
