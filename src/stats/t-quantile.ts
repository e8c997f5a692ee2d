/** The t that a Student variable exceeds with a given probability: 2.228 for 2.5 % on 10 degrees. */
import { logGamma } from './log-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';
import { tTail } from './t-tail.ts';

const known = new Map<string, number>();

/**
 * The t >= 0 with P(T > t) = `tail`, 0 < tail <= 1/2, on `degrees` > 0 degrees of freedom (need not be whole).
 * Relative error below 1e-10, also for the tiny tails of early looks. Newton's method on ln P against ln t,
 * which is nearly a straight line far out, inside a bracket that keeps it safe.
 * Infinity when no interval is possible (`tail` or `degrees` not above 0).
 */
export function tQuantile(tail: number, degrees: number): number {
  if (!(tail > 0) || !(degrees > 0)) return Number.POSITIVE_INFINITY;
  if (tail >= 0.5) return 0;
  const key = `${tail} ${degrees}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = solve(tail, degrees);
  // Weighted figures have endless different degrees: a bound keeps a long simulation from growing for ever.
  if (known.size >= 5_000) known.clear();
  known.set(key, value);
  return value;
}

function solve(tail: number, degrees: number): number {
  const logTail = Math.log(tail);
  const logDensityAtZero =
    logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(degrees * Math.PI);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let t = normalQuantile(tail);
  for (let step = 0; step < 200; step++) {
    const p = tTail(t, degrees);
    if (p > tail) low = t;
    else high = t;
    const density = Math.exp(logDensityAtZero - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
    let next = t * Math.exp(((Math.log(p) - logTail) * p) / (density * t));
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? t * 4 : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-14 * t) return next;
    t = next;
  }
  return t;
}
