/** Phoenix: datasets as tables or lines, and spans, also as the frames that its client gives. */
import { isJsonObject, type Json } from '../core/json.ts';
import { parseExactJson } from '../core/json-text.ts';
import type { Importer } from '../core/plugins.ts';
import { chatOf } from './chat-shapes.ts';
import { isoTime } from './facts.ts';
import { recordFromSpan } from './otlp/record-from-span.ts';
import type { Span } from './otlp/span.ts';
import { isSpanFrame, spanOfFrame } from './phoenix/span-frame.ts';
import type { RowResult } from './rows.ts';
import { type ExportReader, type JsonObject, SURE, type ToolExport, toolImporter } from './tool-export.ts';
import { objectOf, onlyValue, recordOf } from './tool-record.ts';

export const phoenixExport: ToolExport = {
  format: 'phoenix',
  description: 'Phoenix: datasets and spans',
  carriers: ['json', 'table'],
  sniff({ rows: [row], carrier }) {
    if (row === undefined) return 0;
    const columns = Object.keys(row);
    if (isSpanFrame(columns)) return SURE;
    return (carrier === 'table' ? isTable(columns) : isExample(row) || isSpan(row)) ? SURE : 0;
  },
  open: (_file, sample) => openPhoenix(sample?.carrier === 'table'),
};

export const phoenix: Importer = toolImporter(phoenixExport);

/** Columns are `input.question`, `output.answer`; an older Phoenix wrote `input_question` beside an `example_id`. */
const COLUMN = /^(input|output|metadata)([._])(.+)$/s;

function isTable(columns: readonly string[]): boolean {
  const dotted = columns.some((column) => column.startsWith('input.'));
  const older = columns.includes('example_id') && columns.some((column) => column.startsWith('input_'));
  return dotted || older;
}

function isExample(row: JsonObject): boolean {
  if (!isJsonObject(row.input)) return false;
  const id = typeof row.id === 'string' ? Buffer.from(row.id, 'base64').toString('latin1') : '';
  return 'node_id' in row || 'splits' in row || id.startsWith('DatasetExample:');
}

function isSpan(row: JsonObject): boolean {
  return typeof row.span_kind === 'string' && isJsonObject(row.context) && 'attributes' in row;
}

function openPhoenix(table: boolean): ExportReader {
  return {
    rowsAt(document) {
      if (Array.isArray(document)) return [];
      if (!isJsonObject(document)) return undefined;
      if (Array.isArray(document.data)) return ['data'];
      if (Array.isArray(document.spans)) return ['spans'];
      return Array.isArray(objectOf(document.data).examples) ? ['data', 'examples'] : undefined;
    },
    records(row) {
      const frame = frameRecords(row, { cells: table });
      if (frame !== undefined) return frame;
      if (table) return [tableExample(row)];
      // `px trace` gives a trace with its spans.
      if (Array.isArray(row.spans))
        return (row.spans as readonly Json[]).filter(isJsonObject).flatMap(spanRecord);
      return isSpan(row) ? spanRecord(row) : [example(row)];
    },
  };
}

/** The records of a row of a frame of spans, none for what is no call; undefined for a row of anything else. */
export function frameRecords(
  row: JsonObject,
  { cells }: { readonly cells: boolean },
): readonly RowResult[] | undefined {
  return isSpanFrame(Object.keys(row)) ? spanRecord(spanOfFrame(row, { cells })) : undefined;
}

function example(row: JsonObject): RowResult {
  const { input, output, metadata, splits } = row;
  return recordOf({
    input: chatOf(input) ?? input,
    inputName: 'input',
    name: row.id,
    reference: onlyValue(output),
    at: row.updated_at,
    metadata: { ...objectOf(metadata), splits },
  });
}

/** A row of a table; a dot leads into an object, and what is not a text is written as JSON. */
function tableExample(row: JsonObject): RowResult {
  const parts: { [part: string]: { [key: string]: Json } } = { input: {}, output: {}, metadata: {} };
  const dotted = Object.keys(row).some((column) => column.startsWith('input.'));
  for (const [column, cell] of Object.entries(row)) {
    const match = COLUMN.exec(column);
    if (match === null || (match[2] === '.') !== dotted || cell === '') continue;
    put(parts[match[1]!]!, dotted ? match[3]!.split('.') : [match[3]!], cellValue(String(cell)));
  }
  const id = [row.id, row.example_id, row.node_id].find((value) => value !== undefined && value !== '');
  const splits = row.splits === undefined ? undefined : cellValue(String(row.splits));
  return example({
    ...(Object.keys(parts.input!).length === 0 ? {} : { input: parts.input! }),
    output: parts.output!,
    metadata: parts.metadata!,
    ...(id === undefined ? {} : { id }),
    ...(splits === undefined || splits === '' ? {} : { splits }),
  });
}

function put(object: { [key: string]: Json }, [key, ...rest]: readonly string[], value: Json): void {
  if (key === undefined || key === '__proto__') return;
  const below = object[key];
  if (rest.length === 0) object[key] = value;
  else {
    const inner: { [key: string]: Json } = isJsonObject(below) ? { ...below } : {};
    put(inner, rest, value);
    object[key] = inner;
  }
}

/** Lists and objects are written as JSON; everything else in a table is a text. */
function cellValue(cell: string): Json {
  if (!/^\s*[[{]/.test(cell)) return cell;
  const parsed = parseExactJson(cell);
  return parsed.kind === 'value' ? parsed.value : cell;
}

/** A span of Phoenix has the attributes of OpenInference, flat or nested. */
function spanRecord(row: JsonObject): readonly RowResult[] {
  const context = objectOf(row.context);
  const kind = typeof row.span_kind === 'string' ? { 'openinference.span.kind': row.span_kind } : {};
  const parent = row.parent_id ?? row.parentId;
  const startMs = milliseconds(row.start_time ?? row.startTime);
  const endMs = milliseconds(row.end_time ?? row.endTime);
  const span: Span = {
    traceId: textOf(context.trace_id ?? context.traceId),
    spanId: textOf(context.span_id ?? context.spanId),
    ...(typeof parent === 'string' && parent !== '' ? { parentSpanId: parent } : {}),
    name: textOf(row.name),
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
    attributes: { ...kind, ...flattened(objectOf(row.attributes)) },
    events: [],
    resource: {},
    ...(row.status_code === 'ERROR' ? { error: textOf(row.status_message) || 'error' } : {}),
  };
  const result = recordFromSpan(span);
  if (result.kind === 'no-call') return [];
  if (result.kind === 'no-content') {
    return [{ kind: 'fault', reason: `span ${span.spanId}: a model call without its messages` }];
  }
  return [result];
}

function milliseconds(time: Json | undefined): number | undefined {
  const iso = isoTime(time);
  return iso === undefined ? undefined : Date.parse(iso);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Nested attributes by their dotted names, without those that are null in a frame; a list of plain values stays one. */
function flattened(value: Json, prefix = ''): { readonly [key: string]: Json } {
  const below = Array.isArray(value)
    ? Object.entries(value as readonly Json[])
    : Object.entries(objectOf(value));
  return Object.fromEntries(
    below.flatMap(([key, inner]): readonly (readonly [string, Json])[] => {
      const name = `${prefix}${key}`;
      if (inner === null) return [];
      const list = Array.isArray(inner) && inner.some(isJsonObject);
      if (!list && !isJsonObject(inner)) return [[name, inner]];
      // OpenInference's own metadata is an object, or its text.
      return name === 'metadata' ? [[name, inner]] : Object.entries(flattened(inner, `${name}.`));
    }),
  );
}
