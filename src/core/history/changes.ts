/** What is different between two decisions, in clauses that a person reads: models, examples, raters, prices, rule. */
import { ruleChanges } from '../decision-rule.ts';
import type { StoredDecision } from '../store.ts';
import { usd } from '../wording/figures.ts';
import { askedChanges } from './asked-changes.ts';
import type { CandidateFacts } from './facts.ts';

export type ChangeKind = 'models' | 'examples' | 'raters' | 'prices' | 'rule';

export interface Change {
  readonly kind: ChangeKind;
  readonly text: string;
}

/** From one to a later one; what an older version did not keep is not compared. */
export function changesBetween(before: StoredDecision, after: StoredDecision): readonly Change[] {
  return [
    ...modelChanges(before, after).map((text) => ({ kind: 'models' as const, text })),
    ...exampleChanges(before, after).map((text) => ({ kind: 'examples' as const, text })),
    ...raterChanges(before, after).map((text) => ({ kind: 'raters' as const, text })),
    ...priceChanges(before, after).map((text) => ({ kind: 'prices' as const, text })),
    ...[...askedChanges(before.facts, after.facts), ...ruleChanges(before.rule, after.rule)].map((text) => ({
      kind: 'rule' as const,
      text,
    })),
  ];
}

function modelChanges(before: StoredDecision, after: StoredDecision): readonly string[] {
  const names = (of: StoredDecision) => of.decision.candidates.map(({ name }) => name);
  const incumbent = (of: StoredDecision) => of.decision.candidates.find((one) => one.incumbent)?.name;
  const was = incumbent(before);
  const is = incumbent(after);
  return [
    ...names(after)
      .filter((name) => !names(before).includes(name))
      .map((name) => `${name} is new`),
    ...names(before)
      .filter((name) => !names(after).includes(name))
      .map((name) => `${name} is gone`),
    ...pairs(before, after).flatMap(([old, now]) => [...ofCandidate(old, now), ...versions(old, now)]),
    ...(was === is ? [] : [`the incumbent is ${is ?? 'nobody'}, was ${was ?? 'nobody'}`]),
  ];
}

function pairs(
  before: StoredDecision,
  after: StoredDecision,
): readonly (readonly [CandidateFacts, CandidateFacts])[] {
  return (after.facts?.candidates ?? []).flatMap((now) => {
    const old = before.facts?.candidates.find(({ name }) => name === now.name);
    return old === undefined ? [] : [[old, now] as const];
  });
}

function ofCandidate(old: CandidateFacts, now: CandidateFacts): readonly string[] {
  if (old.id === now.id) return [];
  const parts = [
    ...(old.model === now.model ? [] : [`model ${old.model ?? 'none'} -> ${now.model ?? 'none'}`]),
    ...(old.prompt === now.prompt ? [] : ['another prompt']),
    ...(old.params === now.params ? [] : ['other parameters']),
  ];
  return [`${now.name} is another: ${parts.length === 0 ? 'its code or address changed' : parts.join(', ')}`];
}

function versions(old: CandidateFacts, now: CandidateFacts): readonly string[] {
  const known = new Set(old.servedBy?.map(({ version }) => version));
  const fresh = (now.servedBy ?? []).filter(({ version }) => !known.has(version));
  // Where nobody named a version before there is nothing that it could differ from.
  if (known.size === 0 || fresh.length === 0 || old.id !== now.id) return [];
  return [`${now.name} was also answered by ${fresh.map(({ version }) => version).join(' and ')}`];
}

function exampleChanges(before: StoredDecision, after: StoredDecision): readonly string[] {
  if (before.facts === undefined || after.facts === undefined) {
    const [was, is] = [before.decision.examples, after.decision.examples];
    return was === is ? [] : [`${was} -> ${is}`];
  }
  const old = new Set(before.facts.examples);
  const now = new Set(after.facts.examples);
  const added = after.facts.examples.filter((id) => !old.has(id)).length;
  const removed = before.facts.examples.filter((id) => !now.has(id)).length;
  if (added + removed === 0) return [];
  return [`${added} added, ${removed} retired, ${old.size - removed} shared`];
}

function raterChanges({ decision: before }: StoredDecision, { decision: after }: StoredDecision) {
  const count = (list: typeof before.raters, rater: string) =>
    list?.find((one) => one.rater === rater)?.ratings ?? 0;
  const names = new Set([...(before.raters ?? []), ...(after.raters ?? [])].map(({ rater }) => rater));
  return [...names].flatMap((rater) => {
    const [was, is] = [count(before.raters, rater), count(after.raters, rater)];
    return was === is ? [] : [`${rater} ${was === 0 ? 'is new, with' : `${was} ->`} ${is} ratings`];
  });
}

function priceChanges(before: StoredDecision, after: StoredDecision): readonly string[] {
  return pairs(before, after).flatMap(([old, now]) => {
    const text = ({ price }: CandidateFacts) =>
      price === undefined ? 'unknown' : `${usd(price.input)} in, ${usd(price.output)} out`;
    return text(old) === text(now) ? [] : [`${now.name} ${text(old)} -> ${text(now)} per 1,000,000 tokens`];
  });
}
