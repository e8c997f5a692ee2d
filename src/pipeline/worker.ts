/** `fieldtest worker`: helps with every run that somebody starts on the same server, with the same engine. */
import type { AskedRun } from '../core/calls.ts';
import type { Candidate } from '../core/candidate.ts';
import type { Context } from '../core/context.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { openRunner } from './engine/candidate-run.ts';
import { watchRuns } from './engine/living-runs.ts';
import { type RunResult, run } from './run.ts';

export interface WorkerInput {
  /** Ends when nobody runs any more, instead of waiting for the next run. */
  readonly once?: boolean;
}

export interface WorkerResult {
  /** The runs that it helped with. */
  readonly runs: readonly RunResult[];
  readonly interrupted: boolean;
}

/** A run is looked for so often, whatever is heard. */
const LOOK_MS = 10_000;
/** Longer than a beat: another look then tells more. */
const SURE_MS = 2_500;

/** Waits for runs and helps with each, until the signal aborts. Throws FieldtestError('config') where the store is a file. */
export async function worker(context: Context, { once = false }: WorkerInput): Promise<WorkerResult> {
  const { workers, store, log, clock, signal } = context;
  if (workers === undefined)
    throw new FieldtestError(
      'config',
      `workers need a PostgreSQL store that machines share; this project's data is in ${store.location}`,
      'On this machine start `fieldtest run` as often as you like. For several set store: postgres://... in the config.',
    );
  const living = watchRuns(context);
  let word = new AbortController();
  const heard = (run: string) => {
    living.heard(run);
    word.abort();
  };
  await using _listening = await workers.listen(heard).catch((error: unknown) => {
    const hint = error instanceof FieldtestError ? ` ${error.hint}` : '';
    log.warn(`${messageOf(error)}. Runs are looked for every ${LOOK_MS / 1000} s instead.${hint}`);
    return undefined;
  });
  const runs: RunResult[] = [];
  let waiting = false;
  while (!signal.aborted) {
    word = new AbortController();
    const next = await living.next();
    if (typeof next === 'object') {
      const result = await help(context, next);
      if (result !== undefined) runs.push(result);
      waiting = false;
      continue;
    }
    if (once && next === 'none') break;
    if (!waiting) log.info(`waiting for runs on ${store.location}; Ctrl-C ends it`);
    waiting = true;
    await clock.sleep(next === 'unsure' ? SURE_MS : LOOK_MS, AbortSignal.any([signal, word.signal]));
  }
  return { runs, interrupted: signal.aborted };
}

/** Undefined when there is nothing in it for this machine. */
async function help(context: Context, asked: AskedRun): Promise<RunResult | undefined> {
  const { log } = context;
  try {
    const candidates = await usable(context, asked);
    if (candidates.length === 0) return undefined;
    const names = candidates.map(({ name }) => name);
    log.info(`helping with a run of ${names.join(', ')}`);
    const { candidates: _all, id: _id, ...rest } = asked;
    const off = new AbortController();
    const helping = { ...context, signal: AbortSignal.any([context.signal, off.signal]) };
    const onCalledOff = () => off.abort();
    const result = await run(helping, { ...rest, candidates: names, helps: { run: asked, onCalledOff } });
    const added = result.candidates.reduce((sum, one) => sum + one.added, 0);
    for (const { name, stopped } of result.candidates)
      if (stopped !== undefined) log.warn(`${name} is stopped here: ${stopped.message}`);
    log.info(
      `the run ${off.signal.aborted ? 'was ended' : 'is over here'}: ${added === 1 ? '1 output' : `${added} outputs`} stored by this worker`,
    );
    return result;
  } catch (error) {
    // What is wrong with this run here need not be with the next one; without the store there is none.
    if (!(error instanceof FieldtestError) || ['store', 'untrusted', 'internal'].includes(error.code))
      throw error;
    log.warn(`this run cannot be helped with: ${error.message}. ${error.hint}`);
    return undefined;
  }
}

/** The run's candidates that this folder has and that can be asked from here; of the others it is said why not. */
async function usable(context: Context, asked: AskedRun): Promise<readonly Candidate[]> {
  const { config, log } = context;
  const unknown = asked.candidates.filter(({ id }) => config.candidates.every((own) => own.id !== id));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ');
    log.warn(
      `not helping with ${names}: this folder's config has no such candidate, or has changed it; bring the folders to the same state`,
    );
  }
  const found: Candidate[] = [];
  for (const candidate of config.candidates) {
    // What was recorded is read faster than shared.
    if (candidate.target.kind === 'recorded' || !asked.candidates.some(({ id }) => id === candidate.id))
      continue;
    try {
      if (candidate.problem !== undefined)
        throw new FieldtestError('config', candidate.problem.message, candidate.problem.hint);
      await context.requireTrust();
      await (await openRunner(context, candidate)).close();
      found.push(candidate);
    } catch (error) {
      if (!(error instanceof FieldtestError) || error.code === 'untrusted') throw error;
      log.warn(`not helping with ${candidate.name} on this machine: ${error.message}. ${error.hint}`);
    }
  }
  return found;
}
