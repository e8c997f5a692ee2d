/** The chance that a paired comparison finds a difference that is really there. */
import { noncentralTTail } from './noncentral-t-tail.ts';
import { tQuantile } from './t-quantile.ts';

/**
 * Power of the one-sided paired t test at level `tail` with `n` pairs (n >= 2, need not be whole), for a true
 * difference `delta` > 0 and a standard deviation `deviation` of the differences, in the same unit.
 * The same figure as R's power.t.test(type = "paired", sig.level = 2 x tail).
 */
export function pairedPower(input: {
  readonly n: number;
  readonly delta: number;
  readonly deviation: number;
  readonly tail: number;
}): number {
  const { n, delta, deviation, tail } = input;
  const degrees = Math.max(n - 1, 1);
  return noncentralTTail(tQuantile(tail, degrees), degrees, (delta / deviation) * Math.sqrt(n));
}
