/** What the exports of other tools have in common: one file says what a tool's rows mean, the rest is the same for all. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { ImportedRow, Importer, ImportOptions, ImportSource } from '../core/plugins.ts';
import type { OutputRow, RatingRow } from '../core/rows.ts';
import type { RowsAt } from './json-document.ts';
import { headOf } from './json-or-lines.ts';
import { peek } from './peek.ts';
import { atPaths, type RowResult, rowPaths } from './rows.ts';
import { type Carrier, carrierOf, readRows, sampleRows } from './tool-rows.ts';
import { decodeLossy } from './utf8.ts';

export type JsonObject = { readonly [key: string]: Json };

/** What the first bytes of a file show of it. */
export interface ExportSample {
  /** The bytes as text. */
  readonly text: string;
  readonly carrier: Carrier;
  /** Of JSON and YAML: the document as far as it goes, or the first line. */
  readonly document: Json | undefined;
  /** The first rows; of a table, the columns' names with no values. */
  readonly rows: readonly JsonObject[];
}

/** What a row gives: a value, or the reason why it gives none. */
export type Read<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'fault'; readonly reason: string };

/** An output that a tool made: what `outputs import` reads, with an input for an example that has no such name. */
export type ToolOutput = Pick<OutputRow, 'output'> & Partial<OutputRow>;

/** A person's judgement that a tool stored: what `ratings import` reads, the example named by its input, the output by its text. */
export type ToolRating = Omit<RatingRow, 'example' | 'candidate' | 'textId'> & {
  readonly input: Json;
  /** Where no example has that input: that of a trace around the call, or of the call in it, which said the same. */
  readonly orInput?: Json;
  /** What was rated, as it said. */
  readonly output: string;
  readonly candidate?: string;
  /** Which of the tool's scores it is. */
  readonly score?: string;
};

export interface RatingOptions {
  /** The points of the project's scale; false: it has none. */
  readonly scale: number | false;
}

/** Reads one file. */
export interface ExportReader {
  /** Where the rows are in a document. Throws a FieldtestError for a version that is not known. */
  readonly rowsAt: RowsAt;
  /** The records of a row; none for one that is no record at all. */
  records(row: JsonObject): readonly RowResult[];
  /** The outputs of candidates that a row holds. */
  outputs?(row: JsonObject): readonly Read<ToolOutput>[];
  /** What people judged in a row; never what a program or a model did. */
  ratings?(row: JsonObject, options: RatingOptions): readonly Read<ToolRating>[];
  /** Judgements that waited for rows which stand behind them. */
  lastRatings?(options: RatingOptions): readonly Read<ToolRating>[];
}

/** The exports of one tool. */
export interface ToolExport {
  readonly format: string;
  readonly description: string;
  /** What its files are written in. */
  readonly carriers: readonly Carrier[];
  /** How sure a file's first bytes make it. */
  sniff(sample: ExportSample, file: string): number;
  open(file: string, sample: ExportSample | undefined): ExportReader;
}

/** How much of a file decides on its rows. */
export const SAMPLE_BYTES = 1024 * 1024;

/** Surer than of lines, lists and tables of any kind. */
export const SURE = 0.97;

export function sampleOf(tool: ToolExport, head: Uint8Array, file: string): ExportSample | undefined {
  const carrier = carrierOf(head, tool.carriers);
  if (carrier === undefined) return undefined;
  const document = carrier === 'json' ? headOf(head) : undefined;
  const text = decodeLossy(head);
  const empty = { text, carrier, document, rows: [] };
  const rows = sampleRows(head, carrier, (value) => tool.open(file, empty).rowsAt(value));
  return { text, carrier, document, rows };
}

/** How sure the first bytes make it that a file is this tool's. A version that is not known is still the tool's. */
export function sniffExport(tool: ToolExport, head: Uint8Array, file: string): number {
  let sample: ExportSample | undefined;
  try {
    sample = sampleOf(tool, head, file);
  } catch {
    return SURE; // which says what was seen when it is read
  }
  return sample === undefined ? 0 : tool.sniff(sample, file);
}

/** What every tool's rows are. */
export const NO_OBJECT = { kind: 'fault', reason: 'the row is not an object' } as const;

/** The tool's exports as a log format. */
export function toolImporter(tool: ToolExport): Importer {
  return {
    format: tool.format,
    description: tool.description,
    extensions: [],
    sniff: (head, file) => sniffExport(tool, head, file),
    read: (source, options) => readRecords(tool, source, options),
  };
}

async function* readRecords(
  tool: ToolExport,
  given: ImportSource,
  options: ImportOptions,
): AsyncGenerator<ImportedRow> {
  const paths = rowPaths(options);
  const { head, chunks } = await peek(given.chunks, SAMPLE_BYTES);
  const source = { file: given.file, chunks };
  const { file } = source;
  const sample = sampleOf(tool, head, file);
  const reader = tool.open(file, sample);
  for await (const row of readRows(source, sample?.carrier ?? 'json', reader.rowsAt)) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    const { value, line, column } = row;
    const made = isJsonObject(value) ? reader.records(value) : [NO_OBJECT];
    for (const own of made) {
      const result = atPaths(own, value, paths);
      if (result.kind === 'record') {
        yield { ...result, line };
        continue;
      }
      const place = { file, line, ...(column === undefined ? {} : { column }) };
      yield { kind: 'rejected', rejected: { ...place, reason: result.reason, raw: row.raw() } };
    }
  }
}
