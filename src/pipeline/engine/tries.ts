/** The calls made for one output: what each ended in and may have cost, and the one that may still answer late. */
import type { Attempt } from '../../core/output.ts';
import type { CallResult } from '../../core/plugins.ts';
import type { Reservation } from './budget.ts';
import type { WatchedCall } from './call.ts';
import type { Charge } from './call-estimate.ts';

export type CallAnswer = Extract<CallResult, { kind: 'answer' }>;
export type CallFailed = Extract<CallResult, { kind: 'failure' }>;

/** A call with the money that is held back for it. */
export interface Try {
  readonly call: WatchedCall;
  readonly reservation: Reservation;
}

export interface Tries {
  /** Those that were not taken. */
  readonly attempts: readonly Attempt[];
  /** Takes what has ended, to be stored before the next begins. Only while nothing is open. */
  take(): readonly Attempt[];
  /** Aborts when an answer has come that had been given up. */
  readonly found: AbortSignal;
  /** That answer. */
  late(): { readonly one: Try; readonly result: CallAnswer } | undefined;
  /** Keeps how a call ended, and counts what it cost. */
  ended(one: Try, result: CallResult): void;
  /**
   * Keeps a call as given up, and leaves it open beside the next one: it may be billed, and may still answer. One
   * that was left open before is cut.
   */
  leaveOpen(one: Try, timeout: CallFailed): void;
  /** Calls of which nothing is stored, and what the open one among them may cost (USD); of the others that was told. */
  unstored(): { readonly calls: number; readonly worstUsd: number };
  /** Whether a call that was given up may still answer. */
  isOpen(): boolean;
  /** Cuts what is open. True if anything was. */
  cutOpen(): boolean;
}

/** Characters of an answer that broke off. */
const MOST_EVIDENCE = 65_536;
const NO_LONGER = new DOMException('nobody waits for it any longer', 'AbortError');

/** `paid` is told of each call's cost. */
export function startTries(paid: (charge: Charge) => void): Tries {
  const attempts: { -readonly [K in keyof Attempt]: Attempt[K] }[] = [];
  const found = new AbortController();
  let taken = 0;
  let open: { readonly one: Try; readonly timeout: CallFailed; readonly index: number } | undefined;
  let late: { readonly one: Try; readonly result: CallAnswer } | undefined;

  /** What a call cost is known with its usage; of any other call it is known to be no more. */
  const settle = (index: number, { reservation }: Try, result: CallResult) => {
    const charge = reservation.settle(result);
    if (charge.most > 0) paid(charge);
    if (charge.most > 0 && (result.kind === 'failure' || late !== undefined))
      attempts[index]!.mostUsd = charge.most;
  };
  const cutOpen = () => {
    if (open === undefined) return false;
    const { one, timeout, index } = open;
    open = undefined;
    one.call.cut(NO_LONGER);
    settle(index, one, timeout);
    return true;
  };
  return {
    attempts,
    take() {
      taken += attempts.length;
      return attempts.splice(0);
    },
    found: found.signal,
    late: () => late,
    ended(one, result) {
      attempts.push(attemptOf(taken + attempts.length + 1, one.call, result));
      settle(attempts.length - 1, one, result);
    },
    leaveOpen(one, timeout) {
      cutOpen();
      attempts.push(attemptOf(taken + attempts.length + 1, one.call, timeout));
      const index = attempts.length - 1;
      open = { one, timeout, index };
      void one.call.ended.then((result) => {
        if (open?.one !== one) return;
        open = undefined;
        if (result.kind === 'failure') {
          // Given up all the same; but an HTTP error is known to be billed by nobody.
          settle(index, one, result);
          return;
        }
        attempts[index] = { ...attemptOf(taken + index + 1, one.call, result), late: true };
        settle(index, one, result);
        late = { one, result };
        found.abort();
      });
    },
    unstored: () => ({ calls: attempts.length, worstUsd: open?.one.reservation.worstUsd ?? 0 }),
    isOpen: () => open !== undefined,
    cutOpen,
  };
}

function attemptOf(number: number, call: WatchedCall, result: CallResult): Attempt {
  return {
    number,
    startedAt: call.startedAt,
    durationMs: result.latencyMs ?? call.durationMs(),
    status: result.kind === 'answer' ? result.status : 'error',
    ...(result.failure === undefined ? {} : { failure: result.failure }),
    ...(result.kind === 'failure' && result.partialText !== undefined
      ? { partialText: result.partialText.slice(0, MOST_EVIDENCE) }
      : {}),
  };
}
