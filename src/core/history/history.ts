/** The history of a task: its decisions, the models that were measured, and what money bought, from what is stored. Pure. */
import type { Decision, VerdictKind } from '../decision.ts';
import { modelFamily } from '../model-family.ts';
import { type Quality, qualityOf } from '../quality.ts';
import type { StoredDecision } from '../store.ts';
import { type Change, changesBetween } from './changes.ts';
import { milestones, type NumberedDecision } from './milestones.ts';
import { type ModelHistory, modelHistories } from './models.ts';
import { type AcceptablePrice, acceptablePrices, bestAtPrices, type PriceBand } from './prices.ts';

export interface HistoryCandidate extends Partial<Quality> {
  readonly name: string;
  /** Candidate id; absent in decisions of older versions. */
  readonly id?: string;
  readonly family: string;
  readonly incumbent: boolean;
  /** Rated examples. */
  readonly n: number;
  readonly costPer1000Usd?: number;
  readonly costPerAcceptableUsd?: number;
}

export interface HistoryEntry {
  /** 1 for the first decision that was kept. */
  readonly number: number;
  /** ISO 8601. */
  readonly at: string;
  readonly split: Decision['split'];
  readonly examples: number;
  readonly by: Decision['by'];
  readonly scale: Decision['scale'];
  readonly verdict: { readonly kind: VerdictKind; readonly winner?: string; readonly because: string };
  readonly candidates: readonly HistoryCandidate[];
  readonly raters: readonly string[];
  readonly inputsHash: string;
  /** Whether a later one on the same set, candidates and rule knows more. */
  readonly milestone: boolean;
  /** Since the milestone before it of the same split; none for the first. */
  readonly changes: readonly Change[];
  /** Examples that it has in common with that one; absent for the first, and where an older version did not keep them. */
  readonly shared?: number;
}

export interface History {
  readonly decisions: readonly HistoryEntry[];
  /** On the scale of the last decision; see `modelHistories`. */
  readonly models: readonly ModelHistory[];
  /** The milestones that `prices` and `acceptable` have an entry for, by number. */
  readonly stations: readonly number[];
  readonly prices: readonly PriceBand[];
  readonly acceptable: readonly (AcceptablePrice | null)[];
}

export function historyOf(stored: readonly StoredDecision[]): History {
  const all = stored.map((one, i): NumberedDecision => ({ ...one, number: i + 1 }));
  const stations = milestones(all);
  return {
    decisions: all.map((one) => entryOf(one, all, stations)),
    models: modelHistories(all, stations),
    stations: stations.map(({ number }) => number),
    prices: bestAtPrices(stations),
    acceptable: acceptablePrices(stations),
  };
}

function entryOf(
  one: NumberedDecision,
  all: readonly NumberedDecision[],
  stations: readonly NumberedDecision[],
): HistoryEntry {
  const { decision, facts, number, at } = one;
  const earlier = decision.split === 'dev' ? stations : all.filter((other) => other.decision.split !== 'dev');
  const before = earlier.findLast((other) => other.number < number);
  const { kind, winner, because } = decision.verdict;
  return {
    number,
    at,
    split: decision.split,
    examples: decision.examples,
    by: decision.by,
    scale: decision.scale,
    verdict: { kind, ...(winner === undefined ? {} : { winner }), because },
    candidates: decision.candidates.map((candidate) => {
      const what = facts?.candidates.find(({ name }) => name === candidate.name);
      const { name, incumbent, n, costPer1000Usd, costPerAcceptableUsd } = candidate;
      return {
        name,
        ...(what === undefined ? {} : { id: what.id }),
        family: modelFamily(what?.model ?? name),
        incumbent,
        n,
        ...qualityOf(candidate, decision),
        ...(costPer1000Usd === undefined ? {} : { costPer1000Usd }),
        ...(costPerAcceptableUsd === undefined ? {} : { costPerAcceptableUsd }),
      };
    }),
    raters: (decision.raters ?? []).map(({ rater }) => rater),
    inputsHash: decision.inputsHash,
    milestone: decision.split !== 'dev' || stations.some((station) => station.number === number),
    changes: before === undefined ? [] : changesBetween(before, one),
    ...(before?.facts === undefined || facts === undefined
      ? {}
      : { shared: new Set(before.facts.examples).intersection(new Set(facts.examples)).size }),
  };
}

export interface TaskHistory extends History {
  readonly task: string;
}

/** A decision as it was kept. */
export interface PastDecision {
  readonly number: number;
  /** ISO 8601. */
  readonly at: string;
  readonly decision: Decision;
}

/** Two decisions, the earlier one first, and what is different. */
export interface DecisionsCompared {
  readonly before: PastDecision;
  readonly after: PastDecision;
  readonly changes: readonly Change[];
}
