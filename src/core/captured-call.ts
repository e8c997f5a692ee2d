/** One model call as it passed by, and what became of it: what `fieldtest capture` hands on to be read. */
import type { ProductionRecord } from './record.ts';

/** A body with what its headers say of it. */
export interface CapturedBody {
  readonly bytes: Uint8Array;
  /** `content-encoding`; '' for none. */
  readonly coding: string;
}

export interface CapturedCall {
  /** One of `callPaths`, without the query, which may hold a key. */
  readonly path: string;
  readonly request: CapturedBody;
  readonly status: number;
  readonly answer: CapturedBody & {
    /** `content-type`. */
    readonly type: string;
  };
  /** When the request came, ISO 8601. */
  readonly at: string;
  /** Milliseconds from the request's arrival to the last byte of the answer. */
  readonly latencyMs: number;
  /** The caller's keys and cookies, so that none is recorded from an answer that repeats one. */
  readonly secrets: readonly string[];
}

/** What a call or a span gave: a record, nothing to record, no answer to record it with, or a record that could not be made. */
export type Reading =
  | { readonly kind: 'record'; readonly record: ProductionRecord }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'unanswered'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The body of an OTLP request, and what it was sent as. */
export interface SpanRequest {
  readonly body: Uint8Array;
  readonly encoding: 'json' | 'protobuf';
  /** Logs hold the messages of calls whose spans do not. */
  readonly signal: 'traces' | 'logs';
  /** Monotonic milliseconds. */
  readonly nowMs: number;
}

/** The spans of a request, or its events, and what is settled by now: of this request or an earlier one. */
export interface ReceivedSpans {
  readonly spans: number;
  readonly readings: readonly Reading[];
}

/** Reads request after request: a call whose span and events come apart is one, and so is one that comes twice. */
export interface SpanReader {
  /** What is wrong with the body, where something is. */
  read(request: SpanRequest): ReceivedSpans | string;
  /** What has waited too long for the rest of it; without a time, all that waits. */
  release(nowMs?: number): readonly Reading[];
}
