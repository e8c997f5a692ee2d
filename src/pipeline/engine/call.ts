/** One call, watched: it ends with its result, or is given up when it is silent or takes too long. */
import type { Clock } from '../../core/context.ts';
import { messageOf } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import type { CallResult, RateWindow, Runner } from '../../core/plugins.ts';
import type { TimeLimits } from './time-limits.ts';

export interface WatchedCall {
  /** ISO 8601. */
  readonly startedAt: string;
  /** The end of the call itself, whether or not it was given up before. Never rejects. */
  readonly ended: Promise<CallResult>;
  /** The end, or the timeout that gives it up; a call that is kept open then goes on until it is cut. Never rejects. */
  readonly endedOrGivenUp: Promise<{ readonly result: CallResult; readonly open: boolean }>;
  /** Monotonic. */
  readonly started: number;
  /** Milliseconds from its beginning to now, or to its end. */
  durationMs(): number;
  /** The longest time without a sign of life, in ms. */
  longestSilenceMs(): number;
  cut(reason: DOMException): void;
}

export interface CallOptions {
  readonly runner: Runner;
  readonly example: Example;
  readonly trial: number;
  readonly clock: Clock;
  /** Asked again while the call goes on: what others took meanwhile may shorten it. */
  readonly limits: () => TimeLimits;
  readonly cut: AbortSignal;
  /** Leaves a call that is given up open, since its answer may still come. */
  readonly keepOpen: boolean;
  readonly onLimits: (windows: readonly RateWindow[]) => void;
  /** It probably hangs. */
  readonly onSuspicion: () => void;
  /** It has been silent for so long, and will be cut after so long. */
  readonly onSilence: (silentMs: number, idleMs: number) => void;
}

/** How often a silent call is looked at. */
const LOOK_MS = 1_000;
/** Given, since the platform would make an error with its stack for each call. */
const OVER = 'over';
const MORE_TIME = 'timeout: of the candidate gives it more';
/** A silence that is worth a word. */
const LONG_SILENCE_MS = 15_000;

export function startCall(options: CallOptions): WatchedCall {
  const { runner, example, trial, clock, keepOpen, onLimits } = options;
  const startedAt = clock.now();
  const started = clock.monotonic();
  const heard = { at: started, longest: 0, all: false };
  const own = new AbortController();
  const over = new AbortController();
  let endedAt: number | undefined;
  const onActivity = () => {
    const now = clock.monotonic();
    if (!heard.all) heard.longest = Math.max(heard.longest, now - heard.at);
    heard.at = now;
  };
  const onArrived = () => {
    onActivity();
    heard.all = true;
  };
  const signal = AbortSignal.any([options.cut, own.signal]);
  const call = async (): Promise<CallResult> => {
    try {
      return await runner.call({ example, trial, signal, onActivity, onArrived, onLimits });
    } catch (error) {
      // A provider never throws; one that does has a defect, which is not the candidate's result.
      const failure = { code: 'internal', message: messageOf(error) };
      return { kind: 'failure', failure, latencyMs: clock.monotonic() - started, next: 'stop' };
    } finally {
      onActivity();
      endedAt = clock.monotonic();
      over.abort(OVER);
    }
  };
  const ended = call();
  const givenUp = timeUp(options, { started, heard, over: over.signal }).then(async (message) => {
    if (message === undefined) return { result: await ended, open: false };
    const timeout: CallResult = {
      kind: 'failure',
      failure: { code: 'timeout', message },
      latencyMs: clock.monotonic() - started,
      next: 'retry',
    };
    if (keepOpen) return { result: timeout, open: true };
    own.abort(new DOMException(message, 'TimeoutError'));
    const result = await ended;
    return { result: result.kind === 'answer' ? result : { ...result, ...timeout }, open: false };
  });
  return {
    startedAt,
    started,
    ended,
    endedOrGivenUp: givenUp,
    durationMs: () => (endedAt ?? clock.monotonic()) - started,
    longestSilenceMs: () => heard.longest,
    cut: (reason) => own.abort(reason),
  };
}

/** Why the call is given up, or undefined when it ended by itself. */
async function timeUp(
  { clock, limits, onSuspicion, onSilence }: CallOptions,
  call: {
    readonly started: number;
    /** When something was heard last, and whether that was all there is: then only our own work is to be waited for. */
    readonly heard: { readonly at: number; readonly all: boolean };
    readonly over: AbortSignal;
  },
): Promise<string | undefined> {
  let told = call.started;
  let suspected = false;
  let looked = false;
  for (;;) {
    const { idleMs, totalMs, suspectMs } = limits();
    const now = clock.monotonic();
    const silent = call.heard.all ? 0 : now - call.heard.at;
    const isLong = now - call.started >= totalMs;
    if (isLong || silent >= idleMs) {
      if (looked)
        return isLong
          ? `no complete answer within ${inSeconds(totalMs)} (${MORE_TIME})`
          : `nothing came for ${inSeconds(idleMs)} (${MORE_TIME})`;
      // A process that was busy for as long has not read yet what is there.
      looked = true;
      await clock.sleep(0, call.over);
      if (call.over.aborted) return undefined;
      continue;
    }
    looked = false;
    if (silent >= suspectMs && !suspected) {
      suspected = true;
      onSuspicion();
    }
    if (silent >= LONG_SILENCE_MS && told < call.heard.at + LONG_SILENCE_MS) {
      told = now;
      onSilence(silent, Math.min(idleMs, totalMs));
    }
    await clock.sleep(Math.min(LOOK_MS, idleMs - silent, totalMs - (now - call.started)), call.over);
    if (call.over.aborted) return undefined;
  }
}

function inSeconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
