/** How many equally weighted examples a weighted sample is worth. */

/**
 * (sum w)^2 / sum w^2: n when all weights are equal, near 1 when one example stands for nearly everything.
 * 0 when no weight is above 0. Source: Kish, Survey Sampling, 1965.
 */
export function kishN(weights: readonly number[]): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}
