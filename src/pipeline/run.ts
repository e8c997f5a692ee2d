/** `fieldtest run`: asks every candidate for the outputs that are missing, and for nothing else. */
import type { AskedRun, LeftCall } from '../core/calls.ts';
import type { Context, Lane } from '../core/context.ts';
import { messageOf } from '../core/errors.ts';
import { openCandidates } from './engine/candidate-run.ts';
import { withExamples } from './engine/examples-ahead.ts';
import { freedByOthers } from './engine/freed.ts';
import { concurrencyOf, startPacing } from './engine/pacing.ts';
import { planRun, type RunInput, type RunPlan } from './engine/plan.ts';
import { startProgress } from './engine/progress.ts';
import { joinSharedRun } from './engine/shared-run.ts';
import { type Work, workOn } from './engine/work.ts';
import { exampleParts } from './lookup.ts';
import { refuseChangedRows } from './recorded-changes.ts';

export interface RunResult {
  readonly candidates: readonly CandidateRun[];
  /** USD, as far as it is known. */
  readonly costUsd: number;
  /** USD of `costUsd` that are a worst case: of calls that broke off, of answers that do not say what they used. */
  readonly costUnsureUsd: number;
  /** USD that it cost together with the other processes of the run, at the most; absent when there were none. */
  readonly sharedCostUsd?: number;
  readonly interrupted: boolean;
  /** Calls that an earlier process had under way when it ended: they may have been billed, for so much at the most. */
  readonly unknown?: { readonly calls: number; readonly mostUsd?: number };
  /** Set when --max-cost stopped it: the dearest call that did not fit, at its worst. */
  readonly costLimit?: { readonly candidate: string; readonly worstUsd: number };
}

export interface CandidateRun {
  readonly name: string;
  /** Outputs stored by this run. */
  readonly added: number;
  /** Asked for here too, but another process stored an answer first; that one stays. */
  readonly elsewhere: number;
  /** Of these, without an answer after all retries. */
  readonly failed: number;
  /** Why the first of them failed. */
  readonly failure?: string;
  /** Still missing after this run. */
  readonly missing: number;
  /** Why nothing more was asked of it, and what to do. */
  readonly stopped?: { readonly message: string; readonly hint: string };
  /** Examples for which a file of recorded outputs has no row. */
  readonly unrecorded: number;
}

/** Until a candidate has answered once, no more calls than this are in flight: a wrong key wastes little. */
const PROBE_CALLS = 3;
/** After the user's first Ctrl-C, calls in flight may finish for this long. */
const GRACE_MS = 2_000;
/** First the calls of this process: a run that is over by then needs nobody. */
const WAKE_AFTER_MS = 250;

export async function run(context: Context, input: RunInput): Promise<RunResult> {
  const { store, clock } = context;
  const { candidates, examples, query, missing, budget } = await planRun(context, input);
  const running = await openCandidates(context, candidates, missing);
  for (const state of running) {
    if (state.candidate.target.kind === 'recorded')
      await refuseChangedRows(context, state, exampleParts(store, examples));
  }
  await store.putCandidates(candidates, clock.now());

  const pacing = startPacing({ running, concurrency: input.concurrency, context });
  const cut = new AbortController();
  const ended = new AbortController();
  const graceful = () => void clock.sleep(GRACE_MS, ended.signal).then(() => cut.abort());
  context.signal.addEventListener('abort', graceful, { once: true });
  // From here on nothing can fail before the end is sure to come: a process that takes part says so until it leaves.
  const shared = await joinSharedRun(context, {
    pacer: pacing.pacer,
    asked: ({ id }) => input.helps?.run ?? askedRun(id, { candidates, query, input }),
    onCalledOff: input.helps?.onCalledOff,
  }).catch(async (error: unknown) => {
    await Promise.all(running.map((state) => state.runner.close()));
    throw error;
  });
  const callOff = async () => {
    if (input.helps === undefined) await store.callOff(shared.process.id).catch(() => {});
  };
  // At once, since a second Ctrl-C leaves no time for it, and at the end for those who have come in between.
  context.signal.addEventListener('abort', callOff, { once: true });
  const woken = wakeWorkers(context, { shared, running, ended: ended.signal });
  const progress = startProgress({
    candidates: running.map(({ candidate, todo }) => ({
      id: candidate.id,
      name: candidate.name,
      total: todo.length,
    })),
    log: context.log,
    clock,
    pausedMs: (id) => pacing.pausedMs(id),
    missing: async () =>
      shared.isAlone() ? undefined : await store.countMissingOutputs(query).catch(() => undefined),
  });
  const work: Work = {
    running,
    shared,
    pacing,
    budget,
    progress,
    maxCostUsd: input.maxCostUsd,
    cut: cut.signal,
  };
  let sharedCostUsd: number | undefined;
  try {
    do {
      const lanes = running.map((state): Lane => {
        const todo = withExamples(context, state.todo);
        return {
          name: state.candidate.name,
          concurrency: () =>
            Math.min(
              concurrencyOf(state.candidate, input.concurrency),
              state.answered ? Number.POSITIVE_INFINITY : PROBE_CALLS,
            ),
          next() {
            if (state.stopped !== undefined || state.over) return undefined;
            const upcoming = todo.next().value;
            if (upcoming === undefined) return undefined;
            return async (free) => {
              const example = await upcoming.example;
              if (example !== undefined)
                await workOn(context, work, { state, key: upcoming.key, example, free });
            };
          },
        };
      });
      await context.queue.drain(lanes, { signal: context.signal });
    } while (await freedByOthers(context, work, query));
  } finally {
    progress.end();
    context.signal.removeEventListener('abort', graceful);
    context.signal.removeEventListener('abort', callOff);
    ended.abort();
    pacing.end();
    try {
      await Promise.all(running.map((state) => state.runner.close()));
    } finally {
      if (context.signal.aborted) await callOff();
      // A store that is away: the others notice by themselves that this process is gone, and the first error says more.
      sharedCostUsd = await shared.spentUsd().catch(() => undefined);
      await shared.leave().catch(() => {});
      await woken;
    }
  }

  const left = await store.countMissingOutputs(query);
  const limit = budget.refused();
  const calls = shared.left();
  return {
    candidates: candidates.map((candidate) => {
      const state = running.find((one) => one.candidate.id === candidate.id);
      return {
        name: candidate.name,
        added: state?.added ?? 0,
        elsewhere: state?.elsewhere ?? 0,
        failed: state?.failed ?? 0,
        missing: left.get(candidate.id) ?? 0,
        unrecorded: state?.unrecorded ?? 0,
        ...(state?.failure === undefined ? {} : { failure: state.failure }),
        ...(state?.stopped === undefined ? {} : { stopped: state.stopped }),
      };
    }),
    costUsd: budget.spent(),
    costUnsureUsd: budget.unsure(),
    ...(sharedCostUsd === undefined ? {} : { sharedCostUsd }),
    interrupted: context.signal.aborted,
    ...(calls.length === 0 ? {} : { unknown: unknownCalls(calls) }),
    ...(limit === undefined ? {} : { costLimit: limit }),
  };
}

/** Nobody is needed for the run to go on: that workers cannot be woken is only told. */
async function wakeWorkers(
  { workers, log, clock }: Context,
  { shared, running, ended }: Pick<Work, 'shared' | 'running'> & { readonly ended: AbortSignal },
): Promise<void> {
  const { process } = shared;
  // A worker helps with a run of somebody else, who has woken them all.
  const isOwn = process.asked?.id === process.id;
  if (workers === undefined || !isOwn || running.every(({ todo }) => todo.length === 0)) return;
  await clock.sleep(WAKE_AFTER_MS, ended);
  try {
    await workers.wake(process.id, ended);
  } catch (error) {
    log.info(`workers are not woken, and come by themselves within 10 s: ${messageOf(error)}`);
  }
}

function askedRun(
  id: string,
  { candidates, query, input }: Pick<RunPlan, 'candidates' | 'query'> & { readonly input: RunInput },
): AskedRun {
  const { candidates: _ids, ...rest } = query;
  const { maxCostUsd, concurrency } = input;
  return {
    id,
    candidates: query.candidates.map((one, i) => ({ ...one, name: candidates[i]!.name })),
    ...rest,
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}

/** The most is only told when it is known of every call. */
function unknownCalls(calls: readonly LeftCall[]): NonNullable<RunResult['unknown']> {
  const known = calls.every(({ mostUsd }) => mostUsd !== undefined);
  const most = calls.reduce((sum, { mostUsd = 0 }) => sum + mostUsd, 0);
  return { calls: calls.length, ...(known ? { mostUsd: most } : {}) };
}
