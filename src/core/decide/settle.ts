/** The verdict's rules in their order, on comparisons that are already made; words come later. */
import { contenders } from '../../stats/contenders.ts';
import type { PairResult } from './compare.ts';
import { differenceInterval } from './figures.ts';
import { decisionLevel, type Level } from './looks.ts';
import type { Settings } from './settings.ts';

export type Finding =
  | { readonly kind: 'one-candidate' }
  | { readonly kind: 'no-ratings' }
  /** `n` is the most that any pair has. */
  | { readonly kind: 'before-first-look'; readonly n: number; readonly first: number }
  | { readonly kind: 'all-excluded' }
  /** Could still be best, but has not been compared with another contender at any look. */
  | {
      readonly kind: 'unrated';
      readonly candidate: number;
      readonly other: number;
      readonly pair: PairResult;
    }
  | { readonly kind: 'best'; readonly winner: number; readonly pair: PairResult | undefined }
  | {
      readonly kind: 'cheaper';
      readonly winner: number;
      readonly leader: number;
      readonly pair: PairResult;
      readonly least: number;
      readonly level: Level;
    }
  | { readonly kind: 'too-close'; readonly leader: number; readonly pairs: readonly PairResult[] };

export interface Settled {
  readonly finding: Finding;
  /** Per candidate in config order. */
  readonly contenders: readonly boolean[];
}

interface SettleInput {
  readonly settings: Settings;
  readonly k: number;
  /** True when at least one rating of the right kind exists. */
  readonly anyRating: boolean;
  readonly pairs: readonly PairResult[];
  readonly excluded: readonly boolean[];
  /** USD per 1,000, where known. */
  readonly costs: readonly (number | undefined)[];
  readonly incumbent: number | undefined;
}

/** Applies the rules of the verdict: enough ratings, limits, contenders, one left, cheaper and as good, else too close. */
export function settle(input: SettleInput): Settled {
  const { settings, k, pairs, excluded } = input;
  const left = excluded.map((out) => !out);
  if (k < 2) return { finding: { kind: 'one-candidate' }, contenders: left };
  if (!input.anyRating) return { finding: { kind: 'no-ratings' }, contenders: left };
  if (pairs.every((pair) => pair.look === undefined)) {
    const first = settings.looks === 'final' ? 1 : settings.looks[0]!;
    const n = Math.max(...pairs.map((pair) => pair.rated));
    return { finding: { kind: 'before-first-look', n, first }, contenders: left };
  }
  const indices = left.flatMap((stays, index) => (stays ? [index] : []));
  if (indices.length === 0) return { finding: { kind: 'all-excluded' }, contenders: left };
  const stays = contenders(
    indices.length,
    (j, i) => pairOf(pairs, indices[j]!, indices[i]!).winner === indices[j],
  );
  const still = indices.filter((_, position) => stays[position]);
  const flags = left.map((_, index) => still.includes(index));
  return { finding: among(input, still, indices), contenders: flags };
}

/** The pair of two candidates, whichever of them comes first in the config. */
export function pairOf(pairs: readonly PairResult[], x: number, y: number): PairResult {
  return pairs.find((pair) => (pair.a === x && pair.b === y) || (pair.a === y && pair.b === x))!;
}

/** How much better `candidate` is than the other of the pair. */
export function leadOf(pair: PairResult, candidate: number): number {
  return pair.a === candidate ? pair.difference : -pair.difference;
}

function among(input: SettleInput, still: readonly number[], left: readonly number[]): Finding {
  const { pairs } = input;
  if (still.length === 1) {
    const winner = still[0]!;
    return { kind: 'best', winner, pair: closestRival(pairs, winner, left) };
  }
  const open = pairs.filter(
    (pair) => pair.look === undefined && still.includes(pair.a) && still.includes(pair.b),
  );
  if (open.length > 0) return unrated(pairs, open);
  const leaders = leadersOf(pairs, still);
  const cheaper = cheaperEquivalent(input, still, leaders);
  if (cheaper) return cheaper;
  const leader = pickLeader(input, leaders);
  const rivals = still.filter((one) => one !== leader).map((one) => pairOf(pairs, leader, one));
  return { kind: 'too-close', leader, pairs: rivals.sort((x, y) => leadOf(x, leader) - leadOf(y, leader)) };
}

/** The open pair with the fewest ratings, naming first the candidate that has fewer beside all the others. */
function unrated(pairs: readonly PairResult[], open: readonly PairResult[]): Finding {
  const pair = [...open].sort((x, y) => x.rated - y.rated)[0]!;
  const rated = (one: number) =>
    pairs.filter(({ a, b }) => a === one || b === one).reduce((sum, of) => sum + of.rated, 0);
  const [candidate, other] = rated(pair.b) <= rated(pair.a) ? [pair.b, pair.a] : [pair.a, pair.b];
  return { kind: 'unrated', candidate, other, pair };
}

function closestRival(
  pairs: readonly PairResult[],
  winner: number,
  left: readonly number[],
): PairResult | undefined {
  const rivals = left.filter((one) => one !== winner).map((one) => pairOf(pairs, winner, one));
  const compared = rivals.filter((pair) => pair.look !== undefined);
  return compared.sort((x, y) => leadOf(x, winner) - leadOf(y, winner))[0];
}

/** The contenders with the highest mean: those whose worst lead over another contender is largest. Ties stay. */
function leadersOf(pairs: readonly PairResult[], still: readonly number[]): readonly number[] {
  const worst = still.map((one) =>
    Math.min(
      ...still.filter((other) => other !== one).map((other) => leadOf(pairOf(pairs, one, other), one)),
    ),
  );
  const best = Math.max(...worst);
  return still.filter((_, index) => worst[index]! >= best - 1e-9);
}

/** Among equals the incumbent leads, then the cheaper, then the first in the config. */
function pickLeader({ incumbent, costs }: SettleInput, leaders: readonly number[]): number {
  const rank = (one: number) =>
    one === incumbent ? Number.NEGATIVE_INFINITY : (costs[one] ?? Number.MAX_VALUE);
  return [...leaders].sort((x, y) => rank(x) - rank(y) || x - y)[0]!;
}

/**
 * A contender at half the leader's cost or less that is not inferior to it: the lower bound of the difference,
 * one-sided at the confidence asked for (and with its share of it when looks are planned), is above -margin.
 * The cheapest such one.
 */
function cheaperEquivalent(input: SettleInput, still: readonly number[], leaders: readonly number[]) {
  const { pairs, costs } = input;
  let found: Extract<Finding, { kind: 'cheaper' }> | undefined;
  for (const leader of leaders) {
    for (const winner of still) {
      if (winner === leader || !halfTheCost(costs[winner], costs[leader])) continue;
      if (found && costs[found.winner]! <= costs[winner]!) continue;
      const pair = pairOf(pairs, leader, winner);
      const { least, level } = leastDifference(input.settings, pair, winner);
      if (least > -input.settings.margin) found = { kind: 'cheaper', winner, leader, pair, least, level };
    }
  }
  return found;
}

/** Half the cost or less, with both known. */
export function halfTheCost(cost: number | undefined, than: number | undefined): boolean {
  return cost !== undefined && than !== undefined && than > 0 && cost <= (than / 2) * (1 + 1e-9);
}

/**
 * The one-sided lower bound of how `candidate` compares with the other of the pair. With planned looks it spends
 * its 5 % over them like the winner's bound: a candidate exactly `margin` worse then passes at some of five looks
 * in 2.8-5.4 % of simulated evals, with the plain bound at each look in 6.7-14.5 %.
 */
export function leastDifference(settings: Settings, pair: PairResult, candidate: number) {
  const level = decisionLevel(settings, { look: pair.look!, rated: pair.rated }, 2 * settings.tail);
  const range = settings.scale[1] - settings.scale[0];
  const [low, high] = differenceInterval(pair.differences, level, range);
  return { least: pair.a === candidate ? low : -high, level };
}
