/** Traces of model calls over OpenTelemetry: OTLP as JSON (a request, or one a line) or protobuf, in any of the dialects. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { ImportedRow, Importer, ImportOptions, ImportSource } from '../core/plugins.ts';
import { headOf, readJsonOrLines } from './json-or-lines.ts';
import { type CallsOnce, callsOnce, type SpanCall } from './otlp/calls-once.ts';
import { framingOf, resourcesOf } from './otlp/protobuf-stream.ts';
import { RESOURCE_KEYS, spansFromJsonResource } from './otlp/request-json.ts';
import { spansFromProtobufResource } from './otlp/request-protobuf.ts';
import type { Span } from './otlp/span.ts';
import { peek } from './peek.ts';
import { atPaths, type RowPaths, type RowResult, rowPaths } from './rows.ts';

const HEAD_BYTES = 4096;

export const otlp: Importer = {
  format: 'otlp',
  description: 'traces of model calls over OpenTelemetry (OTLP as JSON or protobuf)',
  extensions: [],
  sniff(head) {
    if (framingOf(head) !== undefined) return 0.98;
    const document = headOf(head);
    return isJsonObject(document) && resourceKey(document) !== undefined ? 0.98 : 0;
  },
  read: readOtlp,
};

function resourceKey(document: Json | undefined): string | undefined {
  return isJsonObject(document) ? RESOURCE_KEYS.find((key) => document[key] !== undefined) : undefined;
}

/** Where a span was: bytes have no lines, so of protobuf resources are counted. */
interface Place {
  readonly line: number;
  readonly column?: number;
  readonly unit?: 'resource';
}

async function* readOtlp(given: ImportSource, options: ImportOptions): AsyncGenerator<ImportedRow> {
  const paths = rowPaths(options);
  const { head, chunks } = await peek(given.chunks, HEAD_BYTES);
  const source = { file: given.file, chunks };
  const framing = framingOf(head);
  const calls: CallsOnce<Place> = callsOnce();
  const rows = (found: readonly SpanCall<Place>[]): readonly ImportedRow[] =>
    found.map((call) => rowOf(call, source.file, paths));
  const resources = framing === undefined ? jsonResources(source) : protobufResources(source, framing);
  for await (const resource of resources) {
    if (resource.kind === 'rejected') yield resource;
    else for (const span of resource.spans) yield* rows(calls.push(span, resource.place));
  }
  yield* rows(calls.end());
}

type Resource =
  | { readonly kind: 'spans'; readonly spans: readonly Span[]; readonly place: Place }
  | Extract<ImportedRow, { kind: 'rejected' }>;

async function* jsonResources(source: ImportSource): AsyncGenerator<Resource> {
  const { file } = source;
  const rowsAt = (document: Json | undefined): readonly string[] | undefined => {
    const key = resourceKey(document);
    return key === undefined ? undefined : [key];
  };
  for await (const row of readJsonOrLines(source, rowsAt)) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    const { value, line, column } = row;
    const place = { line, ...(column === undefined ? {} : { column }) };
    const spans = spansFromJsonResource(value);
    if (typeof spans !== 'string') yield { kind: 'spans', spans, place };
    else yield { kind: 'rejected', rejected: { file, ...place, reason: spans, raw: row.raw() } };
  }
}

async function* protobufResources(
  source: ImportSource,
  framing: Parameters<typeof resourcesOf>[1],
): AsyncGenerator<Resource> {
  const { file } = source;
  for await (const { bytes, start, number } of resourcesOf(source, framing)) {
    const spans = spansFromProtobufResource(bytes, start);
    const place = { line: number, unit: 'resource' } as const;
    if (typeof spans !== 'string') yield { kind: 'spans', spans, place };
    else
      yield { kind: 'rejected', rejected: { file, ...place, reason: spans, raw: bytes.toString('base64') } };
  }
}

/** With `--input` and `--reference` the paths lead into the span's attributes. */
function rowOf(call: SpanCall<Place>, file: string, paths: RowPaths): ImportedRow {
  const { place, span } = call;
  const own: RowResult = call.kind === 'fault' ? call : { kind: 'record', record: call.record };
  const result = atPaths(own, span.attributes, paths);
  if (result.kind === 'record') return { kind: 'record', record: result.record, line: place.line };
  const reason = `span ${span.spanId || span.name}: ${result.reason}`;
  return { kind: 'rejected', rejected: { file, ...place, reason, raw: JSON.stringify(span) } };
}
