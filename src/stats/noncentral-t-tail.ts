/** The tail of the noncentral t distribution, from which the power of a paired comparison is computed. */
import { logGamma } from './log-gamma.ts';
import { normalTail } from './normal-tail.ts';

const STEPS = 140;

/**
 * P(T > t) for a noncentral t with `degrees` >= 1 degrees of freedom and noncentrality `shift`, to about 1e-12 (1e-7 at 1 degree):
 * the normal tail averaged over the estimated standard deviation s = chi / sqrt(degrees). By the trapezoid
 * rule over ln s, where both ends of the distribution fade out smoothly and the rule converges very fast.
 * Source: https://en.wikipedia.org/wiki/Noncentral_t-distribution
 */
export function noncentralTTail(t: number, degrees: number, shift: number): number {
  const low = -(6 / Math.sqrt(degrees) + 26 / degrees);
  const step = (6 / Math.sqrt(degrees) - low) / STEPS;
  const constant = Math.LN2 + (degrees / 2) * Math.log(degrees / 2) - logGamma(degrees / 2);
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const logS = low + i * step;
    const s = Math.exp(logS);
    sum += Math.exp(constant + degrees * (logS - (s * s) / 2)) * normalTail(t * s - shift);
  }
  return sum * step;
}
