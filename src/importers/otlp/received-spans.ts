/** Spans as a server receives them, request after request: each call once, and none that waits for its other half for long. */
import type { Reading, ReceivedSpans, SpanReader, SpanRequest } from '../../core/captured-call.ts';
import { isJsonObject } from '../../core/json.ts';
import { parseExactJson } from '../../core/json-text.ts';
import { type CallsOnce, callsOnce, type SpanCall } from './calls-once.ts';
import { spansFromJsonRequest } from './request-json.ts';
import { spansFromProtobufRequest } from './request-protobuf.ts';
import type { Span } from './span.ts';

/** An exporter sends spans, and another the events that belong to them, every few seconds. */
const WAIT_MS = 30_000;
/** What may wait, in bytes as they came. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;

export function spanReader(): SpanReader {
  /** A place is when the span came, by the caller's clock. */
  const calls: CallsOnce<number> = callsOnce();
  let bytes = 0;
  return {
    read({ body, encoding, signal, nowMs }): ReceivedSpans | string {
      const spans = spansOf({ body, encoding, signal });
      if (typeof spans === 'string') return spans;
      const settled = spans.flatMap((span) => calls.push(span, nowMs));
      bytes += body.byteLength;
      const late = bytes > MAX_WAITING_BYTES ? calls.release(() => true) : [];
      if (late.length > 0) bytes = 0;
      return { spans: spans.length, readings: [...settled, ...late].map(readingOf) };
    },
    release(nowMs) {
      if (nowMs === undefined) bytes = 0;
      const isDue = (since: number): boolean => nowMs === undefined || since <= nowMs - WAIT_MS;
      return calls.release(isDue).map(readingOf);
    },
  };
}

function spansOf({ body, encoding, signal }: Omit<SpanRequest, 'nowMs'>): readonly Span[] | string {
  if (encoding === 'protobuf') return spansFromProtobufRequest(body, signal);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return 'the body is not UTF-8';
  }
  const parsed = parseExactJson(text);
  if (parsed.kind === 'fault') return `the body is not JSON: ${parsed.fault.reason}`;
  // A request of nothing, as protobuf's JSON has it.
  if (isJsonObject(parsed.value) && Object.keys(parsed.value).length === 0) return [];
  return spansFromJsonRequest(parsed.value);
}

function readingOf(call: SpanCall<number>): Reading {
  return call.kind === 'record'
    ? { kind: 'record', record: call.record }
    : { kind: 'failed', reason: call.reason };
}
