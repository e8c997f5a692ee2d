/** OTLP as protobuf: the spans of a traces request, and of a logs request the events that tell of model calls. */
import type { Json } from '../../core/json.ts';
import { spansOfLogs } from './log-events.ts';
import { type Field, readMessage, WireFault } from './protobuf-fields.ts';
import type { Attributes, Span, SpanEvent } from './span.ts';

/** Traces and logs look alike from outside; whoever received a request knows which it is. */
export type Signal = 'traces' | 'logs';

/** The spans of a whole request, or what is wrong with its bytes and where. */
export function spansFromProtobufRequest(bytes: Uint8Array, signal: Signal): readonly Span[] | string {
  const spans: Span[] = [];
  try {
    readMessage(bytes, (field) => {
      if (field.number === 1) spans.push(...resourceSpans(field, signal));
    });
  } catch (error) {
    if (error instanceof WireFault) return faultText(error, 0);
    throw error;
  }
  return spans;
}

/** The same of the bytes of one entry of the request, which begins at an offset of its file. */
export function spansFromProtobufResource(bytes: Uint8Array, start: number): readonly Span[] | string {
  try {
    return resourceEntry((read) => readMessage(bytes, read), signalOf(bytes));
  } catch (error) {
    if (error instanceof WireFault) return faultText(error, start);
    throw error;
  }
}

function faultText({ message, offset }: WireFault, start: number): string {
  return `not OTLP: ${message} (byte ${start + offset + 1})`;
}

/** A span begins with its trace's id, which is bytes; a log record with a time, or a number. */
function signalOf(bytes: Uint8Array): Signal {
  let signal: Signal | undefined;
  readMessage(bytes, (scope) => {
    if (scope.number !== 2 || signal !== undefined) return;
    scope.message((item) => {
      if (item.number !== 2 || signal !== undefined) return;
      item.message((field) => {
        if (field.number <= 2) signal ??= field.type === 'bytes' ? 'traces' : 'logs';
        if (field.number === 9)
          signal ??= field.type === 'bytes' && field.bytes().length === 16 ? 'logs' : 'traces';
      });
    });
  });
  return signal ?? 'traces';
}

function resourceSpans(field: Field, signal: Signal): readonly Span[] {
  return resourceEntry((read) => field.message(read), signal);
}

/** ResourceSpans and ResourceLogs: resource = 1, scopes = 2; a scope's spans or log records = 2. */
function resourceEntry(each: (read: (field: Field) => void) => void, signal: Signal): readonly Span[] {
  let resource: Attributes = {};
  const read: ((resource: Attributes) => Span)[] = [];
  each((field) => {
    if (field.number === 1) {
      const attributes = attributeList();
      field.message((inner) => {
        if (inner.number === 1) attributes.add(inner);
      });
      resource = attributes.all();
    } else if (field.number === 2) {
      field.message((inner) => {
        if (inner.number === 2) read.push(signal === 'traces' ? spanFrom(inner) : logFrom(inner));
      });
    }
  });
  const spans = read.map((make) => make(resource)); // the resource may come after its spans
  return signal === 'traces' ? spans : spansOfLogs(spans);
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

function spanFrom(field: Field): (resource: Attributes) => Span {
  const span: Partial<Writable<Span>> = {};
  const attributes = attributeList();
  const events: SpanEvent[] = [];
  field.message((inner) => {
    switch (inner.number) {
      case 1:
        span.traceId = inner.hex();
        break;
      case 2:
        span.spanId = inner.hex();
        break;
      case 4: {
        const parent = inner.hex();
        if (parent !== '') span.parentSpanId = parent;
        break;
      }
      case 5:
        span.name = inner.text();
        break;
      case 7:
        span.startMs = inner.milliseconds();
        break;
      case 8:
        span.endMs = inner.milliseconds();
        break;
      case 9:
        attributes.add(inner);
        break;
      case 11:
        events.push(eventFrom(inner));
        break;
      case 15: {
        const error = statusError(inner);
        if (error !== undefined) span.error = error;
        break;
      }
    }
  });
  return (resource) => ({
    traceId: '',
    spanId: '',
    name: '',
    ...span,
    attributes: attributes.all(),
    events,
    resource,
  });
}

function eventFrom(field: Field): SpanEvent {
  let name = '';
  const attributes = attributeList();
  field.message((inner) => {
    if (inner.number === 2) name = inner.text();
    if (inner.number === 3) attributes.add(inner);
  });
  return { name, attributes: attributes.all() };
}

function statusError(field: Field): string | undefined {
  let message = '';
  let code = 0;
  field.message((inner) => {
    if (inner.number === 2) message = inner.text();
    if (inner.number === 3) code = inner.int();
  });
  return code === 2 ? message || 'error' : undefined;
}

/** A LogRecord, as a span of one event. */
function logFrom(field: Field): (resource: Attributes) => Span {
  const log = { traceId: '', spanId: '', name: '' };
  let startMs: number | undefined;
  let body: Json | undefined;
  const list = attributeList();
  field.message((inner) => {
    if (inner.number === 1) startMs = inner.milliseconds() || undefined;
    if (inner.number === 11) startMs ??= inner.milliseconds() || undefined;
    if (inner.number === 5) body = anyValue(inner);
    if (inner.number === 6) list.add(inner);
    if (inner.number === 9) log.traceId = inner.hex();
    if (inner.number === 10) log.spanId = inner.hex();
    if (inner.number === 12) log.name = inner.text();
  });
  const attributes = list.all();
  const named = attributes['event.name'];
  const name = log.name === '' && typeof named === 'string' ? named : log.name;
  return (resource) => ({
    ...log,
    name,
    ...(startMs === undefined ? {} : { startMs }),
    attributes,
    events: [{ name, attributes, ...(body === undefined ? {} : { body }) }],
    resource,
    ofEvents: true,
  });
}

interface AttributeList {
  /** Takes a KeyValue: key = 1, value = 2. */
  add(field: Field): void;
  all(): Attributes;
}

function attributeList(): AttributeList {
  const pairs: (readonly [string, Json])[] = [];
  return {
    add(field) {
      let key = '';
      let value: Json = null;
      field.message((inner) => {
        if (inner.number === 1) key = inner.text();
        if (inner.number === 2) value = anyValue(inner);
      });
      if (key !== '__proto__') pairs.push([key, value]);
    },
    all: () => Object.fromEntries(pairs),
  };
}

/** An AnyValue: text = 1, bool = 2, int = 3, double = 4, list = 5, keys and values = 6, bytes = 7. */
function anyValue(field: Field): Json {
  let value: Json = null;
  field.message((inner) => {
    switch (inner.number) {
      case 1:
        value = inner.text();
        break;
      case 2:
        value = inner.int() !== 0;
        break;
      case 3:
        value = inner.int();
        break;
      case 4: {
        const number = inner.double();
        value = Number.isFinite(number) ? number : String(number);
        break;
      }
      case 5: {
        const items: Json[] = [];
        inner.message((item) => {
          if (item.number === 1) items.push(anyValue(item));
        });
        value = items;
        break;
      }
      case 6: {
        const inside = attributeList();
        inner.message((pair) => {
          if (pair.number === 1) inside.add(pair);
        });
        value = inside.all();
        break;
      }
      case 7:
        value = Buffer.from(inner.bytes()).toString('base64');
        break;
    }
  });
  return value;
}
