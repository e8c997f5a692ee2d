/** What a run knows of each candidate that has something to do. */
import type { Candidate } from '../../core/candidate.ts';
import type { Context, Log } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import { outputKeyText } from '../../core/output.ts';
import type { Runner } from '../../core/plugins.ts';
import type { MissingOutput } from '../../core/store.ts';

export interface CandidateState {
  readonly candidate: Candidate;
  readonly runner: Runner;
  todo: readonly MissingOutput[];
  added: number;
  elsewhere: number;
  failed: number;
  unrecorded: number;
  answered: boolean;
  /** The cost limit allows no further call. */
  over: boolean;
  /** Keys that another process was asking for when this one came to them. */
  readonly taken: Map<string, MissingOutput>;
  readonly warned: Set<string>;
  failure?: string;
  stopped?: { message: string; hint: string };
  /** Ends the waits of a candidate that is stopped. */
  readonly halt: AbortController;
}

/** Nothing more is asked of a candidate until the user has changed something. */
export function stopCandidate(
  all: readonly CandidateState[],
  state: CandidateState,
  { message, hint, account }: { readonly message: string; readonly hint: string; readonly account: boolean },
): void {
  state.stopped ??= { message, hint };
  state.halt.abort();
  const { runner, candidate } = state;
  if (!account || runner.account === undefined) return;
  // An account that is empty is so for every candidate that it pays for.
  for (const other of all) {
    if (other.runner.account !== runner.account) continue;
    other.stopped ??= {
      message: `the account is the one of ${candidate.name}, which has reached a limit`,
      hint,
    };
    other.halt.abort();
  }
}

/** What a provider did not do as asked is the same for every call: it is said once. */
export function warnOnce({ candidate, warned }: CandidateState, warnings: readonly string[], log: Log): void {
  for (const warning of warnings) {
    if (warned.has(warning)) continue;
    warned.add(warning);
    log.warn(`${candidate.name}: ${warning}`);
  }
}

/** Keeps a key for later: another process asks for it now, and may die before it has the answer. */
export function leaveToOther(state: CandidateState, key: MissingOutput): void {
  state.taken.set(outputKeyText(key), key);
}

export async function openRunner(context: Context, candidate: Candidate): Promise<Runner> {
  return await context.findProvider(candidate.target.kind).open(candidate, {
    env: context.env,
    projectDir: context.projectDir,
    now: () => context.clock.monotonic(),
    redact: await context.redactor(),
  });
}

/** Opens the candidates that have something to do; all of them or, on the first error, none. */
export async function openCandidates(
  context: Context,
  candidates: readonly Candidate[],
  missing: ReadonlyMap<string, readonly MissingOutput[]>,
): Promise<readonly CandidateState[]> {
  // Recorded outputs are looked at also when none is missing: their rows may have changed.
  const due = candidates.filter(({ id, target }) => missing.has(id) || target.kind === 'recorded');
  if (due.length > 0) await context.requireTrust();
  const opened: CandidateState[] = [];
  try {
    for (const candidate of due) {
      const runner = await openRunner(context, candidate);
      opened.push({
        candidate,
        runner,
        todo: missing.get(candidate.id) ?? [],
        added: 0,
        elsewhere: 0,
        failed: 0,
        unrecorded: 0,
        answered: false,
        over: false,
        taken: new Map(),
        warned: new Set(),
        halt: new AbortController(),
      });
    }
  } catch (error) {
    await Promise.all(opened.map((state) => state.runner.close()));
    if (error instanceof FieldtestError) throw error;
    const message = `a candidate cannot be opened: ${String(error)}`;
    throw new FieldtestError('internal', message, 'Run again with --debug.', { cause: error });
  }
  return opened;
}
