/** How many examples it takes to find a difference of a given size. */
import { normalQuantile } from './normal-quantile.ts';
import { pairedPower } from './paired-power.ts';

/**
 * The number of pairs (not rounded) that finds a true difference `delta` > 0, given the standard deviation
 * `deviation` > 0 of the differences, with chance `power` at one-sided level `tail`. At least 2.
 * Exact by the noncentral t up to 1,000 pairs; beyond, where the two agree, (z_tail + z_power)^2 sd^2 / delta^2.
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
  if (normal > 1_000) return normal;
  let low = 2;
  let high = normal + 40;
  if (pairedPower({ n: low, delta, deviation, tail }) >= power) return low;
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (pairedPower({ n: middle, delta, deviation, tail }) < power) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
