/** `fieldtest history`: every decision that was kept, and what became of models and prices from one to the next. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { changesBetween } from '../core/history/changes.ts';
import {
  type DecisionsCompared,
  historyOf,
  type PastDecision,
  type TaskHistory,
} from '../core/history/history.ts';
import type { StoredDecision } from '../core/store.ts';

/** Throws FieldtestError('input') where nothing was decided yet. */
export async function taskHistory({ store, config }: Context): Promise<TaskHistory> {
  return { task: config.task, ...historyOf(await kept(store)) };
}

/** One decision, by its number in the history. */
export async function pastDecision({ store }: Context, number: number): Promise<PastDecision> {
  return shown(numbered(await kept(store), number));
}

/** What is different between two, the earlier one first whichever was named first. */
export async function compareDecisions(
  { store }: Context,
  one: number,
  other: number,
): Promise<DecisionsCompared> {
  const stored = await kept(store);
  const before = numbered(stored, Math.min(one, other));
  const after = numbered(stored, Math.max(one, other));
  return { before: shown(before), after: shown(after), changes: changesBetween(before, after) };
}

async function kept(store: Context['store']): Promise<readonly StoredDecision[]> {
  const stored = await store.decisions();
  if (stored.length === 0)
    throw new FieldtestError(
      'input',
      'nothing was decided yet, so there is no history',
      'What comes next: fieldtest status',
    );
  return stored;
}

function numbered(stored: readonly StoredDecision[], number: number): StoredDecision & { number: number } {
  const found = stored[number - 1];
  if (found === undefined)
    throw new FieldtestError(
      'input',
      `there is no decision ${number}: the last one is ${stored.length}`,
      'The numbers stand in: fieldtest history',
    );
  return { ...found, number };
}

function shown({ number, at, decision }: StoredDecision & { number: number }): PastDecision {
  return { number, at, decision };
}
