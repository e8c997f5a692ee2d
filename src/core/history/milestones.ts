/** The decisions that stand for a time: the last one before the set, the candidates, the rule or what is asked became others. */
import type { StoredDecision } from '../store.ts';
import { askedChanges } from './asked-changes.ts';

/** A decision with the number that the history gives it: 1 for the first that was kept, of either split. */
export interface NumberedDecision extends StoredDecision {
  readonly number: number;
}

/**
 * Of decisions of the split to work with, oldest first. While ratings come in, many decisions on the same thing may be kept; the last of them
 * knows all that the others knew.
 */
export function milestones(decisions: readonly NumberedDecision[]): readonly NumberedDecision[] {
  const dev = decisions.filter(({ decision }) => decision.split === 'dev');
  return dev.filter((one, i) => i === dev.length - 1 || !isSameSubject(one, dev[i + 1]!));
}

function isSameSubject(one: StoredDecision, next: StoredDecision): boolean {
  return subject(one) === subject(next) && askedChanges(one.facts, next.facts).length === 0;
}

function subject({ decision, facts, rule }: StoredDecision): string {
  const candidates =
    facts === undefined
      ? decision.candidates.map(({ name }) => name)
      : facts.candidates.map(({ id, price }) => [id, price?.input ?? null, price?.output ?? null]);
  return JSON.stringify([candidates, facts?.examples ?? decision.examples, rule]);
}
