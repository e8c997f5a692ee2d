/** Kendall's rank correlation: do two figures put the same items in the same order, from -1 to 1? */

/**
 * tau-b of pairs (xs[i], ys[i]): the pairs of items in the same order minus those in the opposite one, over
 * sqrt((pairs not tied in xs) (pairs not tied in ys)). Undefined when one side puts no two items apart.
 * The same as R's cor(xs, ys, method = "kendall").
 * Source: Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945), https://doi.org/10.2307/2332303
 */
export function kendallTauB(xs: readonly number[], ys: readonly number[]): number | undefined {
  let score = 0;
  let apartX = 0;
  let apartY = 0;
  for (let i = 0; i < xs.length; i++) {
    for (let j = 0; j < i; j++) {
      const x = Math.sign(xs[i]! - xs[j]!);
      const y = Math.sign(ys[i]! - ys[j]!);
      score += x * y;
      apartX += x * x;
      apartY += y * y;
    }
  }
  return apartX === 0 || apartY === 0 ? undefined : score / Math.sqrt(apartX * apartY);
}
