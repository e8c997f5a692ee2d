/** Whether a public table puts candidates in the order in which your own work does: pair by pair, and as one figure. */
import { kendallTauB } from '../stats/kendall-tau-b.ts';
import { nearestRank } from '../stats/nearest-rank.ts';
import type { Decision, Interval } from './decision.ts';
import type { Evidence, EvidenceExample } from './evidence.ts';
import { rankClaim } from './rank-claim.ts';
import { seededNumbers } from './seeded-numbers.ts';

/** Two candidates, in the order of the config, there and here. */
export interface RankPair {
  readonly a: string;
  readonly b: string;
  /** `a` minus `b` in the unit of the table; above 0 where `a` is better, also where lower is better. */
  readonly publicDifference: number;
  /** `a` minus `b` in the unit of what decides. */
  readonly ownDifference: number;
  /** Of the own difference: the plain one of the comparison, 95 % by default. */
  readonly interval: Interval;
  /**
   * Told by the interval and not by the point: `undecided` where it includes zero, so that noise is not taken for a
   * finding, and where the table itself has a tie.
   */
  readonly agrees: 'agrees' | 'disagrees' | 'undecided';
  /** The points are the other way round, decided or not. */
  readonly flip: boolean;
}

export interface RankAgreement {
  /** Candidates that have both a public score and ratings of their own. */
  readonly n: number;
  /** Kendall's tau-b of public scores and own means; absent where one of them puts no two candidates apart. */
  readonly tau?: number;
  /** Percentile interval of tau at the confidence of the decision, by a bootstrap over examples. */
  readonly interval?: Interval;
  readonly pairs: readonly RankPair[];
  /** Names that only one side has: candidates without a public score, and scores of what is not rated here. */
  readonly missing: { readonly public: readonly string[]; readonly own: readonly string[] };
  /** One sentence. */
  readonly claim: string;
}

export interface RankAgreementInput {
  readonly decision: Decision;
  readonly evidence: Evidence;
  /** Public scores by candidate name. */
  readonly scores: { readonly [name: string]: number };
  /** False for error rates, latencies, ranks. */
  readonly higherIsBetter: boolean;
  /** What the bootstrap is drawn from; by default the decision's own hash. */
  readonly seed?: string;
}

const RESAMPLES = 2_000;

/**
 * Pure, and the same for the same decision. A pair `disagrees` only when the own comparison excludes zero in the other
 * direction. The interval of tau comes from examples drawn again with replacement, clusters together, each candidate's mean
 * computed anew; weights have no part in it, and the public scores stand still (their own noise is not known). With fewer
 * than 10 candidates that interval is so wide that `claim` says no more than which pairs agree and which do not.
 * Scores that are not numbers count as missing.
 */
export function rankAgreement(input: RankAgreementInput): RankAgreement {
  const { decision, evidence, higherIsBetter, seed = decision.inputsHash } = input;
  const sign = higherIsBetter ? 1 : -1;
  const scores = new Map(
    Object.entries(input.scores).flatMap(([name, score]) =>
      Number.isFinite(score) ? [[name, sign * score] as const] : [],
    ),
  );
  const rated = evidence.candidates.filter((_, column) =>
    evidence.examples.some(({ cells }) => cells[column]!.value !== undefined),
  );
  const names = rated.filter((name) => scores.has(name));
  const columns = names.map((name) => evidence.candidates.indexOf(name));
  const there = names.map((name) => scores.get(name)!);
  const groups = groupsOf(evidence.examples, columns);
  const tau = tauOf(there, groups);
  const interval = tau === undefined ? undefined : bootstrap(there, groups, { seed, decision });
  const pairs = pairsOf(decision, scores);
  const missing = {
    public: evidence.candidates.filter((name) => !scores.has(name)),
    own: Object.keys(input.scores).filter((name) => !rated.includes(name)),
  };
  const found = {
    n: names.length,
    ...(tau === undefined ? {} : { tau }),
    ...(interval === undefined ? {} : { interval }),
    pairs,
    missing,
  };
  return { ...found, claim: rankClaim(found, decision.confidence) };
}

function pairsOf({ comparisons }: Decision, scores: ReadonlyMap<string, number>): readonly RankPair[] {
  return comparisons.flatMap(({ a, b, estimand, n, difference, interval }) => {
    const [ofA, ofB] = [scores.get(a), scores.get(b)];
    if (estimand !== 'picked' || n === 0 || ofA === undefined || ofB === undefined) return [];
    const publicDifference = ofA - ofB;
    const there = Math.sign(publicDifference);
    const here = interval[0] > 0 ? 1 : interval[1] < 0 ? -1 : 0;
    const agrees = there * here === 0 ? 'undecided' : there === here ? 'agrees' : 'disagrees';
    const flip = there * Math.sign(difference) < 0;
    return [{ a, b, publicDifference, ownDifference: difference, interval, agrees, flip }];
  });
}

/** The sum and the number of the values of each candidate in an example, or in a cluster of them. */
interface Group {
  readonly sums: readonly number[];
  readonly counts: readonly number[];
}

function groupsOf(examples: readonly EvidenceExample[], columns: readonly number[]): readonly Group[] {
  const byCluster = Map.groupBy(examples, ({ id, cluster }) =>
    JSON.stringify(cluster === undefined ? ['example', id] : ['cluster', cluster]),
  );
  return [...byCluster.values()].map((group) => {
    const valuesOf = (column: number) => group.flatMap(({ cells }) => cells[column]!.value ?? []);
    return {
      sums: columns.map((column) => valuesOf(column).reduce((sum, value) => sum + value, 0)),
      counts: columns.map((column) => valuesOf(column).length),
    };
  });
}

/** Undefined where there is no order, and where a candidate has no value in what was drawn. */
function tauOf(there: readonly number[], drawn: readonly Group[]): number | undefined {
  const sums = new Float64Array(there.length);
  const counts = new Float64Array(there.length);
  for (const group of drawn) {
    for (let i = 0; i < sums.length; i++) {
      sums[i]! += group.sums[i]!;
      counts[i]! += group.counts[i]!;
    }
  }
  if (counts.includes(0)) return undefined;
  // Equal means must tie, though they were summed up in another order.
  const here = Array.from(sums, (sum, i) => Math.round((1e9 * sum) / counts[i]!));
  return kendallTauB(there, here);
}

function bootstrap(
  there: readonly number[],
  groups: readonly Group[],
  { seed, decision }: { readonly seed: string; readonly decision: Decision },
): Interval | undefined {
  const random = seededNumbers('rank agreement', seed);
  const taus: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const drawn = groups.map(() => groups[Math.floor(random() * groups.length)]!);
    const tau = tauOf(there, drawn);
    if (tau !== undefined) taus.push(tau);
  }
  if (taus.length === 0) return undefined;
  const tail = (100 * (1 - decision.confidence)) / 2;
  const [low, high] = [nearestRank(taus, tail), nearestRank(taus, 100 - tail)];
  // Where every draw gives the same order, so few examples say nothing of how sure that is.
  return low === high ? undefined : [low, high];
}
