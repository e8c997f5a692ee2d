/** The chance that the paired interval with its two imaginary examples finds a difference that is really there. */
import { meanOverChi } from './mean-over-chi.ts';
import { normalTail } from './normal-tail.ts';
import { tQuantile } from './t-quantile.ts';

/**
 * The chance that the interval of `pairedRatingInterval` lies above zero, with `n` pairs (n >= 2, need not be whole), for a
 * true difference `delta` >= 0 and a standard deviation `deviation` > 0 of the differences, both in the unit of `step`,
 * and probability `tail` outside on each side. Exact for normal differences.
 *
 * With the mean D and the standard deviation S of n differences the interval's N = n + 2 values have the mean
 * n D / N and the sum of squares (n - 1) S^2 + 2 n D^2 / N + 2 step^2, so that its lower end is above zero when
 * D > t sqrt(N ((n - 1) S^2 + 2 step^2) / (n (n (n + 1) - 2 t^2))), t on n + 1 degrees; D and S are independent.
 * The ordinary paired t test would have n in place of N, and neither of the two terms with a 2.
 */
export function pseudoPairPower(input: {
  readonly n: number;
  readonly delta: number;
  readonly deviation: number;
  readonly step: number;
  readonly tail: number;
}): number {
  const { n, delta, deviation, step, tail } = input;
  const t = tQuantile(tail, n + 1);
  const room = n * (n * (n + 1) - 2 * t * t);
  // So few pairs at so strict a level that no difference whatever lifts the interval off zero.
  if (!(room > 0)) return 0;
  const power = meanOverChi(n - 1, (s) => {
    const bar = t * Math.sqrt(((n + 2) * ((n - 1) * (s * deviation) ** 2 + 2 * step * step)) / room);
    return normalTail(((bar - delta) * Math.sqrt(n)) / deviation);
  });
  return Math.min(1, power);
}
