/** Tables: CSV, semicolons or tabs, with a header row. Rows stream; a bad one is rejected with its place. */
import { pipeline, Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { FieldtestError } from '../core/errors.ts';
import type { ImportedRow, Importer, ImportOptions, ImportSource } from '../core/plugins.ts';
import { type ByteWindow, byteWindow } from './byte-window.ts';
import { sniffDialect } from './csv-dialect.ts';
import {
  checkRow,
  headerOf,
  lastLine,
  type PlacedRow,
  placeRow,
  quoteFaultOf,
  rowOf,
  type TableHeader,
  type TableRow,
} from './csv-row.ts';
import { peek } from './peek.ts';
import type { Position } from './position.ts';
import { recordFromTable, rowPaths } from './rows.ts';
import { asBuffer, decodeLossy, withoutByteOrderMark } from './utf8.ts';

/** A longer row is a quote that was never closed, most likely; the sooner that is said the better. */
const MAX_ROW_BYTES = 16 * 1024 * 1024;
/** Chunks go to the parser in pieces, so that rows waiting to be read stay few whatever the source sends. */
const PIECE_BYTES = 16 * 1024;
/** How much of the file decides on its dialect. */
const HEAD_BYTES = 64 * 1024;

export const csv: Importer = {
  format: 'csv',
  description: 'a table with a header row: commas, semicolons, tabs or bars',
  extensions: ['.csv', '.tsv'],
  sniff(head, file) {
    if (csv.extensions.some((extension) => file.toLowerCase().endsWith(extension))) return 0.8;
    const text = decodeLossy(head);
    if (/^\uFEFF?\s*[[{<]/.test(text) || text.includes('\0')) return 0;
    const { delimiter, preamble } = sniffDialect(text);
    if (preamble !== '') return 0.8;
    const [header = '', row] = text.split(/\r\n|\n|\r/);
    const width = header.split(delimiter).length;
    if (width === 1) return 0;
    return row === undefined || row.split(delimiter).length === width ? 0.5 : 0.3;
  },
  read: readCsv,
};

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: Pick<Info, 'bytes'>;
}

async function* readCsv(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportedRow> {
  const { file } = source;
  const paths = rowPaths(options);
  for await (const each of readTable(source)) {
    if (each.kind === 'rejected') {
      yield each;
      continue;
    }
    const { row, header, line, raw } = each;
    const result = recordFromTable(row, header.fields, paths);
    if (result.kind === 'record') yield { ...result, line };
    else yield { kind: 'rejected', rejected: { file, line, reason: result.reason, raw: raw() } };
  }
}

/** The rows of a table, by the names in its header; a row that is malformed is rejected with its place. */
export async function* readTable(source: ImportSource): AsyncGenerator<TableRow> {
  const { file } = source;
  const { head, chunks } = await peek(source.chunks, HEAD_BYTES + 3);
  const start = withoutByteOrderMark(head, file);
  const dialect = sniffDialect(decodeLossy(start.subarray(0, HEAD_BYTES)));
  const window = byteWindow();
  let line = dialect.preamble === '' ? 1 : 2;
  let header: TableHeader | undefined;
  const state: FeedState = { rowTooLong: false };
  let unclosed = false;

  const parser = parse({
    delimiter: dialect.delimiter,
    record_delimiter: [...dialect.lineEnds],
    info: true,
    relax_column_count: true, // counts and quotes are checked here, for csv-parse's lines are off by quoted \r\n
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: () => {
      unclosed = true; // the one error that these options leave: the file ends inside quotes
    },
  });
  // An error of the source also ends the loop below, where it is thrown.
  pipeline(
    Readable.from(
      feed(chunks, { window, state, skip: head.length - start.length + Buffer.byteLength(dialect.preamble) }),
      { highWaterMark: 2 },
    ),
    parser,
    () => {},
  );

  for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
    if (state.rowTooLong && info.bytes >= window.end()) break; // what was fed of the long row
    const placed = placeRow(window.takeUntil(info.bytes), line, dialect);
    const fault = checkRow(record, placed, dialect);
    line = placed.nextLine;
    if (isBlank(record) && header?.names.length !== 1) continue;
    if (header !== undefined) yield rowOf(record, { file, placed, fault, header });
    else header = headerOf(record, fault, { file, line: placed.line });
  }
  if (!state.rowTooLong && !unclosed) return;
  const placed = placeRow(window.takeUntil(Number.POSITIVE_INFINITY), line, dialect);
  const opened = quoteFaultOf(placed, dialect)?.position;
  if (state.rowTooLong) throw rowTooLong(file, opened?.line ?? placed.line);
  const fault = checkRow(undefined, placed, dialect);
  header ??= headerOf([], fault, { file, line });
  // A text that was cut off, or a stray quote that makes text of all rows behind it: nobody can tell which.
  if (opened !== undefined && opened.line < lastLine(placed)) throw neverClosed(file, placed, opened);
  yield rowOf([], { file, placed, fault, header });
}

/** A line of white space; only a table of one column can mean it. */
function isBlank(record: readonly string[]): boolean {
  return record.length === 1 && record[0]!.trim() === '';
}

interface FeedState {
  /** Set when feeding stopped because the parser took in more than a row may have. */
  rowTooLong: boolean;
}

/** Hands the parser its pieces and keeps them in the window until their rows come out. */
async function* feed(
  chunks: AsyncIterable<Uint8Array>,
  { window, state, skip }: { readonly window: ByteWindow; readonly state: FeedState; readonly skip: number },
): AsyncGenerator<Buffer> {
  let mark = skip; // of the byte order mark and what stands before the header, which may be cut over chunks
  for await (const whole of chunks) {
    const chunk = asBuffer(whole).subarray(mark);
    mark -= whole.length - chunk.length;
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = Buffer.from(chunk.subarray(at, at + PIECE_BYTES));
      window.push(piece);
      yield piece;
      // Rows wait in the window too, but never many: the parser takes no more while they are not read.
      if (window.size() <= MAX_ROW_BYTES) continue;
      state.rowTooLong = true;
      return;
    }
  }
}

function neverClosed(file: string, placed: PlacedRow, { line, column }: Position): FieldtestError {
  return new FieldtestError(
    'input',
    `${file}:${line}:${column}: the quote that opens here is never closed: all behind it, to line ${lastLine(placed)}, is one text`,
    'Close it, or write it twice where it is part of the text. ' +
      `If the file was cut off, import what stands before: its first ${placed.line - 1} lines.`,
  );
}

function rowTooLong(file: string, line: number): FieldtestError {
  return new FieldtestError(
    'input',
    `${file}:${line}: the row that starts here is longer than ${MAX_ROW_BYTES / 1024 / 1024} MB`,
    'Most often a quote was opened and never closed; nothing after it can be read.',
  );
}
