/** How steeply one figure rises with another. */

/**
 * Slope of the straight line through the points (xs[i], ys[i]) by least squares. Undefined with fewer than two different xs.
 * The same as R's coef(lm(ys ~ xs))[2].
 * Source: https://en.wikipedia.org/wiki/Simple_linear_regression
 */
export function leastSquaresSlope(xs: readonly number[], ys: readonly number[]): number | undefined {
  const n = xs.length;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  let [together, alone] = [0, 0];
  for (let i = 0; i < n; i++) {
    together += (xs[i]! - meanX) * (ys[i]! - meanY);
    alone += (xs[i]! - meanX) ** 2;
  }
  return alone > 0 ? together / alone : undefined;
}
