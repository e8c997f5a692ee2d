/** A first look at a few examples: whether a new candidate is so clearly worse that the rest is not worth its price. */
import { pairedRatingInterval } from '../stats/paired-rating-interval.ts';
import { unitSums } from '../stats/unit-sums.ts';
import { halfTheCost } from './decide/settle.ts';
import type { Decision } from './decision.ts';
import type { Evidence } from './evidence.ts';

/** Examples of a screen. */
export const SCREEN_EXAMPLES = 10;

/**
 * At the most so often is a candidate given up that is as good as the one it is held against. One that is better, so that it would have been
 * chosen, is given up far less often: in under 1 of 100 screens on real ratings (bench/over-time.ts).
 */
const RISK = 0.05;

export interface Screen {
  /** The new candidate, and whom it is held against: who leads without it. */
  readonly candidate: string;
  readonly against: string;
  /** Examples that both have. */
  readonly n: number;
  /** The candidate minus the other, in the unit of what decides. */
  readonly difference: number;
  /** The most that it may be, 95 % sure. */
  readonly most: number;
  /** What `most` must reach for it to go on: 0, or minus the margin where it costs half or less. */
  readonly bar: number;
  readonly out: boolean;
}

/**
 * One look, at the first examples that both have: out when the one-sided 95 % bound of the difference is below the bar. It
 * only ever gives up, so that it adds no false call to the looks of the decision. Undefined with nobody to be held against, or fewer than two examples that both have.
 */
export function screenOf(candidate: string, decision: Decision, evidence: Evidence): Screen | undefined {
  const against = rivalOf(candidate, decision);
  if (against === undefined) return undefined;
  const pair = evidence.pairs.find(
    ({ a, b }) => (a === candidate && b === against) || (a === against && b === candidate),
  );
  const sign = pair?.a === candidate ? 1 : -1;
  const differences = (pair?.differences ?? []).map(({ difference }) => sign * difference);
  const n = differences.length;
  if (n < 2) return undefined;
  const sums = unitSums(differences);
  const step = decision.by === 'rating' ? 1 : Math.SQRT1_2;
  const [, most] = pairedRatingInterval(sums, step, RISK);
  const costOf = (name: string) => decision.candidates.find((one) => one.name === name)?.costPer1000Usd;
  const bar = halfTheCost(costOf(candidate), costOf(against)) ? -decision.margin : 0;
  return { candidate, against, n, difference: sums.sum / n, most, bar, out: most < bar };
}

/** Of those with the most ratings the one with the highest mean; among equals the incumbent. */
function rivalOf(candidate: string, { candidates, by }: Decision): string | undefined {
  const others = candidates.filter(({ name, n, excluded }) => name !== candidate && n > 0 && !excluded);
  const value = (one: (typeof others)[number]) =>
    (by === 'rating' ? one.rating?.mean : one.acceptable?.rate) ?? Number.NEGATIVE_INFINITY;
  const most = Math.max(...others.map(({ n }) => n));
  return others
    .filter(({ n }) => n >= most / 2)
    .sort((a, b) => value(b) - value(a) || Number(b.incumbent) - Number(a.incumbent))[0]?.name;
}
