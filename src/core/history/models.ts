/** Every model that was ever measured, on the scale of the set of today: when it entered, how good it was, what it cost. */
import { linkedMean } from '../../stats/linked-mean.ts';
import type { Interval } from '../decision.ts';
import { modelFamily } from '../model-family.ts';
import { qualityOf } from '../quality.ts';
import type { CandidateFacts, DecisionFacts } from './facts.ts';
import type { NumberedDecision } from './milestones.ts';

/**
 * `direct`: as the last decision has it. `linked`: measured on an earlier set, brought to this one through the examples that both have.
 * `apart`: another set, scale or question with no way over; its score is not to be put beside the others.
 */
export type ScoreKind = 'direct' | 'linked' | 'apart';

export interface ModelScore {
  readonly kind: ScoreKind;
  readonly mean: number;
  readonly interval: Interval;
  /** Of a linked score: examples that both sets have, of how many, and how far the link alone may be off. */
  readonly shared?: number;
  readonly of?: number;
  readonly link?: Interval;
}

export interface ModelHistory {
  readonly name: string;
  /** Candidate id. */
  readonly id: string;
  readonly family: string;
  /** The first decision that it was in, and its time. */
  readonly entered: { readonly decision: number; readonly at: string };
  /** The last one. */
  readonly last: number;
  readonly incumbent: boolean;
  /** Absent while it is not rated. */
  readonly score?: ModelScore;
  readonly costPer1000Usd?: number;
}

/** In the order in which they entered. `all` are numbered decisions that keep what they stood on, `stations` their milestones. */
export function modelHistories(
  all: readonly NumberedDecision[],
  stations: readonly NumberedDecision[],
): readonly ModelHistory[] {
  const latest = stations.at(-1);
  if (latest === undefined) return [];
  const dev = all.filter(({ decision }) => decision.split === 'dev');
  const known = new Map<string, ModelHistory>();
  for (const station of stations) {
    for (const candidate of station.facts?.candidates ?? []) {
      const first = dev.find(({ facts }) => facts?.candidates.some(({ id }) => id === candidate.id))!;
      const shown = station.decision.candidates.find(({ name }) => name === candidate.name);
      const score = scoreOf(candidate, station, latest);
      known.set(candidate.id, {
        name: candidate.name,
        id: candidate.id,
        family: modelFamily(candidate.model ?? candidate.name),
        entered: { decision: first.number, at: first.at },
        last: station.number,
        incumbent: shown?.incumbent ?? false,
        ...(score === undefined ? {} : { score }),
        ...(shown?.costPer1000Usd === undefined ? {} : { costPer1000Usd: shown.costPer1000Usd }),
      });
    }
  }
  return [...known.values()].sort((a, b) => a.entered.decision - b.entered.decision);
}

function scoreOf(
  candidate: CandidateFacts,
  station: NumberedDecision,
  latest: NumberedDecision,
): ModelScore | undefined {
  const shown = station.decision.candidates.find(({ name }) => name === candidate.name);
  const own = shown === undefined ? undefined : qualityOf(shown, station.decision);
  if (own === undefined) return undefined;
  if (station.number === latest.number) return { kind: 'direct', ...own };
  const linked = linkTo(candidate, station, latest);
  return linked ?? { kind: 'apart', ...own };
}

/**
 * What stays the same between two decisions brings a score over. Candidates of both: on the shared examples the difference from them is taken within the
 * earlier decision, so that a ruler, or a rater, that is milder by the same for all cancels out. Without one, everybody of today, where the
 * same people rated both. Undefined where neither is so, and where the question is another.
 */
function linkTo(
  candidate: CandidateFacts,
  station: NumberedDecision,
  latest: NumberedDecision,
): ModelScore | undefined {
  const [then, now] = [station.decision, latest.decision];
  if (then.by !== now.by || then.scale.join() !== now.scale.join()) return undefined;
  const { facts: before } = station;
  const { facts: today } = latest;
  if (before === undefined || today === undefined || isOtherQuestion(before, today)) return undefined;
  const shared = today.candidates.flatMap((one) => {
    const old = before.candidates.find(({ id }) => id === one.id);
    return old === undefined || one.id === candidate.id ? [] : [{ old, one }];
  });
  if (shared.length === 0 && ratersOf(then) !== ratersOf(now)) return undefined;
  const place = new Map(before.examples.map((id, i) => [id, i]));
  const rows = today.examples.flatMap((id, i) => {
    const bridge = shared.length === 0 ? today.candidates : shared.map(({ one }) => one);
    const level = meanOf(bridge.map(({ values }) => values[i] ?? null));
    if (level === null) return [];
    const at = place.get(id);
    if (at === undefined) return [{ own: null, level, earlier: null }];
    const earlier = shared.length === 0 ? level : meanOf(shared.map(({ old }) => old.values[at] ?? null));
    return [{ own: earlier === null ? null : (candidate.values[at] ?? null), level, earlier }];
  });
  const [low, high] = now.scale;
  const estimate = linkedMean(
    rows.map(({ own }) => own),
    rows.map(({ level }) => level),
    {
      step: now.by === 'rating' ? 1 : Math.SQRT1_2,
      tail: (1 - now.confidence) / 2,
      earlier: rows.map(({ earlier }) => earlier),
    },
  );
  if (estimate === undefined) return undefined;
  const [least, most] = now.by === 'rating' ? [low, high] : [0, 1];
  const within = (value: number) => Math.min(most, Math.max(least, value));
  const clipped = ([from, to]: Interval): Interval => [within(from), within(to)];
  return {
    kind: 'linked',
    mean: within(estimate.mean),
    interval: clipped(estimate.interval),
    link: clipped(estimate.link),
    shared: rows.filter(({ own }) => own !== null).length,
    of: rows.length,
  };
}

function isOtherQuestion({ asked: then }: DecisionFacts, { asked: now }: DecisionFacts): boolean {
  return then !== undefined && now !== undefined && then.question !== now.question;
}

function ratersOf({ raters = [] }: NumberedDecision['decision']): string {
  return JSON.stringify(raters.map(({ rater }) => rater).sort());
}

/** All of them, or it is left out. */
function meanOf(values: readonly (number | null)[]): number | null {
  if (values.length === 0 || values.includes(null)) return null;
  return values.reduce((sum: number, one) => sum + one!, 0) / values.length;
}
