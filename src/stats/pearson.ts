/** Pearson's correlation: do two figures of the same items rise together, from -1 to 1? */

/**
 * The correlation of pairs (xs[i], ys[i]); undefined when there are fewer than two or one side never varies.
 * Source: https://en.wikipedia.org/wiki/Pearson_correlation_coefficient
 */
export function pearson(xs: readonly number[], ys: readonly number[]): number | undefined {
  const n = xs.length;
  if (n < 2) return undefined;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += xs[i]! / n;
    meanY += ys[i]! / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const dx = xs[i]! - meanX;
    const dy = ys[i]! - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  // Rounding of the mean leaves a trace of variance where there is none.
  const none = (spread: number, mean: number) => spread <= n * (1e-12 * (1 + Math.abs(mean))) ** 2;
  if (none(xx, meanX) || none(yy, meanY)) return undefined;
  return Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy)));
}
