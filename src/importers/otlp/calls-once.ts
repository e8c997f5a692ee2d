/** The records of spans as they come: each call once, also where its span and its events came apart. */
import { hash } from 'node:crypto';
import type { ProductionRecord } from '../../core/record.ts';
import { withEvents } from './log-events.ts';
import { recordFromSpan } from './record-from-span.ts';
import type { Span } from './span.ts';

/** A call, or a span that should have been one, with whatever the caller wants to know of where it was. */
export type SpanCall<Place> = { readonly span: Span; readonly place: Place } & (
  | { readonly kind: 'record'; readonly record: ProductionRecord }
  | { readonly kind: 'fault'; readonly reason: string }
);

export interface CallsOnce<Place> {
  /** What is settled now that this span is here. */
  push(span: Span, place: Place): readonly SpanCall<Place>[];
  /** Settles what waits for the rest of it and came at such a place. */
  release(isDue: (place: Place) => boolean): readonly SpanCall<Place>[];
  /** What waited for the rest of it, when no more comes. */
  end(): readonly SpanCall<Place>[];
}

/** How many calls may wait for their other half, and how many are remembered. */
const WAITING = 2_000;
const REMEMBERED = 10_000;

const NO_CONTENT =
  'a model call without its messages: they are in a log of events (import that), or capture was off when it ran';

/**
 * A span without messages waits for events of the same id, and events wait for their span, whose model and tokens they
 * lack. A call inside of a call with the same input is one (two libraries traced it): whichever came first. A span that
 * comes again counts once.
 */
export function callsOnce<Place>(): CallsOnce<Place> {
  const silent = new Map<string, { readonly span: Span; readonly place: Place }>();
  const events = new Map<string, { readonly span: Span; readonly place: Place }>();
  const counted = remembering();
  const inside = remembering();

  const settle = (span: Span, place: Place, result = recordFromSpan(span)): readonly SpanCall<Place>[] => {
    if (result.kind === 'no-call') return [];
    if (result.kind === 'no-content') return [{ kind: 'fault', reason: NO_CONTENT, span, place }];
    if (result.kind === 'fault') return [{ kind: 'fault', reason: result.reason, span, place }];
    const { record } = result;
    if (span.spanId === '') return [{ kind: 'record', record, span, place }];
    const key = keyOf(span);
    const parent =
      span.parentSpanId === undefined ? undefined : keyOf({ ...span, spanId: span.parentSpanId });
    const input = hash('sha1', JSON.stringify(record.input), 'base64');
    const again = counted.get(key) !== undefined || inside.get(key) === input;
    const inner = parent !== undefined && counted.get(parent) === input;
    if (again || inner) return [];
    counted.set(key, input);
    if (parent !== undefined) inside.set(parent, input);
    return [{ kind: 'record', record, span, place }];
  };

  /** Lets the one go that has waited longest, when too many do. */
  const wait = (
    waiting: Map<string, { readonly span: Span; readonly place: Place }>,
    span: Span,
    place: Place,
  ): readonly SpanCall<Place>[] => {
    waiting.set(keyOf(span), { span, place });
    if (waiting.size <= WAITING) return [];
    const [oldest, { span: first, place: at }] = waiting.entries().next().value!;
    waiting.delete(oldest);
    return settle(first, at);
  };

  const release = (isDue: (place: Place) => boolean): readonly SpanCall<Place>[] =>
    [events, silent].flatMap((waiting) => {
      const due = [...waiting].filter(([, { place }]) => isDue(place));
      for (const [key] of due) waiting.delete(key);
      return due.flatMap(([, { span, place }]) => settle(span, place));
    });

  return {
    push(span, place) {
      if (span.spanId === '') return settle(span, place);
      const key = keyOf(span);
      const others = span.ofEvents ? silent : events;
      const other = others.get(key);
      if (other !== undefined) {
        others.delete(key);
        const [own, told] = span.ofEvents ? [other.span, span] : [span, other.span];
        const { ofEvents: _none, ...whole } = withEvents(own, told);
        return settle(recordFromSpan(own).kind === 'record' ? own : whole, other.place);
      }
      if (span.ofEvents) {
        if (counted.get(key) !== undefined) return [];
        const before = events.get(key);
        if (before === undefined) return wait(events, span, place);
        events.set(key, { span: withEvents(before.span, span), place: before.place });
        return [];
      }
      const result = recordFromSpan(span);
      return result.kind === 'no-content' ? wait(silent, span, place) : settle(span, place, result);
    },
    release,
    end: () => release(() => true),
  };
}

function keyOf({ traceId, spanId }: Pick<Span, 'traceId' | 'spanId'>): string {
  return `${traceId} ${spanId}`;
}

/** The last so many pairs, and up to as many before them: what is old is forgotten all at once. */
function remembering(): Pick<Map<string, string>, 'get' | 'set'> {
  let now = new Map<string, string>();
  let before = now;
  return {
    get: (key) => now.get(key) ?? before.get(key),
    set(key, value) {
      if (now.size === REMEMBERED) {
        before = now;
        now = new Map();
      }
      return now.set(key, value);
    },
  };
}
