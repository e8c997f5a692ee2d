/** JSON Lines: one JSON value a line; a bad line is rejected with its place and does not hurt its neighbours. */
import type { JsonRow } from '../core/context.ts';
import { isJsonObject } from '../core/json.ts';
import { parseExactJson } from '../core/json-text.ts';
import type { ImportedRow, Importer, ImportOptions, ImportSource } from '../core/plugins.ts';
import { refuseUtf16 } from './encoding.ts';
import { importedRow } from './json-records.ts';
import { jsonRow } from './json-row.ts';
import { type Line, lineSplitter } from './lines.ts';
import { peek } from './peek.ts';
import { rowPaths } from './rows.ts';
import { decodeLossy, withoutByteOrderMark } from './utf8.ts';

const MAX_LINE_BYTES = 64 * 1024 * 1024;

export const jsonl: Importer = {
  format: 'jsonl',
  description: 'JSON Lines: one JSON object (or text) a line',
  extensions: ['.jsonl', '.ndjson'],
  sniff(head, file) {
    const named = jsonl.extensions.some((extension) => file.toLowerCase().endsWith(extension));
    const first = lineSplitter(head.length + 1);
    const lines = [...first.push(head), ...first.end()];
    const line = lines.map((each) => decodeLossy(each.bytes).trim()).find((text) => text !== '');
    if (line === undefined) return named ? 0.9 : 0;
    const parsed = parseExactJson(line.replace(/^\uFEFF/, ''));
    // A head that cuts the first line still tells: only an object of that size starts like this.
    const cut = lines.length === 1 && /^\uFEFF?\{\s*"/.test(line);
    if (parsed.kind !== 'value') return named ? 0.95 : cut ? 0.6 : 0;
    if (named || (isJsonObject(parsed.value) && lines.length > 1)) return 0.95;
    // One object alone may be a document, and a list is one, most likely.
    return isJsonObject(parsed.value) ? 0.9 : Array.isArray(parsed.value) ? 0.5 : 0.6;
  },
  read: readJsonl,
};

/** The JSON values of a file, a line each; blank lines are passed over. */
export async function* readJsonRows(source: ImportSource): AsyncGenerator<JsonRow> {
  const splitter = lineSplitter(MAX_LINE_BYTES);
  for await (const chunk of source.chunks) {
    for (const line of splitter.push(chunk)) {
      const row = rowOf(line, source.file);
      if (row !== undefined) yield row;
    }
  }
  for (const line of splitter.end()) {
    const row = rowOf(line, source.file);
    if (row !== undefined) yield row;
  }
}

/** How much of a file tells that it is UTF-16. */
const HEAD_BYTES = 4096;

/** The same of a file that nobody has looked at yet. Throws for UTF-16. */
export async function* readUnseenJsonRows(source: ImportSource): AsyncGenerator<JsonRow> {
  const { head, chunks } = await peek(source.chunks, HEAD_BYTES);
  refuseUtf16(head, source.file);
  yield* readJsonRows({ ...source, chunks });
}

async function* readJsonl(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportedRow> {
  const rule = { file: source.file, paths: rowPaths(options) };
  for await (const row of readJsonRows(source)) yield importedRow(row, rule);
}

function rowOf(line: Line, file: string): JsonRow | undefined {
  const bytes = line.number === 1 ? withoutByteOrderMark(line.bytes, file) : line.bytes;
  if (isBlank(bytes)) return undefined;
  if (!line.tooLong) return jsonRow(bytes, { line: line.number, column: 1 }, file);
  const reason = `the line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MB`;
  return { kind: 'rejected', rejected: { file, line: line.number, reason, raw: decodeLossy(bytes) } };
}

/** White space of any kind: a page break between two rows harms nobody. */
function isBlank(bytes: Buffer): boolean {
  const [first = 0] = bytes;
  return !(first > 0x20 && first < 0x7f) && decodeLossy(bytes).trim() === '';
}
