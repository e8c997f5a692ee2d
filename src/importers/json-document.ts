/** The rows of JSON documents, one after another: the elements of a list, wherever it lies, in bounded memory. */
import type { JsonRow } from '../core/context.ts';
import type { FieldtestError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ImportSource } from '../core/plugins.ts';
import { type ByteReader, byteReader, passSpace } from './byte-reader.ts';
import { behindEnd, type JsonEnvelope, jsonEnvelope, unreadable } from './json-envelope.ts';
import { jsonHead } from './json-head.ts';
import { enterList, leaveDocument } from './json-list.ts';
import { jsonRow } from './json-row.ts';
import { heldValue, isStray, longValue, lookAhead } from './json-value.ts';
import type { Position } from './position.ts';
import { decodeLossy } from './utf8.ts';

/** How much of a document decides on where its rows are. */
const HEAD_BYTES = 1024 * 1024;
const MAX_ROW_BYTES = 64 * 1024 * 1024;

const LF = 10;
const QUOTE = 34;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;

/**
 * Where the rows of a document are: the keys that lead to its list (none: it is the list), or undefined when it is a row
 * itself. It is asked once for each document, with what its first MB says: the document as far as it goes, its last
 * lists and objects cut short. Of text that is no JSON it sees undefined.
 */
export type RowsAt = (head: Json | undefined) => readonly string[] | undefined;

/**
 * Rows come with their place and their text. A row that is no JSON is `rejected`, and its neighbours are read; a fault
 * outside of rows, behind which nothing can be read, throws a FieldtestError with its place. A file that ends too early
 * gives one more rejected row. Documents that follow one another begin on lines of their own.
 */
export async function* readJsonDocumentRows(source: ImportSource, rowsAt: RowsAt): AsyncGenerator<JsonRow> {
  const { file } = source;
  const reader = await byteReader(source);
  try {
    for (let first = true; ; first = false) {
      const { ended, newLine, indent } = await passSpace(reader);
      if (ended) return;
      const start = reader.place();
      if (!first && !newLine) throw unreadable(file, start, behindEnd(await wholeCharacter(reader)));
      const path = rowsAt(jsonHead(decodeLossy(await lookAhead(reader, HEAD_BYTES))));
      const envelope = jsonEnvelope(reader, file);
      if (path === undefined) {
        if (isStray(reader.held()[0]!)) envelope.pass(1); // which throws
        const { row, after } = await takeRow(reader, { file, indent });
        yield row;
        if (after === 'end') return;
        continue;
      }
      const entered = await enterList(reader, envelope, path);
      if (entered.kind === 'list') {
        if ((yield* listRows(reader, envelope, file)) === 'end') return;
      } else if (entered.kind === 'missing') {
        yield { kind: 'rejected', rejected: { file, ...start, reason: entered.reason, raw: '' } };
      }
      const cutOff = await leaveDocument(reader, envelope, entered);
      if (cutOff !== undefined) yield { kind: 'rejected', rejected: cutOff };
    }
  } finally {
    await reader.close();
  }
}

/** The rows of the list whose bracket was passed, to its own bracket or to where the file ends. */
async function* listRows(
  reader: ByteReader,
  envelope: JsonEnvelope,
  file: string,
): AsyncGenerator<JsonRow, 'end' | 'more'> {
  for (let lostComma = false; ; ) {
    const { indent } = await passSpace(reader);
    const byte = reader.held()[0];
    if (byte === undefined) return 'more';
    if (isStray(byte)) {
      envelope.pass(1);
      if (byte === CLOSE_LIST) return 'more';
      continue;
    }
    const start = reader.place();
    const { row, after } = await takeRow(reader, { file, indent });
    envelope.value(`${lostComma ? ',' : ''}${standsFor(row, byte)}`, start);
    lostComma = after === 'next row';
    yield row;
    if (after === 'end') return 'end';
  }
}

interface TakenRow {
  readonly row: JsonRow;
  /** A row that lost its end is followed by what begins the next line like a row; a row may be all that is left. */
  readonly after: 'comma' | 'next row' | 'end';
}

/** Takes the row that begins here. Throws for one that would fill the memory. */
async function takeRow(
  reader: ByteReader,
  { file, indent }: { readonly file: string; readonly indent: string | undefined },
): Promise<TakenRow> {
  const start = reader.place();
  const opener = String.fromCharCode(reader.held()[0]!);
  const { bytes, kind } = heldValue(reader) ?? (await longValue(reader, MAX_ROW_BYTES));
  if (kind === 'too long') throw rowTooLong(file, start);
  const row = jsonRow(bytes, start, file);
  if (kind === 'whole') {
    const last = row.kind === 'rejected' && reader.held().length === 0 && !(await reader.fill());
    return { row, after: last ? 'end' : 'comma' };
  }
  const lost = await passToRow(reader, indent === undefined ? undefined : indent + opener);
  if (lost === undefined) throw rowTooLong(file, start);
  if (row.kind === 'value') throw new Error('a line end inside quotes is JSON'); // which cannot be
  const raw = [row.rejected.raw, lost.trimEnd()].filter((text) => text !== '').join('\n');
  const next = reader.held()[0];
  return {
    row: { kind: 'rejected', rejected: { ...row.rejected, raw } },
    after: next === undefined ? 'end' : next === CLOSE_LIST ? 'comma' : 'next row',
  };
}

/**
 * From a line's start to the first line that begins as the lost row did, or with the bracket that closes the list, or
 * to the end; what was passed, or undefined when that is too much.
 */
async function passToRow(reader: ByteReader, rowStart: string | undefined): Promise<string | undefined> {
  const passed: Buffer[] = [];
  let size = 0;
  const width = rowStart?.length ?? 0;
  for (let lineStart = true; ; ) {
    while (reader.held().length < width && (await reader.fill()));
    const held = reader.held();
    if (held.length === 0 && !(await reader.fill())) return decodeLossy(Buffer.concat(passed));
    if (lineStart && rowStart !== undefined) {
      const begin = held.toString('latin1', 0, width);
      if (begin === rowStart || begin.trimStart().startsWith(']')) return decodeLossy(Buffer.concat(passed));
    }
    const end = reader.held().indexOf(LF);
    const part = reader.pass(end === -1 ? reader.held().length : end + 1);
    lineStart = end !== -1;
    size += part.length;
    if (size > MAX_ROW_BYTES) return undefined;
    passed.push(Buffer.from(part));
  }
}

/** What the envelope sees in place of a row. */
function standsFor(row: JsonRow, firstByte: number): string {
  const { value } = row.kind === 'value' ? row : { value: undefined };
  if (firstByte === OPEN_OBJECT) return '{} ';
  if (firstByte === OPEN_LIST) return '[] ';
  return value === undefined || firstByte === QUOTE ? '"" ' : `${JSON.stringify(value)} `;
}

function rowTooLong(file: string, start: Position): FieldtestError {
  const megabytes = MAX_ROW_BYTES / 1024 / 1024;
  return unreadable(file, start, `the row that starts here is longer than ${megabytes} MB`);
}

/** What is held, with a whole character of it at least, wherever the chunks are cut. */
async function wholeCharacter(reader: ByteReader): Promise<Buffer> {
  while (reader.held().length < 4 && (await reader.fill()) !== undefined);
  return reader.held();
}
