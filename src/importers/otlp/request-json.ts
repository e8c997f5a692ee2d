/** OTLP as JSON: the spans of a traces request, and of a logs request the events that tell of model calls. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { spansOfLogs } from './log-events.ts';
import type { Attributes, Span, SpanEvent } from './span.ts';

type JsonObject = { readonly [key: string]: Json };

/** The keys under which a request holds the entries of its resources; protobuf's own names are allowed too. */
export const RESOURCE_KEYS = ['resourceSpans', 'resource_spans', 'resourceLogs', 'resource_logs'] as const;

/** The spans of a whole request, or what is wrong with it. */
export function spansFromJsonRequest(request: Json): readonly Span[] | string {
  if (!isJsonObject(request)) return 'not an OTLP request: no object';
  const key = RESOURCE_KEYS.find((each) => request[each] !== undefined);
  if (key === undefined) return `not an OTLP request: neither resourceSpans nor resourceLogs among its keys`;
  const entries = request[key];
  if (!Array.isArray(entries)) return `${key} is not a list`;
  const spans: Span[] = [];
  for (const entry of entries as readonly Json[]) {
    const found = spansFromJsonResource(entry);
    if (typeof found === 'string') return found;
    spans.push(...found);
  }
  return spans;
}

/** The spans of one entry of `resourceSpans`, or of `resourceLogs`. */
export function spansFromJsonResource(entry: Json): readonly Span[] | string {
  if (!isJsonObject(entry)) return 'a resource is not an object';
  const resource = attributesOf(isJsonObject(entry.resource) ? entry.resource.attributes : undefined);
  const scopes = listAt(entry, 'scopeSpans', 'scope_spans', 'instrumentationLibrarySpans');
  const logs = listAt(entry, 'scopeLogs', 'scope_logs');
  if (scopes === undefined && logs === undefined) return 'a resource has neither scopeSpans nor scopeLogs';
  const spans: Span[] = [];
  for (const scope of scopes ?? []) {
    const given = isJsonObject(scope) ? listAt(scope, 'spans') : undefined;
    if (given === undefined) continue; // a scope may be empty
    for (const [index, span] of given.entries()) {
      if (!isJsonObject(span)) return `span ${index + 1} of a scope is not an object`;
      spans.push(spanOf(span, resource));
    }
  }
  const records = (logs ?? []).flatMap((scope) =>
    isJsonObject(scope) ? (listAt(scope, 'logRecords', 'log_records') ?? []) : [],
  );
  return [...spans, ...spansOfLogs(records.filter(isJsonObject).map((record) => logOf(record, resource)))];
}

function listAt(value: JsonObject, ...keys: readonly string[]): readonly Json[] | undefined {
  const found = keys.map((key) => value[key]).find((each) => Array.isArray(each));
  return found as readonly Json[] | undefined;
}

function spanOf(span: JsonObject, resource: Attributes): Span {
  const parentSpanId = textOf(span.parentSpanId ?? span.parent_span_id);
  const startMs = milliseconds(span.startTimeUnixNano ?? span.start_time_unix_nano);
  const endMs = milliseconds(span.endTimeUnixNano ?? span.end_time_unix_nano);
  const error = statusError(span.status);
  return {
    traceId: textOf(span.traceId ?? span.trace_id),
    spanId: textOf(span.spanId ?? span.span_id),
    ...(parentSpanId === '' ? {} : { parentSpanId }),
    name: textOf(span.name),
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
    attributes: attributesOf(span.attributes),
    events: (listAt(span, 'events') ?? []).filter(isJsonObject).map(eventOf),
    resource,
    ...(error === undefined ? {} : { error }),
  };
}

function eventOf(event: JsonObject): SpanEvent {
  return { name: textOf(event.name), attributes: attributesOf(event.attributes) };
}

function logOf(record: JsonObject, resource: Attributes): Span {
  const attributes = attributesOf(record.attributes);
  const name = textOf(record.eventName ?? record.event_name ?? attributes['event.name']);
  const body = record.body === undefined ? undefined : anyValue(record.body);
  const startMs = milliseconds(record.timeUnixNano ?? record.time_unix_nano ?? record.observedTimeUnixNano);
  return {
    traceId: textOf(record.traceId ?? record.trace_id),
    spanId: textOf(record.spanId ?? record.span_id),
    name,
    ...(startMs === undefined ? {} : { startMs }),
    attributes,
    events: [{ name, attributes, ...(body === undefined ? {} : { body }) }],
    resource,
    ofEvents: true,
  };
}

/** A list of keys and values as an object; a later key of the same name wins. */
function attributesOf(list: Json | undefined): Attributes {
  if (isJsonObject(list)) return list; // an exporter's own way, and what some tools save
  if (!Array.isArray(list)) return {};
  const pairs = (list as readonly Json[])
    .filter(isJsonObject)
    .map((pair): readonly [string, Json] => [textOf(pair.key), anyValue(pair.value ?? null)]);
  return Object.fromEntries(pairs.filter(([key]) => key !== '__proto__'));
}

/** A value in OTLP's wrapping. What is not wrapped is a value already. */
function anyValue(value: Json): Json {
  if (!isJsonObject(value)) return value;
  const { stringValue, boolValue, intValue, doubleValue, bytesValue, arrayValue, kvlistValue } = value;
  if (stringValue !== undefined) return stringValue;
  if (boolValue !== undefined) return boolValue;
  if (intValue !== undefined) return numberOf(intValue);
  if (doubleValue !== undefined) return numberOf(doubleValue);
  if (arrayValue !== undefined) {
    const items = isJsonObject(arrayValue) ? (listAt(arrayValue, 'values') ?? []) : [];
    return items.map(anyValue);
  }
  if (kvlistValue !== undefined)
    return attributesOf(isJsonObject(kvlistValue) ? kvlistValue.values : undefined);
  if (bytesValue !== undefined) return bytesValue;
  return Object.keys(value).length === 0 ? null : value;
}

/** JSON carries 64 bits as text; a number that would lose digits stays one. */
function numberOf(value: Json): Json {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : value;
}

function milliseconds(nanoseconds: Json | undefined): number | undefined {
  const text = typeof nanoseconds === 'number' ? String(Math.trunc(nanoseconds)) : nanoseconds;
  if (typeof text !== 'string' || !/^\d{7,20}$/.test(text)) return undefined;
  return Math.round(Number(text) / 1e6);
}

function statusError(status: Json | undefined): string | undefined {
  if (!isJsonObject(status)) return undefined;
  const { code, message } = status;
  if (code !== 2 && code !== 'STATUS_CODE_ERROR' && code !== 'ERROR') return undefined;
  return typeof message === 'string' && message !== '' ? message : 'error';
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
