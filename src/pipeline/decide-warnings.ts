/** What a decision does not know of itself: checks that could not judge, a changed rule, work that has no example, a worn set. */
import type { Context } from '../core/context.ts';
import type { DecideBy, Decision } from '../core/decision.ts';
import { type DecisionRule, ruleChanges } from '../core/decision-rule.ts';
import type { Example } from '../core/example.ts';
import type { HealthRows } from '../core/health/sign.ts';
import { timesText, usesOf } from '../core/health/uses.ts';
import { alarmLine } from '../core/health.ts';
import { rulerShifts } from '../core/review/ruler.ts';
import type { StoredDecision } from '../core/store.ts';
import { rulerText } from '../core/wording/rounds.ts';
import type { OpenedCheck } from './checks/judge.ts';

/** Checks that cannot be used, or have not judged everything. */
export function unusable(
  checks: readonly OpenedCheck[],
  notRun: ReadonlyMap<string, number>,
): readonly string[] {
  return checks.flatMap(({ check: { name }, problem }) => {
    const n = notRun.get(name) ?? 0;
    const waiting =
      n === 0
        ? []
        : [`"${name}" has not judged ${n} ${n === 1 ? 'output' : 'outputs'} yet: fieldtest checks.`];
    return problem === undefined ? waiting : [`The check "${name}" cannot be used: ${problem}.`];
  });
}

/** Less of the traffic is no news. */
const LEAST_UNCOVERED = 0.005;

/** What the set that was last drawn has no example of. */
export async function uncovered(
  { store }: Context,
  examples: readonly Example[],
): Promise<readonly string[]> {
  const last = (await store.pickChanges()).findLast(({ action }) => action === 'draw');
  const bare = last?.action === 'draw' ? last.uncovered : undefined;
  // A set that came from a file says nothing of the pool.
  const how = new Set((await store.pickedHow()).map(({ example }) => example));
  if (bare === undefined || bare.share < LEAST_UNCOVERED || !examples.some(({ id }) => how.has(id)))
    return [];
  const kinds = bare.kinds === 1 ? '1 kind of work or edge' : `${bare.kinds} kinds of work or edges`;
  return [
    `The set has no example of ${kinds}, ${(100 * bare.share).toFixed(1)} % of the traffic when it was drawn: fieldtest pick --explain.`,
  ];
}

/** Raters whose ruler has moved since the round before: then old and new ratings are not of one measure. */
export async function movedRulers({ store, config }: Context, by: DecideBy): Promise<readonly string[]> {
  const rounds = await store.reviewRounds();
  // The first round of a rater has no anchors.
  if (rounds.every(({ number }) => number === 1)) return [];
  return rulerShifts(rounds, await store.ratings(), config.rate)
    .filter(({ moved }) => moved)
    .map((shift) => rulerText(shift, by));
}

/** Once a decision has shown results, the rule it used is the rule; every change since then is said, for good. */
export function changedRule(before: readonly StoredDecision[], rule: DecisionRule): readonly string[] {
  const seen = before.filter(({ decision }) => decision.candidates.some(({ n }) => n > 0));
  const rules = [...seen.map((stored) => stored.rule), rule];
  return rules.flatMap((now, i) => {
    const changes = i === 0 ? [] : ruleChanges(rules[i - 1]!, now);
    const when = i < seen.length ? ` (for the decision of ${seen[i]!.at.slice(0, 10)})` : '';
    return changes.length === 0
      ? []
      : [`The rule was changed after results were seen: ${changes.join('; ')}${when}.`];
  });
}

/** To look at more outputs than that would make a decision visibly slower (0.3 s); `health` looks at all. */
const MOST_CELLS = 20_000;

/** One sentence where the set is worn; of what is held out always how often it has decided, with this time. */
export function wear(
  decision: Decision,
  of: {
    readonly rows: () => HealthRows;
    /** Every decision that was kept; `kept` whether the last one is this one. */
    readonly before: readonly StoredDecision[];
    readonly kept: boolean;
  },
): readonly string[] {
  const { rows, before, kept } = of;
  const now = { at: '', decision };
  const decisions = kept ? before : [...before, now];
  const { by, scale, confidence, split, candidates } = decision;
  if (!candidates.some(({ n }) => n > 0)) return [];
  if (split === 'holdout') return [spent(usesOf(decisions, 'holdout').length)];
  const dev = decision.examples * candidates.length <= MOST_CELLS ? rows() : { candidates: [], examples: [] };
  const line = alarmLine({
    by,
    range: by === 'rating' ? scale : [0, 1],
    confidence,
    dev,
    everyone: dev,
    decisions,
    holdoutExamples: 0,
    hasPool: true,
  });
  return line === undefined ? [] : [line];
}

function spent(times: number): string {
  const said = `The held-out examples have decided ${timesText(times)}, this time included`;
  return times === 1
    ? `${said}: a candidate that is changed after this is not confirmed by them any more.`
    : `${said}: what was changed since the first time was led by it, and they confirm less each time. Fresh ones: fieldtest pick --holdout N.`;
}
