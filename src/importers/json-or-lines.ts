/** Files of other tools hold the same rows as JSON Lines, as a list, or inside of a document: here they are one thing. */
import { isJsonObject, type Json } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';
import type { ImportSource } from '../core/plugins.ts';
import type { RejectedRow } from '../core/record.ts';
import { type RowsAt, readJsonDocumentRows } from './json-document.ts';
import { jsonHead } from './json-head.ts';
import { readJsonRows } from './jsonl.ts';
import { peek } from './peek.ts';
import { decodeLossy } from './utf8.ts';

/** A value with the place where it stands, or the text that is none. */
export type ToolRow =
  | {
      readonly kind: 'value';
      readonly value: Json;
      readonly line: number;
      readonly column?: number;
      /** The row as it was. */
      raw(): string;
    }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRow };

/** How much of a file tells lines from documents. */
const HEAD_BYTES = 1024 * 1024;

/**
 * The rows of a file, one by one. `rowsAt` says where they are in a document; of JSON Lines it is asked for each line,
 * which may hold a list of rows itself (an answer of an API, a batch of spans).
 */
export async function* readJsonOrLines(given: ImportSource, rowsAt: RowsAt): AsyncGenerator<ToolRow> {
  const { head, chunks } = await peek(given.chunks, HEAD_BYTES);
  const source = { file: given.file, chunks };
  if (!isLines(decodeLossy(head))) {
    for await (const row of readJsonDocumentRows(source, rowsAt)) {
      yield row.kind === 'rejected' ? row : { ...row, raw: () => row.raw };
    }
    return;
  }
  for await (const row of readJsonRows(source)) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    const { value, line, raw } = row;
    const path = rowsAt(value);
    const list = path?.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), value);
    if (path === undefined) yield { kind: 'value', value, line, raw: () => raw };
    else if (Array.isArray(list)) {
      for (const item of list as readonly Json[]) {
        yield { kind: 'value', value: item, line, raw: () => JSON.stringify(item) };
      }
    } else {
      const reason = `no list of rows at ${['$', ...path].join('.')}`;
      yield { kind: 'rejected', rejected: { file: source.file, line, reason, raw } };
    }
  }
}

/** What the first bytes of a file hold, as far as they can be read; undefined when that is no JSON. */
export function headOf(head: Uint8Array): Json | undefined {
  const text = decodeLossy(head).replace(/^\uFEFF/, '');
  if (!/^\s*[[{]/.test(text)) return undefined;
  const [first] = linesOf(text);
  const parsed = isLines(text) ? parseJson(first!) : undefined;
  return parsed?.kind === 'value' ? parsed.value : jsonHead(text);
}

/** True when the first line is an object by itself, and so is the second as far as its start tells, if there is one. */
export function isLines(text: string): boolean {
  const [first, second] = linesOf(text.replace(/^\uFEFF/, ''));
  if (first === undefined || !/^\s*\{/.test(first)) return false;
  if (second !== undefined && !/^\s*\{/.test(second)) return false;
  return parseJson(first).kind === 'value' || second !== undefined;
}

/** The first lines that are not blank. */
export function linesOf(text: string, count = 2): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < count; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end);
    if (line.trim() !== '') lines.push(line);
    start = end === -1 ? text.length : end + 1;
  }
  return lines;
}
