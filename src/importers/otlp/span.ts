/** A span of a trace as this folder reads it, whatever wire it came over. */
import type { Json } from '../../core/json.ts';
import type { ProductionRecord } from '../../core/record.ts';

export type Attributes = { readonly [key: string]: Json };

export interface SpanEvent {
  readonly name: string;
  readonly attributes: Attributes;
  /** What an event that came as a log record says beside its attributes. */
  readonly body?: Json;
}

export interface Span {
  /** Hex digits. */
  readonly traceId: string;
  /** Hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startMs?: number;
  readonly endMs?: number;
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
  /** Of the process that sent it, `service.name` and the like. */
  readonly resource: Attributes;
  /** What its status says, of a span that ended in an error. */
  readonly error?: string;
  /** No span came: these are the events that a log has of it. */
  readonly ofEvents?: true;
}

/** What a span is to an import. */
export type SpanResult =
  | { readonly kind: 'record'; readonly record: ProductionRecord }
  /** No call of a model: a tool, an agent, a chain, a request. */
  | { readonly kind: 'no-call' }
  /** A call of a model whose messages are not in the span: capture of contents is off, or they are in events elsewhere. */
  | { readonly kind: 'no-content' }
  /** A call of a model whose messages cannot be read. */
  | { readonly kind: 'fault'; readonly reason: string };
