/** One output from first call to last: attempts, retries, an answer that comes late, and what they end in. */
import type { ClaimOutcome } from '../../core/calls.ts';
import type { Candidate } from '../../core/candidate.ts';
import type { Clock } from '../../core/context.ts';
import type { Example } from '../../core/example.ts';
import { textId } from '../../core/identity.ts';
import type { Attempt, CallFailure, Output, OutputKey } from '../../core/output.ts';
import type { Runner } from '../../core/plugins.ts';
import type { Budget, Reservation } from './budget.ts';
import { startCall } from './call.ts';
import type { Charge } from './call-estimate.ts';
import type { Pacer } from './pacer.ts';
import { HOPELESS_AFTER, MAX_ATTEMPTS, MAX_CONNECTS, MAX_REFUSALS, retryDelay } from './retry-policy.ts';
import type { LimitLearner } from './time-limits.ts';
import { type CallAnswer, type CallFailed, startTries, type Tries, type Try } from './tries.ts';

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
  /** Another process asks for it now, or has stored it. */
  | { readonly kind: 'taken' | 'done'; readonly attempts: readonly Attempt[] }
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
  readonly limits: LimitLearner;
  /** A call has been silent for so long, and is given up after so long. */
  readonly onSilence: (silentMs: number, idleMs: number) => void;
  /** Nobody was there to be asked; it is tried again. */
  readonly onUnreached: (failure: CallFailure) => void;
  /** The user stops, or nothing more is to be asked of this candidate: no further attempt begins. */
  readonly stop: AbortSignal;
  /** The user has waited long enough: calls in flight are cut. */
  readonly cut: AbortSignal;
  /**
   * Asks all processes for the right to make a call that costs so much (USD) at the most, beside those for the same
   * output of which nothing is stored yet.
   */
  readonly claim: (call: {
    readonly worstUsd: number | undefined;
    readonly beside: { readonly calls: number; readonly worstUsd: number };
  }) => Promise<ClaimOutcome>;
  /** Nothing is in flight until another attempt begins. These have ended since the last wait, and are part of no answer. */
  readonly onWait: (attempts: readonly Attempt[]) => Promise<void>;
  /** Whether the candidate has answered anything, now or before: then a request that is refused says something of its input alone. */
  readonly hasAnswered: () => Promise<boolean>;
  /** A call was paid for. */
  readonly onPaid: (charge: Charge) => void;
}

/** What failed so far for one output. */
interface Failures {
  faults: number;
  /** Calls that found no server, or one that still loads its model. */
  unreached: number;
  refusals: number;
  timeouts: number;
}

const LOOK_MS = 500;
const NOBODY_THERE =
  'Check that the server runs and that its address is right, then run again: what is stored is kept.';
const SUPERSEDED = new DOMException('an earlier call has answered after all', 'AbortError');

/**
 * Asks until there is an answer or no more use in asking. A call to a server that our own time limit gave up stays
 * open beside the next one: whichever answers first is the output, the other is cut, and both are paid for.
 */
export async function answer(options: AnswerOptions): Promise<Answer> {
  const { key, clock } = options;
  const tries = startTries(options.onPaid);
  const { attempts } = tries;
  const stop = AbortSignal.any([options.stop, tries.found]);
  const failures: Failures = { faults: 0, unreached: 0, refusals: 0, timeouts: 0 };
  const lateOutput = () => {
    const late = tries.late();
    return late === undefined ? undefined : output(options, tries, late);
  };
  try {
    for (;;) {
      const admitted = await admit(options, tries, stop);
      const early = lateOutput();
      if (early !== undefined) {
        if (typeof admitted === 'object') giveBack(admitted);
        return early;
      }
      if (admitted === 'stopped') return { kind: 'interrupted', attempts };
      if (typeof admitted === 'string') return { kind: admitted, attempts };
      const one: Try = { call: begin(options, failures, admitted), reservation: admitted.reservation };
      const supersede = () => one.call.cut(SUPERSEDED);
      tries.found.addEventListener('abort', supersede, { once: true });
      const { result, open } = await one.call.endedOrGivenUp;
      tries.found.removeEventListener('abort', supersede);
      admitted.leave();
      if (result.kind === 'failure' && result.next === 'missing') {
        admitted.reservation.settle(result);
        return { kind: 'missing' };
      }
      if (open && result.kind === 'failure' && tries.late() === undefined) tries.leaveOpen(one, result);
      else tries.ended(one, result);
      const late = lateOutput();
      if (late !== undefined) return late;
      if (result.kind === 'answer') return output(options, tries, { one, result });
      if (options.cut.aborted) return { kind: 'interrupted', attempts };
      const next = afterFailure(options, failures, { one, result });
      const isInputsOwn =
        next.kind === 'stop' && result.failure.code === 'bad-request' && (await options.hasAnswered());
      if (next.kind === 'stop' && !isInputsOwn) return { ...next, attempts };
      if (next.kind !== 'again') {
        const failed = failedOutput(key, result.failure, attempts, clock.now());
        return { kind: 'output', output: failed, warnings: [] };
      }
      if (!tries.isOpen() && tries.late() === undefined) await options.onWait(tries.take());
      if (next.waitMs > 0) await clock.sleep(next.waitMs, stop);
    }
  } finally {
    tries.cutOpen();
  }
}

interface Admitted {
  readonly leave: () => void;
  readonly reservation: Reservation;
}

/** Waits until the provider takes a call and the budget pays for it; who waits for money holds no place at the provider. */
async function admit(
  options: AnswerOptions,
  tries: Tries,
  stop: AbortSignal,
): Promise<Admitted | 'over' | 'stopped' | 'taken' | 'done'> {
  const { runner, pacer, budget, candidate, example, clock } = options;
  for (;;) {
    const leave = await pacer.enter(runner.bucket, stop);
    const reservation = stop.aborted ? 'stopped' : budget.reserve(candidate, example);
    if (typeof reservation === 'object') {
      const claimed = await options.claim({ worstUsd: reservation.worstUsd, beside: tries.unstored() });
      if (claimed === 'claimed') return { leave, reservation };
      giveBack({ leave, reservation });
      if (claimed === 'over') budget.refuse(candidate, reservation.worstUsd ?? 0);
      if (claimed !== 'wait') return claimed;
      // Money that other processes hold back comes free without a word to this one.
      await clock.sleep(LOOK_MS, stop);
      continue;
    }
    leave();
    if (reservation === 'stopped') return reservation;
    // The money of a call that was given up is better spent on the next.
    if (tries.cutOpen()) continue;
    if (reservation === 'over') return reservation;
    await budget.changed(stop);
  }
}

/** A call that is not made after all costs nothing. */
function giveBack({ leave, reservation }: Admitted): void {
  leave();
  reservation.settle({
    kind: 'failure',
    failure: { code: 'setup', message: '' },
    latencyMs: 0,
    next: 'retry',
  });
}

function begin(options: AnswerOptions, { timeouts }: Failures, { leave }: Admitted): Try['call'] {
  const { runner, example, key, clock, pacer, limits, cut, candidate, onSilence } = options;
  const started = clock.monotonic();
  return startCall({
    runner,
    example,
    trial: key.trial,
    clock,
    limits: () => limits.limits(timeouts),
    cut,
    // Code of this machine that hangs is ended: left running, it would take the place of the next.
    keepOpen: candidate.target.kind === 'model' || candidate.target.kind === 'http',
    onLimits: (windows) => pacer.learn(runner.bucket, windows, started),
    onSuspicion: leave,
    onSilence,
  });
}

type Next =
  | { readonly kind: 'stop'; readonly failure: CallFailure; readonly hint?: string }
  | { readonly kind: 'final' }
  | { readonly kind: 'again'; readonly waitMs: number };

/** What a failure asks for; "slow down" makes the whole bucket wait, any other failure this output alone. */
function afterFailure(
  { runner, pacer, random, candidate, onUnreached }: AnswerOptions,
  failures: Failures,
  { one, result }: { readonly one: Try; readonly result: CallFailed },
): Next {
  const { failure, hint, retryAfterMs, next } = result;
  const { bucket } = runner;
  if (next === 'stop') return { kind: 'stop', failure, ...(hint === undefined ? {} : { hint }) };
  if (next === 'final') return { kind: 'final' };
  if (failure.code === 'timeout') failures.timeouts++;
  if (failure.code === 'stream-cut' || failure.code === 'network') pacer.brokeOff(bucket, one.call.started);
  if (failure.httpStatus !== 429) {
    const unreached = failure.code === 'connect' || failure.code === 'loading';
    const attempt = unreached ? ++failures.unreached : ++failures.faults;
    const most = unreached ? MAX_CONNECTS : MAX_ATTEMPTS;
    const waitMs = retryDelay({ attempt, retryAfterMs, random, most });
    if (waitMs === undefined)
      return unreached ? { kind: 'stop', failure, hint: NOBODY_THERE } : { kind: 'final' };
    if (unreached) onUnreached(failure);
    if (retryAfterMs === undefined) return { kind: 'again', waitMs };
    pacer.pause(bucket, waitMs);
    return { kind: 'again', waitMs: 0 };
  }
  const inARow = pacer.refusals(bucket) + 1;
  const backoff = (asked: number | undefined) =>
    retryDelay({ attempt: inARow, retryAfterMs: asked, random, most: Number.POSITIVE_INFINITY })!;
  // One that asks for no time again and again gets some nevertheless.
  const waitMs = Math.max(backoff(retryAfterMs), inARow > 2 ? backoff(undefined) : 0);
  pacer.slowDown(bucket, waitMs, one.call.started);
  if (pacer.refusals(bucket) >= HOPELESS_AFTER) {
    const message = `${failure.message} (${HOPELESS_AFTER} times in a row)`;
    const stopped = `${candidate.name} is left alone for now: run again later; what is stored is kept.`;
    return { kind: 'stop', failure: { ...failure, message }, hint: stopped };
  }
  return ++failures.refusals >= MAX_REFUSALS ? { kind: 'final' } : { kind: 'again', waitMs: 0 };
}

function output(
  { key, runner, pacer, limits, clock }: AnswerOptions,
  { attempts }: Tries,
  { one, result }: { readonly one: Try; readonly result: CallAnswer },
): Answer {
  pacer.good(runner.bucket);
  limits.answered({
    silenceMs: one.call.longestSilenceMs(),
    totalMs: one.call.durationMs(),
    latencyMs: result.latencyMs,
  });
  const { kind: _kind, warnings = [], ...facts } = result;
  const output = { ...key, ...facts, textId: textId(result.text), at: clock.now(), attempts };
  return { kind: 'output', output, warnings };
}

function failedOutput(
  key: OutputKey,
  failure: CallFailure,
  attempts: readonly Attempt[],
  at: string,
): Output {
  return { ...key, status: 'error', text: '', textId: textId(''), failure, at, attempts };
}
