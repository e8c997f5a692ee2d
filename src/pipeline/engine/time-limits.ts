/** How long a call may be silent, and how long it may take: as configured, or less once a candidate's own pace is known. */
import type { Candidate } from '../../core/candidate.ts';

/** Milliseconds. */
export interface TimeLimits {
  /** Without a byte; infinite where nothing is known of bytes (the user's own code). */
  readonly idleMs: number;
  /** In all. */
  readonly totalMs: number;
  /** Without a byte, after which it probably hangs: its place at the provider is given to another meanwhile. */
  readonly suspectMs: number;
}

export interface LimitLearner {
  /** The limits of a call now; after `timeouts` of the same output they are that many times doubled. */
  limits(timeouts: number): TimeLimits;
  /** A call gave an answer after these times. */
  answered(times: {
    readonly silenceMs: number;
    readonly totalMs: number;
    /** The provider's own time. */
    readonly latencyMs?: number | undefined;
  }): void;
}

/** Seconds, when the candidate says nothing. */
export const DEFAULT_TIMEOUT = { idle: 60, total: 300 } as const;

/** Answers after which a candidate's own pace is known. */
const KNOWN_AFTER = 20;
/** A guess costs nothing when it is wrong, so that fewer will do. */
const GUESSED_AFTER = 5;
const FIRST_GUESS_MS = 5_000;
const LEAST_SUSPECT_MS = 2_000;
/** Answers that are remembered: pace changes with the time of day. */
const REMEMBERED = 500;
const HEADROOM = 4;
/** Less than this is never too long: a busy provider's queue takes that. */
const LEAST_IDLE_MS = 10_000;
const LEAST_TOTAL_MS = 30_000;

/** Limits of one candidate, never above the configured ones. `onLatency` is told each time of a server's. */
export function learnLimits(
  { target, timeout = {} }: Candidate,
  onLatency?: (latencyMs: number) => void,
): LimitLearner {
  const onSocket = target.kind === 'model' || target.kind === 'http';
  const configured: TimeLimits = {
    // A module or command works in silence, and may: only its user knows for how long.
    idleMs: seconds(timeout.idle ?? (onSocket ? DEFAULT_TIMEOUT.idle : undefined)),
    totalMs: seconds(timeout.total ?? DEFAULT_TIMEOUT.total),
    suspectMs: onSocket ? FIRST_GUESS_MS : Number.POSITIVE_INFINITY,
  };
  const silences: number[] = [];
  const totals: number[] = [];
  let learnt = configured;
  let answers = 0;
  return {
    limits(timeouts) {
      const more = 2 ** timeouts;
      return {
        idleMs: Math.min(configured.idleMs, learnt.idleMs * more),
        totalMs: Math.min(configured.totalMs, learnt.totalMs * more),
        suspectMs: learnt.suspectMs,
      };
    },
    answered({ silenceMs, totalMs, latencyMs }) {
      if (!onSocket) return;
      if (latencyMs !== undefined) onLatency?.(latencyMs);
      remember(silences, silenceMs);
      remember(totals, totalMs);
      answers++;
      // The tail moves slowly; sorting for each answer would cost more than reading it.
      if (totals.length < GUESSED_AFTER || (answers > KNOWN_AFTER && answers % KNOWN_AFTER !== 0)) return;
      const silence = HEADROOM * p99(silences);
      learnt = { ...learnt, suspectMs: Math.max(LEAST_SUSPECT_MS, silence) };
      if (totals.length < KNOWN_AFTER) return;
      learnt = {
        ...learnt,
        idleMs: Math.min(configured.idleMs, Math.max(LEAST_IDLE_MS, silence)),
        totalMs: Math.min(configured.totalMs, Math.max(LEAST_TOTAL_MS, HEADROOM * p99(totals))),
      };
    },
  };
}

function seconds(value: number | undefined): number {
  return value === undefined ? Number.POSITIVE_INFINITY : value * 1000;
}

function remember(values: number[], value: number): void {
  values.push(value);
  if (values.length > REMEMBERED) values.shift();
}

/** Nearest rank. */
function p99(values: readonly number[]): number {
  return Float64Array.from(values).sort()[Math.ceil(values.length * 0.99) - 1]!;
}
