/** The tail of the noncentral t distribution, from which the power of a paired comparison is computed. */
import { meanOverChi } from './mean-over-chi.ts';
import { normalTail } from './normal-tail.ts';

/**
 * P(T > t) for a noncentral t with `degrees` >= 1 degrees of freedom and noncentrality `shift`, to about 1e-12 (1e-7 at 1 degree):
 * the normal tail averaged over the estimated standard deviation.
 * Source: https://en.wikipedia.org/wiki/Noncentral_t-distribution
 */
export function noncentralTTail(t: number, degrees: number, shift: number): number {
  return meanOverChi(degrees, (s) => normalTail(t * s - shift));
}
