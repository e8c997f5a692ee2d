/** `fieldtest run`: asks every candidate for the outputs that are missing, and for nothing else. */
import type { Candidate } from '../core/candidate.ts';
import type { Context, Lane, Log } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example, Split } from '../core/example.ts';
import type { OutputKey } from '../core/output.ts';
import type { Runner } from '../core/plugins.ts';
import { answer } from './engine/answer.ts';
import { createBudget } from './engine/budget.ts';
import { concurrencyOf, startPacing } from './engine/pacing.ts';
import { requireVariables } from './engine/preflight.ts';
import { startProgress } from './engine/progress.ts';
import { chooseCandidates, eachOutput, requireExamples } from './lookup.ts';
import { refuseChangedRows } from './recorded-changes.ts';

export interface RunInput {
  readonly candidates?: readonly string[];
  /** Calls in flight per candidate. Default 10, for commands 4. */
  readonly concurrency?: number;
  readonly maxCostUsd?: number;
  /** Outputs per example and candidate. Default 1. */
  readonly trials?: number;
  readonly split?: Split;
  /** Only the first examples of the set. */
  readonly limit?: number;
  /** Ask again where only failures are stored. */
  readonly retryErrors?: boolean;
}

export interface RunResult {
  readonly candidates: readonly CandidateRun[];
  /** USD, as far as it is known. */
  readonly costUsd: number;
  readonly interrupted: boolean;
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

interface Progressing {
  readonly candidate: Candidate;
  readonly runner: Runner;
  readonly todo: OutputKey[];
  added: number;
  elsewhere: number;
  failed: number;
  unrecorded: number;
  answered: boolean;
  /** The cost limit allows no further call. */
  over: boolean;
  readonly warned: Set<string>;
  failure?: string;
  stopped?: { message: string; hint: string };
  /** Ends the waits of a candidate that is stopped. */
  readonly halt: AbortController;
}

export async function run(context: Context, input: RunInput): Promise<RunResult> {
  const { store, clock, config } = context;
  const split = input.split ?? 'dev';
  const candidates = chooseCandidates(config.candidates, input.candidates);
  const problem = candidates.find((candidate) => candidate.problem !== undefined)?.problem;
  if (problem !== undefined) throw new FieldtestError('config', problem.message, problem.hint);
  const examples = await store.examples(split);
  requireExamples(examples, split);
  const query = {
    candidates: candidates.map((candidate) => candidate.id),
    trials: input.trials ?? 1,
    split,
    ...(input.limit === undefined ? {} : { limit: input.limit }),
    retryErrors: input.retryErrors ?? false,
  };
  const missing = Map.groupBy(await store.missingOutputs(query), (key) => key.candidate);
  const budget = createBudget(input.maxCostUsd, candidates);
  const byId = new Map(examples.map((example) => [example.id, example]));
  for (const candidate of candidates) {
    const asked = new Set(missing.get(candidate.id)?.map((key) => key.example));
    requireVariables(
      candidate,
      [...asked].map((id) => byId.get(id)!),
    );
  }
  const running = await openRunners(context, candidates, missing);
  for (const state of running) {
    if (state.candidate.target.kind !== 'recorded') continue;
    const stored = eachOutput(store, { candidates: [state.candidate.id], split }, examples);
    await refuseChangedRows(state, stored, { examples: byId, signal: context.signal });
  }
  await store.putCandidates(candidates, clock.now());

  const pacing = startPacing({ running, concurrency: input.concurrency, context });
  const cut = new AbortController();
  const ended = new AbortController();
  const graceful = () => void clock.sleep(GRACE_MS, ended.signal).then(() => cut.abort());
  context.signal.addEventListener('abort', graceful, { once: true });
  const total = running.reduce((sum, state) => sum + state.todo.length, 0);
  const progress = startProgress({ total, log: context.log, clock, spent: budget.spent });

  const work = async (state: Progressing, key: OutputKey, example: Example): Promise<void> => {
    const { runner, candidate } = state;
    const stop = context.signal;
    const { random } = context;
    const options = {
      key,
      example,
      runner,
      pacer: pacing.pacer,
      budget,
      candidate,
      clock,
      random,
      limits: pacing.limitsOf(candidate),
      onSilence: (silentMs: number, idleMs: number) => pacing.silent(candidate, silentMs, idleMs),
      stop: AbortSignal.any([stop, state.halt.signal]),
      cut: cut.signal,
    };
    const result = await answer(options);
    switch (result.kind) {
      case 'output':
        warnOnce(state, result.warnings, context.log);
        if (result.output.status !== 'error') state.answered = true;
        if (!(await store.putOutput(result.output))) {
          state.elsewhere++;
          progress.step(false);
          return;
        }
        state.added++;
        if (result.output.status === 'error') {
          state.failed++;
          state.failure ??= result.output.failure?.message ?? 'no reason given';
        }
        progress.step(result.output.status === 'error');
        return;
      case 'missing':
        state.unrecorded++;
        return;
      case 'stop':
        await store.putAttempts(key, result.attempts);
        state.stopped ??= {
          message: result.failure.message,
          hint: result.hint ?? 'Change the config, then run again: what is stored is kept.',
        };
        state.halt.abort();
        if (result.failure.code === 'quota') stopAccount(running, state);
        return;
      case 'over':
        state.over = true;
        await store.putAttempts(key, result.attempts);
        return;
      case 'interrupted':
        await store.putAttempts(key, result.attempts);
    }
  };

  try {
    const lanes = running.map((state): Lane => {
      let next = 0;
      return {
        name: state.candidate.name,
        concurrency: () =>
          Math.min(
            concurrencyOf(state.candidate, input.concurrency),
            state.answered ? Number.POSITIVE_INFINITY : PROBE_CALLS,
          ),
        next() {
          const key = state.todo[next];
          if (key === undefined || state.stopped !== undefined || state.over) return undefined;
          next++;
          return () => work(state, key, byId.get(key.example)!);
        },
      };
    });
    await context.queue.drain(lanes, { signal: context.signal });
  } finally {
    progress.end();
    context.signal.removeEventListener('abort', graceful);
    ended.abort();
    pacing.end();
    await Promise.all(running.map((state) => state.runner.close()));
  }

  const left = await store.countMissingOutputs(query);
  const limit = budget.refused();
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
    interrupted: context.signal.aborted,
    ...(limit === undefined ? {} : { costLimit: limit }),
  };
}

/** An account that is empty is so for every candidate that it pays for. */
function stopAccount(running: readonly Progressing[], { runner, candidate, stopped }: Progressing): void {
  if (runner.account === undefined || stopped === undefined) return;
  const message = `the account is the one of ${candidate.name}, which has reached a limit`;
  for (const other of running) {
    if (other.runner.account !== runner.account) continue;
    other.stopped ??= { message, hint: stopped.hint };
    other.halt.abort();
  }
}

/** What a provider did not do as asked is the same for every call: it is said once. */
function warnOnce({ candidate, warned }: Progressing, warnings: readonly string[], log: Log): void {
  for (const warning of warnings) {
    if (warned.has(warning)) continue;
    warned.add(warning);
    log.warn(`${candidate.name}: ${warning}`);
  }
}

/** Opens the candidates that have something to do; all of them or, on the first error, none. */
async function openRunners(
  context: Context,
  candidates: readonly Candidate[],
  missing: ReadonlyMap<string, readonly OutputKey[]>,
): Promise<readonly Progressing[]> {
  // Recorded outputs are looked at also when none is missing: their rows may have changed.
  const due = candidates.filter(({ id, target }) => missing.has(id) || target.kind === 'recorded');
  if (due.length > 0) await context.requireTrust();
  const opened: Progressing[] = [];
  try {
    for (const candidate of due) {
      const runner = await context.findProvider(candidate.target.kind).open(candidate, {
        env: context.env,
        projectDir: context.projectDir,
        now: () => context.clock.monotonic(),
        redact: context.redact,
      });
      const todo = [...(missing.get(candidate.id) ?? [])];
      opened.push({
        candidate,
        runner,
        todo,
        added: 0,
        elsewhere: 0,
        failed: 0,
        unrecorded: 0,
        answered: false,
        over: false,
        warned: new Set(),
        halt: new AbortController(),
      });
    }
  } catch (error) {
    await Promise.all(opened.map((state) => state.runner.close()));
    if (error instanceof FieldtestError) throw error;
    throw new FieldtestError(
      'internal',
      `a candidate cannot be opened: ${String(error)}`,
      'Run again with --debug.',
      {
        cause: error,
      },
    );
  }
  return opened;
}
