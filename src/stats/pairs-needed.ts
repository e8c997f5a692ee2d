/** How many examples it takes to find a difference of a given size. */
import { normalQuantile } from './normal-quantile.ts';
import { pairedPower } from './paired-power.ts';

/**
 * The number of pairs (not rounded) that finds a true difference `delta` > 0, given the standard deviation
 * `deviation` > 0 of the differences, with chance `power` at one-sided level `tail`. At least 2.
 * Exact by the noncentral t up to 1,000 pairs; beyond, where the two agree, the normal formula
 * (z_tail + z_power)^2 sd^2 / delta^2 + z_tail^2 / 2 (Guenther, The American Statistician 35, 1981).
 */
export function pairsNeeded(input: {
  readonly delta: number;
  readonly deviation: number;
  readonly tail: number;
  readonly power: number;
}): number {
  const { delta, deviation, tail, power } = input;
  const z = normalQuantile(tail) + normalQuantile(1 - power);
  const normal = (z * deviation) ** 2 / delta ** 2;
  const corrected = normal + normalQuantile(tail) ** 2 / 2;
  if (normal > 1_000) return corrected;
  const short = (n: number) => pairedPower({ n, delta, deviation, tail }) - power;
  if (short(2) >= 0) return 2;
  // The corrected formula is within one pair of the answer: a good start for the secant method.
  let before = Math.max(2, normal);
  let n = Math.max(2.5, corrected);
  let shortBefore = short(before);
  for (let step = 0; step < 60 && Math.abs(n - before) > 1e-8 * n; step++) {
    const shortNow = short(n);
    if (shortNow === shortBefore) break;
    const next = n - (shortNow * (n - before)) / (shortNow - shortBefore);
    before = n;
    shortBefore = shortNow;
    n = Math.max(2, next);
  }
  return n;
}
