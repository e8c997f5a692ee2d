/** The interval of the difference of two candidates that were rated on the same examples. */
import { pseudoItemInterval } from './pseudo-item-interval.ts';
import type { UnitSums } from './unit-sums.ts';

/**
 * Paired t with one imaginary example at +step and one at -step. `sums` is over the differences, in steps of
 * the scale; `step` is 1 for ratings and sqrt(1/2) for shares of yes, which makes it Agresti and Min's.
 * Measured on 1-5 ratings: covers 95-97 % at n = 10 to 100; "all tied" still gives an interval.
 */
export function pairedRatingInterval(sums: UnitSums, step: number, tail: number): readonly [number, number] {
  return pseudoItemInterval(sums, [step, -step], tail);
}
