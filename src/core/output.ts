/** Output: what a candidate gave for an example in a trial, with every attempt that it took. */
import type { Usage } from './record.ts';

/** `error` has no answer; every other status is an answer that the expert sees and rates. */
export type OutputStatus = 'ok' | 'refused' | 'truncated' | 'empty' | 'error';

export const OUTPUT_STATUSES: readonly OutputStatus[] = ['ok', 'refused', 'truncated', 'empty', 'error'];

/** The most trials of one example; beyond, a mean hardly moves and a run costs a fortune. */
export const MAX_TRIALS = 100;

/** The identity of an output: never asked for twice once it is stored. */
export interface OutputKey {
  /** Candidate id. */
  readonly candidate: string;
  /** Example id. */
  readonly example: string;
  /** 1 to `MAX_TRIALS`. */
  readonly trial: number;
}

/** The key as one text, for maps. */
export function outputKeyText({ candidate, example, trial }: OutputKey): string {
  return `${candidate} ${example} ${trial}`;
}

/** The failure code of a call whose process died: what came of it nobody knows. */
export const OUTCOME_UNKNOWN = 'unknown';

/** Why a call gave no answer. */
export interface CallFailure {
  /** `rate-limit`, `timeout`, `network`, `http-500`, `exit-1`, `auth` ... */
  readonly code: string;
  readonly message: string;
  readonly httpStatus?: number;
}

/** One call, whatever came of it. Retries bias results, so each is kept. */
export interface Attempt {
  /** 1, 2, ... within its output. */
  readonly number: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The call alone, without queue, pacing and retry waits. */
  readonly durationMs: number;
  readonly status: OutputStatus;
  /** Beside an answer too, where the provider gave its reason: blocked by a filter, longer than the context. */
  readonly failure?: CallFailure;
  /** What had come of an answer that broke off: evidence, never the answer. */
  readonly partialText?: string;
  /** True for an answer that came after our own time limit had given the call up. */
  readonly late?: true;
  /** USD that a call without a known end may have cost: it is billed in [0, mostUsd]. Absent: nothing, or unknown. */
  readonly mostUsd?: number;
}

export interface Output extends OutputKey {
  readonly status: OutputStatus;
  /** The answer exactly as it came (lone surrogates kept); '' when the status is `error`. */
  readonly text: string;
  /** SHA-256 of the text after trimming: identical outputs are rated once. */
  readonly textId: string;
  readonly usage?: Usage;
  /** What the provider or program said it cost; the price list is applied when reading, not here. */
  readonly costUsd?: number;
  /** The provider's time for the attempt that gave the answer. */
  readonly latencyMs?: number;
  readonly firstTokenMs?: number;
  /** The model and fingerprint that the response named, which an alias may change under us. */
  readonly responseModel?: string;
  readonly fingerprint?: string;
  readonly failure?: CallFailure;
  /** ISO 8601. */
  readonly at: string;
  /** As stored: every attempt of its key, also of another process whose answer came too late. */
  readonly attempts: readonly Attempt[];
}
