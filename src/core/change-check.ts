/** Whether a change does worse than the baseline: by gates, by automatic checks, and by ratings. Pure. */
import type { CandidateDecision, Decision, Interval } from './decision.ts';
import { type Quality, qualityOf } from './quality.ts';

/**
 * `pass`: not worse by more than the margin, or word for word the same. `worse`: a gate is not met, or the 95 % interval is below zero.
 * `not-decided`: neither can be said.
 */
export type ChangeVerdict = 'pass' | 'worse' | 'not-decided';

export type ChangeReason =
  | 'gate'
  | 'check'
  | 'rating'
  | 'same-text'
  | 'no-outputs'
  | 'not-rated'
  | 'baseline-not-rated'
  | 'not-compared'
  | 'no-checks'
  | 'checks-open'
  | 'too-wide';

/** An automatic check on both, in shares from 0 to 1. */
export interface CheckChange {
  readonly check: string;
  readonly base: number;
  readonly head: number;
  /** Head minus base, and where it lies: 95 %. */
  readonly difference: number;
  readonly interval: Interval;
  /** 95 % sure that it passes less often. */
  readonly worse: boolean;
}

/** What is known of the texts of both. */
export interface TextFacts {
  /** Examples that both have an output of. */
  readonly both: number;
  /** Of these, where head says word for word what base said. */
  readonly same: number;
  /** Distinct texts of head that nobody has rated, where base's is rated. */
  readonly unrated: number;
  /** Examples on which head says something else, and that are not among those compared by ratings: one of the two has none that counts, or none by the same rater. */
  readonly uncompared: number;
  /** Outputs of head that are missing. */
  readonly missing: number;
}

export interface ChangeJudged extends TextFacts {
  readonly verdict: ChangeVerdict;
  readonly reason: ChangeReason;
  readonly by: Decision['by'];
  readonly margin: number;
  /** Examples compared by ratings. */
  readonly n: number;
  /** Head minus base, where both are rated, and where it lies: 95 %. */
  readonly difference?: number;
  readonly interval?: Interval;
  readonly quality: { readonly base?: Quality; readonly head?: Quality };
  readonly costPer1000Usd: { readonly base?: number; readonly head?: number };
  readonly p95LatencyMs: { readonly base?: number; readonly head?: number };
  readonly checks: readonly CheckChange[];
  /** Why a limit or a gate takes head out. */
  readonly excluded?: string;
}

/** Worse by so much of a check's share is no longer "as good", where checks alone decide. */
const CHECK_MARGIN = 0.05;

/**
 * `decision`: base first, head second, at 95 % and a single look. Head passes when the plain 95 % interval of the paired difference is above
 * -margin: non-inferiority at 2.5 % (ICH E9, 3.3.2). A change that is worse by the margin then passes in at most 5 of 100 checks
 * on real ratings; the one-sided 95 % bound let 6 to 10 of 100 pass, since few large losses among many equal answers make the differences
 * skewed (bench/over-time.ts). Ratings speak once all of them are in, so that nobody stops at a lucky moment; gates and checks
 * speak at once. With `checksOnly` the same holds of every check, with a margin of 5 points.
 */
export function judgeChange(
  decision: Decision,
  texts: TextFacts,
  { checksOnly }: { readonly checksOnly: boolean },
): ChangeJudged {
  const [base, head] = decision.candidates as readonly [CandidateDecision, CandidateDecision];
  const checks = checkChanges(decision, [base.name, head.name]);
  const pair = decision.comparisons.find(({ estimand }) => estimand === 'picked');
  const rated = pair !== undefined && pair.n > 0;
  const flipped = (value: number) => (value === 0 ? 0 : -value);
  const judged = {
    ...texts,
    by: decision.by,
    margin: decision.margin,
    n: pair?.n ?? 0,
    ...(rated
      ? {
          difference: flipped(pair.difference),
          interval: [flipped(pair.interval[1]), flipped(pair.interval[0])] as const,
        }
      : {}),
    quality: bothOf(base, head, (one) => qualityOf(one, decision)),
    costPer1000Usd: bothOf(base, head, ({ costPer1000Usd }) => costPer1000Usd),
    p95LatencyMs: bothOf(base, head, ({ latencyMs }) => latencyMs?.p95),
    checks,
    ...(head.excluded === undefined ? {} : { excluded: head.excluded }),
  };
  return { ...judged, ...settled(judged, checksOnly) };
}

type Judged = Omit<ChangeJudged, 'verdict' | 'reason'>;

function settled(
  { checks, excluded, both, same, missing, unrated, uncompared, interval, margin, n }: Judged,
  checksOnly: boolean,
): Pick<ChangeJudged, 'verdict' | 'reason'> {
  if (excluded !== undefined) return { verdict: 'worse', reason: 'gate' };
  if (checks.some(({ worse }) => worse)) return { verdict: 'worse', reason: 'check' };
  if (both === 0 || missing > 0) return { verdict: 'not-decided', reason: 'no-outputs' };
  if (same === both) return { verdict: 'pass', reason: 'same-text' };
  if (checksOnly) {
    if (checks.length === 0) return { verdict: 'not-decided', reason: 'no-checks' };
    const fine = checks.every((one) => one.interval[0] > -CHECK_MARGIN);
    return { verdict: fine ? 'pass' : 'not-decided', reason: fine ? 'check' : 'checks-open' };
  }
  if (unrated > 0) return { verdict: 'not-decided', reason: 'not-rated' };
  if (n === 0 || interval === undefined) return { verdict: 'not-decided', reason: 'baseline-not-rated' };
  // What is not compared may be what got worse.
  if (uncompared > 0) return { verdict: 'not-decided', reason: 'not-compared' };
  if (interval[0] > -margin) return { verdict: 'pass', reason: 'rating' };
  return interval[1] < 0
    ? { verdict: 'worse', reason: 'rating' }
    : { verdict: 'not-decided', reason: 'too-wide' };
}

function checkChanges({ checks = [] }: Decision, [base, head]: readonly [string, string]) {
  return checks.flatMap(({ name, candidates, leader, differences }): readonly CheckChange[] => {
    const rateOf = (of: string) => candidates.find((one) => one.name === of)?.rate;
    const [was, is] = [rateOf(base), rateOf(head)];
    const [one] = differences;
    if (was === undefined || is === undefined || one === undefined) return [];
    // Differences are of the other minus the leader.
    const sign = leader === base ? 1 : -1;
    const [low, high] = one.interval;
    const interval: Interval = sign === 1 ? [low, high] : [-high, -low];
    const difference = sign * one.difference;
    return [{ check: name, base: was, head: is, difference, interval, worse: interval[1] < 0 }];
  });
}

function bothOf<T>(
  base: CandidateDecision,
  head: CandidateDecision,
  of: (one: CandidateDecision) => T | undefined,
) {
  const [was, is] = [of(base), of(head)];
  return { ...(was === undefined ? {} : { base: was }), ...(is === undefined ? {} : { head: is }) };
}
