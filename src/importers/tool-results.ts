/** What other tools' files hold beside inputs: outputs of candidates and people's judgements, as rows of our own. */
import type { JsonRow, ResultRows, ResultRowsOptions } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { ImportSource } from '../core/plugins.ts';
import { compressionOf, MAGIC_BYTES, unpacked } from './compression.ts';
import { headOf } from './json-or-lines.ts';
import { readUnseenJsonRows } from './jsonl.ts';
import { peek } from './peek.ts';
import {
  type ExportReader,
  type JsonObject,
  NO_OBJECT,
  type RatingOptions,
  type Read,
  SAMPLE_BYTES,
  sampleOf,
  sniffExport,
  type ToolExport,
  type ToolRating,
} from './tool-export.ts';
import { readRows } from './tool-rows.ts';
import { tools } from './tools.ts';

/** What `--format` calls our own rows. */
const OWN = 'jsonl';

type Kind = 'outputs' | 'ratings';

/** Keys that tell our own rows at once, whatever else stands in them. */
const OWN_KEYS: { readonly [kind in Kind]: readonly string[] } = {
  outputs: ['candidate', 'output'],
  ratings: ['rater'],
};

/** Tools whose files hold outputs, or ratings. */
export function able(kind: Kind): readonly ToolExport[] {
  return tools.filter((tool) => tool.open('', undefined)[kind] !== undefined);
}

/** The rows of a file of outputs. Throws a usage error for a format that has none. */
export async function outputRows(given: ImportSource, options: ResultRowsOptions): Promise<ResultRows> {
  const { source, tool, head } = await chosen(given, 'outputs', options.format);
  if (tool === undefined) return { format: OWN, rows: readUnseenJsonRows(source) };
  return {
    format: tool.format,
    rows: converted(source, { tool, head, read: (reader, row) => reader.outputs!(row) }),
  };
}

/** The rows of a file of ratings; of a tool that keeps several scores of an output, those of one name. */
export async function ratingRows(
  given: ImportSource,
  options: ResultRowsOptions & RatingOptions & { readonly score?: string },
): Promise<ResultRows> {
  const { source, tool, head } = await chosen(given, 'ratings', options.format);
  if (tool === undefined) return { format: OWN, rows: readUnseenJsonRows(source) };
  const rows = converted<ToolRating>(source, {
    tool,
    head,
    read: (reader, row) => reader.ratings!(row, options),
    last: (reader) => reader.lastRatings?.(options) ?? [],
  });
  return { format: tool.format, rows: ofOneScore(rows, source.file, options.score) };
}

/** The tool whose file it is; undefined for our own rows. */
async function chosen(
  given: ImportSource,
  kind: Kind,
  format: string | undefined,
): Promise<{ readonly source: ImportSource; readonly head: Buffer; readonly tool: ToolExport | undefined }> {
  const holding = able(kind);
  if (format !== undefined && format !== OWN && holding.every((tool) => tool.format !== format)) {
    const known = [OWN, ...holding.map((tool) => tool.format)].join(', ');
    throw new FieldtestError(
      'usage',
      `there are no ${kind} in the format ${JSON.stringify(format)}`,
      `--format takes ${known}.`,
    );
  }
  const { file } = given;
  const packed = await peek(given.chunks, MAGIC_BYTES);
  const compression = compressionOf(packed.head);
  const { head, chunks } = await peek(
    compression === undefined ? packed.chunks : unpacked(packed.chunks, { file, compression }),
    SAMPLE_BYTES,
  );
  const source = { file, chunks };
  if (format !== undefined) return { source, head, tool: holding.find((tool) => tool.format === format) };
  const document = headOf(head);
  if (isJsonObject(document) && OWN_KEYS[kind].every((key) => key in document))
    return { source, head, tool: undefined };
  const sure = tools.map((tool) => ({ tool, score: sniffExport(tool, head, source.file) }));
  const best = sure.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score < 0.5) return { source, head, tool: undefined };
  if (holding.includes(best.tool)) return { source, head, tool: best.tool };
  throw new FieldtestError(
    'input',
    `${source.file} is a file of ${best.tool.format}, in which there are no ${kind}`,
    `Nothing was imported. If it is something else, say what with --format ${holding.map((tool) => tool.format).join(' or ')}.`,
  );
}

interface Conversion<T> {
  readonly tool: ToolExport;
  readonly head: Buffer;
  read(reader: ExportReader, row: JsonObject): readonly Read<T>[];
  last?(reader: ExportReader): readonly Read<T>[];
}

async function* converted<T extends object>(
  source: ImportSource,
  { tool, head, read, last }: Conversion<T>,
): AsyncGenerator<JsonRow> {
  const { file } = source;
  const sample = sampleOf(tool, head, file);
  const reader = tool.open(file, sample);
  let lastLine = 1;
  for await (const row of readRows(source, sample?.carrier ?? 'json', reader.rowsAt)) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    const { line, column } = row;
    lastLine = line;
    const made: readonly Read<T>[] = isJsonObject(row.value) ? read(reader, row.value) : [NO_OBJECT];
    const place = { line, ...(column === undefined ? {} : { column }) };
    for (const each of made) yield rowOf(each, { file, place, raw: row.raw() });
  }
  for (const each of last?.(reader) ?? []) yield rowOf(each, { file, place: { line: lastLine }, raw: '' });
}

function rowOf(
  made: Read<object>,
  {
    file,
    place,
    raw,
  }: { readonly file: string; readonly place: { readonly line: number }; readonly raw: string },
): JsonRow {
  return made.kind === 'value'
    ? { kind: 'value', value: made.value as Json, ...place, raw }
    : { kind: 'rejected', rejected: { file, ...place, reason: made.reason, raw } };
}

/** All rows are read before the first is given: two scores of one output would be a judgement and its correction. */
async function* ofOneScore(
  rows: AsyncIterable<JsonRow>,
  file: string,
  wanted: string | undefined,
): AsyncGenerator<JsonRow> {
  const all = await Array.fromAsync(rows);
  const scoreOf = (row: JsonRow): string | undefined =>
    row.kind === 'value' && isJsonObject(row.value) && typeof row.value.score === 'string'
      ? row.value.score
      : undefined;
  const names = new Set(all.map(scoreOf).filter((name) => name !== undefined));
  if (wanted !== undefined && names.size > 0 && !names.has(wanted)) {
    throw new FieldtestError(
      'usage',
      `${file}: people gave no score ${JSON.stringify(wanted)}`,
      `They gave: ${[...names].join(', ')}.`,
    );
  }
  if (wanted === undefined && names.size > 1) {
    throw new FieldtestError(
      'usage',
      `${file}: people gave several scores: ${[...names].join(', ')}`,
      `Nothing was imported. Say which is the rating: --score ${[...names][0]}`,
    );
  }
  for (const row of all) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    const { score, ...rating } = row.value as JsonObject;
    if (wanted === undefined || score === undefined || score === wanted) yield { ...row, value: rating };
  }
}
