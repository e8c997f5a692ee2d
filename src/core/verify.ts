/** After a switch: whether production holds what the decision promised. Pure. */
import { meanRatingInterval } from '../stats/mean-rating-interval.ts';
import { unitSums } from '../stats/unit-sums.ts';
import { wilson } from '../stats/wilson.ts';
import type { DecideBy, Interval } from './decision.ts';
import type { Quality } from './quality.ts';
import type { RulerShift } from './review/ruler.ts';

/**
 * `holds`: production is not below the promise by more than the margin. `worse`: it is below it. `open`: neither can be said. `ruler-moved`:
 * the raters judge old outputs otherwise today, so that the two are not of one measure.
 */
export type VerifyVerdict = 'holds' | 'worse' | 'open' | 'ruler-moved';

export interface Verified {
  readonly verdict: VerifyVerdict;
  readonly by: DecideBy;
  readonly margin: number;
  /** Production answers that were rated. */
  readonly n: number;
  readonly production: Quality;
  readonly promised: Quality;
  /** Production minus promise, with its 95 % interval. */
  readonly difference: number;
  readonly interval: Interval;
  /**
   * Of an open one: answers, drawn at once, with which the same difference would hold. Absent where no number of them would, since the promise alone is not
   * known to the margin.
   */
  readonly answersNeeded?: number;
}

const TAIL = 0.025;

/**
 * Two independent samples: each side's half-width is that of its own 95 % interval (plus-two t, Wilson), so the difference has the root of the
 * sum of their squares (Newcombe's square-and-add, Statistics in Medicine 17, 1998, 873-890, with means as with rates).
 * Undefined with nothing rated.
 */
export function verifyPromise(
  values: readonly number[],
  promised: Quality,
  of: {
    readonly by: DecideBy;
    readonly scale: readonly [number, number];
    readonly margin: number;
    readonly rulers: readonly RulerShift[];
  },
): Verified | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const { by, scale, margin, rulers } = of;
  const sums = unitSums(values);
  const mean = sums.sum / n;
  const production: Quality = {
    mean,
    interval: by === 'rating' ? meanRatingInterval(sums, scale, TAIL) : wilson(sums.sum, n, TAIL),
  };
  const difference = mean - promised.mean;
  const below = Math.hypot(mean - production.interval[0], promised.interval[1] - promised.mean);
  const above = Math.hypot(production.interval[1] - mean, promised.mean - promised.interval[0]);
  const interval: Interval = [difference - below, difference + above];
  const verdict: VerifyVerdict = rulers.some(({ moved }) => moved)
    ? 'ruler-moved'
    : interval[0] > -margin
      ? 'holds'
      : interval[1] < 0
        ? 'worse'
        : 'open';
  const needed =
    verdict === 'open' ? answersNeeded({ n, production, promised, difference, margin }) : undefined;
  return {
    verdict,
    by,
    margin,
    n,
    production,
    promised,
    difference,
    interval,
    ...(needed === undefined ? {} : { answersNeeded: needed }),
  };
}

/** Where production's half-width, which shrinks with the root of n, and the promise's, which stays, keep to the margin together. */
function answersNeeded(
  of: Pick<Verified, 'n' | 'production' | 'promised' | 'difference' | 'margin'>,
): number | undefined {
  const { n, production, promised, difference, margin } = of;
  const room = (margin + difference) ** 2 - (promised.interval[1] - promised.mean) ** 2;
  if (margin + difference <= 0 || room <= 0) return undefined;
  const needed = Math.ceil((n * (production.mean - production.interval[0]) ** 2) / room);
  return needed <= MOST_ANSWERS ? needed : undefined;
}

/** More would be no advice. */
const MOST_ANSWERS = 2_000;
