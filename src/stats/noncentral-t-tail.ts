/** The tail of the noncentral t distribution, from which the power of a paired comparison is computed. */
import { logGamma } from './log-gamma.ts';
import { normalTail } from './normal-tail.ts';

const PANELS = 240;

/**
 * P(T > t) for a noncentral t with `degrees` >= 1 degrees of freedom and noncentrality `shift`, to about 1e-9:
 * Simpson's rule over the distribution of the estimated standard deviation (chi / sqrt degrees).
 * Source: https://en.wikipedia.org/wiki/Noncentral_t-distribution
 */
export function noncentralTTail(t: number, degrees: number, shift: number): number {
  const spread = 9 / Math.sqrt(2 * degrees);
  const low = Math.max(0, 1 - spread);
  const high = 1 + spread;
  const constant = Math.LN2 + (degrees / 2) * Math.log(degrees / 2) - logGamma(degrees / 2);
  const step = (high - low) / PANELS;
  let sum = 0;
  for (let i = 0; i <= PANELS; i++) {
    const s = low + i * step;
    const power = degrees === 1 ? 0 : (degrees - 1) * Math.log(s);
    const density = Math.exp(constant + power - (degrees * s * s) / 2);
    sum += density * normalTail(t * s - shift) * (i === 0 || i === PANELS ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * step) / 3;
}
