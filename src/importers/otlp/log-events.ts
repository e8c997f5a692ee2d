/** Log records that are events of model calls: those of one span are put together, as the span would hold them. */
import { DETAILS_EVENT } from './gen-ai.ts';
import { isContentEvent } from './gen-ai-older.ts';
import type { Span } from './span.ts';

/** Of log records, each a span of one event: a span for each call that they tell of, in order; other logs are left out. */
export function spansOfLogs(records: readonly Span[]): readonly Span[] {
  const calls = new Map<string, Span>();
  for (const record of records) {
    const { name } = record;
    if (name !== DETAILS_EVENT && !isContentEvent(name)) continue;
    // What belongs to no span is a call of its own.
    const key = record.spanId === '' ? `alone ${calls.size}` : `${record.traceId} ${record.spanId}`;
    const before = calls.get(key);
    calls.set(key, before === undefined ? record : withEvents(before, record));
  }
  return [...calls.values()];
}

/** A span with the events that another record has of it; what the span says itself goes first. */
export function withEvents(span: Span, of: Span): Span {
  return {
    ...of,
    ...span,
    attributes: { ...of.attributes, ...span.attributes },
    events: [...span.events, ...of.events],
  };
}
