/** One output from first call to last: attempts, retries and what they end in. */
import type { Candidate } from '../../core/candidate.ts';
import type { Clock } from '../../core/context.ts';
import { messageOf } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import { textId } from '../../core/identity.ts';
import type { Attempt, CallFailure, Output, OutputKey } from '../../core/output.ts';
import type { CallResult, Runner } from '../../core/plugins.ts';
import type { Budget, Reservation } from './budget.ts';
import type { Pacer } from './pacer.ts';
import { retryDelay } from './retry-policy.ts';

/** What became of an output. Only `output` is stored as one; the others leave it missing. */
export type Answer =
  | { readonly kind: 'output'; readonly output: Output; readonly warnings: readonly string[] }
  | {
      readonly kind: 'stop';
      readonly attempts: readonly Attempt[];
      readonly failure: CallFailure;
      readonly hint?: string;
    }
  | { readonly kind: 'missing' }
  /** The cost limit allows no further call. */
  | { readonly kind: 'over'; readonly attempts: readonly Attempt[] }
  | { readonly kind: 'interrupted'; readonly attempts: readonly Attempt[] };

export interface AnswerOptions {
  readonly key: OutputKey;
  readonly example: Example;
  readonly runner: Runner;
  readonly pacer: Pacer;
  readonly budget: Budget;
  readonly candidate: Candidate;
  readonly clock: Clock;
  readonly random: () => number;
  /** A call may take so long in all. */
  readonly timeoutMs: number;
  /** The user stops: no further attempt begins. */
  readonly stop: AbortSignal;
  /** The user has waited long enough: calls in flight are cut. */
  readonly cut: AbortSignal;
}

export async function answer(options: AnswerOptions): Promise<Answer> {
  const { key, runner, pacer, clock, stop } = options;
  const attempts: Attempt[] = [];
  for (;;) {
    const admitted = await admit(options);
    if (admitted === 'stopped') return { kind: 'interrupted', attempts };
    if (admitted === 'over') return { kind: 'over', attempts };
    const { leave, reservation } = admitted;
    const startedAt = clock.now();
    const started = clock.monotonic();
    const result = await callOnce(options).finally(leave);
    const measuredMs = clock.monotonic() - started;
    reservation.settle(result);
    if (result.kind === 'failure' && result.next === 'missing') return { kind: 'missing' };
    attempts.push(attemptOf(attempts.length + 1, { startedAt, measuredMs }, result));
    if (result.kind === 'answer') {
      pacer.good(runner.bucket);
      const output = outputOf(key, result, attempts, clock.now());
      return { kind: 'output', output, warnings: result.warnings ?? [] };
    }
    if (options.cut.aborted) return { kind: 'interrupted', attempts };
    const { failure, next, hint } = result;
    if (next === 'stop') return { kind: 'stop', attempts, failure, ...(hint === undefined ? {} : { hint }) };
    const wait =
      next === 'final'
        ? undefined
        : retryDelay({ attempt: attempts.length, retryAfterMs: result.retryAfterMs, random: options.random });
    if (wait === undefined)
      return { kind: 'output', output: failedOutput(key, failure, attempts, clock.now()), warnings: [] };
    if (failure.httpStatus === 429) pacer.slowDown(runner.bucket, wait);
    else await clock.sleep(wait, stop);
  }
}

/** Waits until the provider takes a call and the budget pays for it; who waits for money holds no place at the provider. */
async function admit(
  options: AnswerOptions,
): Promise<{ readonly leave: () => void; readonly reservation: Reservation } | 'over' | 'stopped'> {
  const { runner, pacer, budget, candidate, example, stop } = options;
  for (;;) {
    const leave = await pacer.enter(runner.bucket, stop);
    const reservation = stop.aborted ? 'stopped' : budget.reserve(candidate, example);
    if (typeof reservation === 'object') return { leave, reservation };
    leave();
    if (reservation !== 'wait') return reservation;
    await budget.changed(stop);
  }
}

async function callOnce(options: AnswerOptions): Promise<CallResult> {
  const { runner, example, key, clock, timeoutMs, cut } = options;
  const timeout = new AbortController();
  const late = new DOMException(`no complete answer within ${timeoutMs / 1000} s`, 'TimeoutError');
  const ended = new AbortController();
  void clock.sleep(timeoutMs, ended.signal).then(() => timeout.abort(late));
  const started = clock.monotonic();
  try {
    const signal = AbortSignal.any([cut, timeout.signal]);
    const result = await runner.call({ example, trial: key.trial, signal });
    if (result.kind === 'failure' && timeout.signal.aborted && !cut.aborted) {
      return { ...result, failure: { code: 'timeout', message: late.message }, next: 'retry' };
    }
    return result;
  } catch (error) {
    // A provider never throws; one that does has a defect, which is not the candidate's result.
    const failure = { code: 'internal', message: messageOf(error) };
    return { kind: 'failure', failure, latencyMs: clock.monotonic() - started, next: 'stop' };
  } finally {
    ended.abort();
  }
}

function attemptOf(
  number: number,
  times: { readonly startedAt: string; readonly measuredMs: number },
  result: CallResult,
): Attempt {
  return {
    number,
    startedAt: times.startedAt,
    durationMs: result.latencyMs ?? times.measuredMs,
    ...(result.kind === 'answer' ? { status: result.status } : { status: 'error', failure: result.failure }),
  };
}

function outputOf(
  key: OutputKey,
  result: Extract<CallResult, { kind: 'answer' }>,
  attempts: readonly Attempt[],
  at: string,
): Output {
  const { kind: _kind, warnings: _warnings, ...facts } = result;
  return { ...key, ...facts, textId: textId(result.text), at, attempts };
}

function failedOutput(
  key: OutputKey,
  failure: CallFailure,
  attempts: readonly Attempt[],
  at: string,
): Output {
  return { ...key, status: 'error', text: '', textId: textId(''), failure, at, attempts };
}
