/** One row of a table: where it stands, what is wrong with it, and the record it makes. */
import { FieldtestError } from '../core/errors.ts';
import type { RejectedRow } from '../core/record.ts';
import { type CsvDialect, findQuoteFault } from './csv-dialect.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Position, positionAt } from './position.ts';
import { decodeLossy, decodeUtf8, invalidUtf8Reason } from './utf8.ts';

/** The bytes of a row, and the line on which it starts. */
export interface PlacedRow {
  readonly bytes: Buffer;
  readonly line: number;
  /** The line after it. */
  readonly nextLine: number;
}

export interface RowFault {
  readonly position: Position;
  readonly reason: string;
}

export interface TableHeader {
  readonly names: readonly string[];
  readonly fields: Fields;
}

const CR = 13;
const LF = 10;

function lineEndOf(dialect: CsvDialect): '\n' | '\r' {
  return dialect.lineEnds[0] === '\r' ? '\r' : '\n';
}

/** Places a row's bytes, which may start with blank lines that the parser skipped, at the given line. */
export function placeRow(bytes: Buffer, firstLine: number, dialect: CsvDialect): PlacedRow {
  const mac = lineEndOf(dialect) === '\r';
  let line = firstLine;
  let start = 0;
  for (;;) {
    if (bytes[start] === (mac ? CR : LF)) start += 1;
    else if (!mac && bytes[start] === CR && bytes[start + 1] === LF) start += 2;
    else break;
    line++;
  }
  let nextLine = line;
  const end = mac ? CR : LF;
  for (let at = bytes.indexOf(end, start); at !== -1; at = bytes.indexOf(end, at + 1)) nextLine++;
  return { bytes: bytes.subarray(start), line, nextLine };
}

/** The last line that a row is on. */
export function lastLine({ bytes, nextLine }: PlacedRow): number {
  const last = bytes.at(-1);
  return last === CR || last === LF ? nextLine - 1 : nextLine;
}

/** The first wrong quote of a row, whatever else is wrong with its bytes. */
export function quoteFaultOf({ bytes, line }: PlacedRow, dialect: CsvDialect): RowFault | undefined {
  const text = decodeLossy(bytes);
  const fault = findQuoteFault(text, dialect);
  if (fault === undefined) return undefined;
  const place = { firstLine: line, lineEnd: lineEndOf(dialect) };
  const position = positionAt(text, fault.offset, place);
  const opened = positionAt(text, fault.opened, place);
  // What is to be mended is where it opened: a stray quote takes in the rows behind it, up to the next one.
  return opened.line === position.line
    ? { position, reason: fault.reason }
    : {
        position: opened,
        reason: `the quote that opens here closes on line ${position.line}, and is followed by text there; write a quote inside a field twice`,
      };
}

/** What is wrong with the text of a row; `record` is undefined when the parser could not finish it. */
export function checkRow(
  record: readonly string[] | undefined,
  placed: PlacedRow,
  dialect: CsvDialect,
): RowFault | undefined {
  const { bytes } = placed;
  const place = { firstLine: placed.line, lineEnd: lineEndOf(dialect) } as const;
  const decoded = decodeUtf8(bytes);
  if (decoded.kind === 'invalid') {
    const before = decodeLossy(bytes.subarray(0, decoded.offset));
    return {
      position: positionAt(before, before.length, place),
      reason: invalidUtf8Reason(bytes, decoded.offset),
    };
  }
  // A field that still starts with a quote, or a NUL, is where csv-parse may have been lenient.
  const suspicious =
    record === undefined || record.some((field) => field.startsWith('"')) || bytes.includes(0);
  const fault = suspicious ? quoteFaultOf(placed, dialect) : undefined;
  // Rows that the quote made part of this one are not lost without a word.
  const last = lastLine(placed);
  return fault && last > placed.line
    ? { ...fault, reason: `${fault.reason} (the row is all of lines ${placed.line} to ${last})` }
    : fault;
}

/** A frame of Phoenix's spans has its index among its columns too, and pandas writes both. */
const INDEX = 'context.span_id';

/** The header row. Throws when it is malformed or a name stands twice: then no row can be read. */
export function headerOf(
  given: readonly string[],
  fault: RowFault | undefined,
  at: { readonly file: string; readonly line: number },
): TableHeader {
  if (fault !== undefined) {
    const { line, column } = fault.position;
    throw new FieldtestError(
      'input',
      `${at.file}:${line}:${column}: the header row cannot be read: ${fault.reason}`,
      'Repair the first row, which names the columns.',
    );
  }
  const names = given[0] === INDEX && given.lastIndexOf(INDEX) > 0 ? ['', ...given.slice(1)] : given;
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) {
    const columns = names.flatMap((name, index) => (name === twice ? [index + 1] : []));
    throw new FieldtestError(
      'input',
      `${at.file}:${at.line}: the columns ${columns.join(' and ')} have the same name ${JSON.stringify(twice)}`,
      'Give every column a name of its own.',
    );
  }
  const named = names.map((name, index) => (name === '' ? `column_${index + 1}` : name));
  return { names: named, fields: fieldsOf(named, { anyCase: true }) };
}

export interface RowContext {
  readonly file: string;
  readonly placed: PlacedRow;
  readonly fault: RowFault | undefined;
  readonly header: TableHeader;
}

/** A row of a table by the names of its columns, or why it is none. */
export type TableRow =
  | {
      readonly kind: 'row';
      readonly row: { readonly [column: string]: string };
      readonly header: TableHeader;
      readonly line: number;
      /** The row as it was, without its line end. */
      raw(): string;
    }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRow };

export function rowOf(record: readonly string[], context: RowContext): TableRow {
  const { file, placed, fault, header } = context;
  const raw = (): string => decodeLossy(placed.bytes).replace(/\r\n$|\n$|\r$/, '');
  const reject = (reason: string, place: { readonly line: number; readonly column?: number }): TableRow => ({
    kind: 'rejected',
    rejected: { file, ...place, reason, raw: raw() },
  });
  if (fault !== undefined) return reject(fault.reason, fault.position);
  const { line } = placed;
  if (record.length !== header.names.length) {
    return reject(`${fieldCount(record.length)}, but the header row names ${header.names.length}`, { line });
  }
  const row = Object.fromEntries(header.names.map((name, index) => [name, record[index]!]));
  return { kind: 'row', row, header, line, raw };
}

function fieldCount(count: number): string {
  return count === 1 ? '1 field' : `${count} fields`;
}
