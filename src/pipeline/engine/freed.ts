/** What another process was asking for, once it has the answer or is gone. */
import type { Context } from '../../core/context.ts';
import { outputKeyText } from '../../core/output.ts';
import type { MissingOutput, MissingOutputsQuery } from '../../core/store.ts';
import type { CandidateState } from './candidate-run.ts';
import type { Progress } from './progress.ts';
import type { Work } from './work.ts';

const LOOK_MS = 500;

/**
 * Waits for the outputs that other processes ask for, so that a run that ends has them. True: some are free again and
 * are now this process's to do.
 */
export async function freedByOthers(
  { store, clock, log, signal }: Context,
  { running, shared, progress }: Pick<Work, 'running' | 'shared' | 'progress'>,
  query: MissingOutputsQuery,
): Promise<boolean> {
  const waiting = running.filter(
    (state) => state.taken.size > 0 && state.stopped === undefined && !state.over,
  );
  for (const state of running) state.todo = [];
  let said = false;
  while (waiting.some(({ taken }) => taken.size > 0) && !signal.aborted) {
    await shared.look();
    const held = new Set((await store.claimedElsewhere(shared.process.id)).map(outputKeyText));
    // Only then, since in a large project the question takes long, and is asked twice a second.
    if (waiting.some(({ taken }) => taken.keys().some((text) => !held.has(text)))) {
      const missing = new Set((await store.missingOutputs(query)).map(outputKeyText));
      const freed = waiting.map((state) => free(state, { held, missing, progress })).some(Boolean);
      if (freed) return true;
    }
    const left = waiting.reduce((sum, { taken }) => sum + taken.size, 0);
    if (left === 0) return false;
    if (!said)
      log.info(`waiting for ${left === 1 ? 'an output' : `${left} outputs`} that another process asks for`);
    said = true;
    await clock.sleep(LOOK_MS, signal);
  }
  return false;
}

/** Sorts what was taken: stored meanwhile, still asked for, or free. */
function free(
  state: CandidateState,
  {
    held,
    missing,
    progress,
  }: {
    readonly held: ReadonlySet<string>;
    readonly missing: ReadonlySet<string>;
    readonly progress: Progress;
  },
): boolean {
  const todo: MissingOutput[] = [];
  for (const [text, key] of state.taken) {
    if (held.has(text)) continue;
    state.taken.delete(text);
    if (missing.has(text)) todo.push(key);
    else {
      state.elsewhere++;
      progress.step(state.candidate.id, 'elsewhere');
    }
  }
  state.todo = todo;
  return todo.length > 0;
}
