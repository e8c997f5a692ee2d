/** The upper tail of Student's t distribution. */
import { incompleteBeta } from './incomplete-beta.ts';

/**
 * P(T > t) for t >= 0 on `degrees` > 0 degrees of freedom (need not be whole).
 * Source: https://dlmf.nist.gov/8.17 with x = degrees / (degrees + t^2).
 */
export function tTail(t: number, degrees: number): number {
  return 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}
