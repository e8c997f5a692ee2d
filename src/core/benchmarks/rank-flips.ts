/** Pairs that were close in a public table and are far apart on your work, counted so that noise is not sold as insight. */
import type { Interval } from '../decision.ts';
import type { RankPair } from '../rank-agreement.ts';

/** Points are percent of the range of a score. Within these, two models are close in public. */
export const NEAR_POINTS = 2;
/** At least so far apart here. */
export const FAR_POINTS = 20;
/** The interval must be beyond this, on the side of the difference. */
export const SURE_POINTS = 10;

export interface RankFlip {
  /** Who is better here first. */
  readonly a: string;
  readonly b: string;
  /** `a` minus `b` there; below 0 where the table has them the other way round. */
  readonly publicPoints: number;
  /** `a` minus `b` here, above 0. */
  readonly ownPoints: number;
  readonly interval: Interval;
  /** The table says the opposite. */
  readonly reversed: boolean;
}

export interface RankFlips {
  /** Pairs within `NEAR_POINTS` in the table. */
  readonly near: number;
  /** Of these, the farthest apart here first. */
  readonly flips: readonly RankFlip[];
  /** Of these, pairs that are `FAR_POINTS` apart by the point alone: their interval reaches below `SURE_POINTS`. */
  readonly unsure: number;
}

/** Pure. The intervals are those of the pairs, one by one: with many pairs a few of 20 may be beyond theirs by chance. */
export function rankFlips(
  pairs: readonly RankPair[],
  { publicRange, ownRange }: { readonly publicRange: number; readonly ownRange: number },
): RankFlips {
  const near = pairs.filter(
    // Differences of decimals are off in the last digit: 83.2 and 81.2 are 2 points apart.
    ({ publicDifference }) => (100 * Math.abs(publicDifference)) / publicRange <= NEAR_POINTS + 1e-9,
  );
  const far = near
    .map((pair) => flipOf(pair, publicRange, ownRange))
    .filter(({ ownPoints }) => ownPoints >= FAR_POINTS - 1e-9);
  const flips = far.filter(({ interval: [low] }) => low > SURE_POINTS);
  return {
    near: near.length,
    flips: flips.sort((a, b) => b.ownPoints - a.ownPoints),
    unsure: far.length - flips.length,
  };
}

function flipOf(pair: RankPair, publicRange: number, ownRange: number): RankFlip {
  const { a, b, publicDifference, ownDifference, interval } = pair;
  const sign = ownDifference < 0 ? -1 : 1;
  const points = (value: number) => (100 * sign * value) / ownRange;
  const [one, other] = [points(interval[0]), points(interval[1])];
  const publicPoints = (100 * sign * publicDifference) / publicRange;
  return {
    a: sign > 0 ? a : b,
    b: sign > 0 ? b : a,
    publicPoints,
    ownPoints: points(ownDifference),
    interval: [Math.min(one, other), Math.max(one, other)],
    reversed: publicPoints < 0,
  };
}
