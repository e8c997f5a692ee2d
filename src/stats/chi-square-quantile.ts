/** How far an estimated variance may lie from the true one. */
import { normalQuantile } from './normal-quantile.ts';

/**
 * The value that a chi-square variable with `degrees` > 0 exceeds with probability `tail`: within 0.2 % from 9 degrees on
 * for tails from 0.1 to 0.9, which is far finer than what it is used for.
 * Source: Wilson and Hilferty, PNAS 17 (1931), https://doi.org/10.1073/pnas.17.12.684
 */
export function chiSquareQuantile(tail: number, degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * Math.max(0, 1 - spread + normalQuantile(tail) * Math.sqrt(spread)) ** 3;
}
