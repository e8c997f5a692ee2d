/** `fieldtest run`: asks every candidate for the outputs that are missing, and for nothing else. */
import type { Candidate } from '../core/candidate.ts';
import type { Context, Lane, Log } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Split } from '../core/example.ts';
import type { OutputKey } from '../core/output.ts';
import type { Runner } from '../core/plugins.ts';
import { answer } from './engine/answer.ts';
import { createBudget } from './engine/budget.ts';
import { createPacer } from './engine/pacer.ts';
import { startProgress } from './engine/progress.ts';
import { chooseCandidates, requireExamples } from './lookup.ts';

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
  readonly costLimitReached: boolean;
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
const CALL_TIMEOUT_MS = 300_000;
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
  readonly warned: Set<string>;
  failure?: string;
  stopped?: { message: string; hint: string };
}

export async function run(context: Context, input: RunInput): Promise<RunResult> {
  const { store, clock, config } = context;
  const split = input.split ?? 'dev';
  const candidates = chooseCandidates(config.candidates, input.candidates);
  const { examples } = await store.counts({ candidates: [], split });
  requireExamples({ length: examples[split] }, split);
  const query = {
    candidates: candidates.map((candidate) => candidate.id),
    trials: input.trials ?? 1,
    split,
    ...(input.limit === undefined ? {} : { limit: input.limit }),
    retryErrors: input.retryErrors ?? false,
  };
  const missing = Map.groupBy(await store.missingOutputs(query), (key) => key.candidate);
  const budget = createBudget(input.maxCostUsd, candidates);
  const running = await openRunners(context, candidates, missing);
  await store.putCandidates(candidates, clock.now());

  // Each command is a process of this machine; many at once would measure the machine, not the program.
  const mostOf = ({ target }: Candidate) => input.concurrency ?? (target.kind === 'command' ? 4 : 10);
  const pacer = createPacer(clock, input.concurrency ?? 10);
  const cut = new AbortController();
  const graceful = () => setTimeout(() => cut.abort(), GRACE_MS).unref();
  context.signal.addEventListener('abort', graceful, { once: true });
  const total = running.reduce((sum, state) => sum + state.todo.length, 0);
  const progress = startProgress({ total, log: context.log, clock, spent: budget.spent });

  const work = async (state: Progressing, key: OutputKey): Promise<void> => {
    const example = await store.example(key.example);
    const reservation = budget.reserve(state.candidate, example);
    if (reservation === undefined) return;
    const { runner } = state;
    const stop = context.signal;
    const { random } = context;
    const options = {
      key,
      example,
      runner,
      pacer,
      clock,
      random,
      timeoutMs: CALL_TIMEOUT_MS,
      stop,
      cut: cut.signal,
    };
    const result = await answer(options);
    reservation.settle(result.kind === 'output' ? result.output : undefined);
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
          Math.min(mostOf(state.candidate), state.answered ? Number.POSITIVE_INFINITY : PROBE_CALLS),
        next() {
          const key = state.todo[next];
          if (key === undefined || state.stopped !== undefined || budget.exhausted()) return undefined;
          next++;
          return () => work(state, key);
        },
      };
    });
    await context.queue.drain(lanes, { signal: context.signal });
  } finally {
    progress.end();
    context.signal.removeEventListener('abort', graceful);
    await Promise.all(running.map((state) => state.runner.close()));
  }

  const left = await store.countMissingOutputs(query);
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
    costLimitReached: budget.exhausted(),
  };
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
  const due = candidates.filter((candidate) => missing.has(candidate.id));
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
      const todo = [...missing.get(candidate.id)!];
      opened.push({
        candidate,
        runner,
        todo,
        added: 0,
        elsewhere: 0,
        failed: 0,
        unrecorded: 0,
        answered: false,
        warned: new Set(),
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
