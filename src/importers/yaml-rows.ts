/** The rows of a YAML file: the elements of its list, or the document itself. */
import { LineCounter, type ParsedNode, parseAllDocuments } from 'yaml';
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { ImportSource } from '../core/plugins.ts';
import type { RowsAt } from './json-document.ts';
import type { ToolRow } from './json-or-lines.ts';
import {
  asBuffer,
  characters,
  decodeLossy,
  decodeUtf8,
  invalidUtf8Reason,
  withoutByteOrderMark,
} from './utf8.ts';

/** Written by hand, so larger ones are something else; the whole file is in memory. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Throws a FieldtestError for text that is no YAML, since nothing of it can be trusted then. */
export async function* readYamlRows(source: ImportSource, rowsAt: RowsAt): AsyncGenerator<ToolRow> {
  const { file } = source;
  const text = await wholeText(source);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    const start = lines.lineStarts[line - 1] ?? 0;
    return { line, column: characters(text.slice(start, start + col - 1)) + 1 };
  };
  if (!Array.isArray(documents)) return;
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, column } = place(error.pos[0]);
      const reason = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
      throw unreadable(`${file}:${line}:${column}: not YAML: ${reason}`);
    }
    if (document.contents === null) continue;
    const value = jsonOf(document, file);
    const path = rowsAt(value);
    const node = path === undefined ? document.contents : document.getIn(path, true);
    const list = path?.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), value);
    const at = place(startOf(node, document.contents));
    if (path === undefined) {
      yield { kind: 'value', value, ...at, raw: () => text };
    } else if (!Array.isArray(list)) {
      const reason = `no list of rows at ${['$', ...path].join('.')}`;
      yield { kind: 'rejected', rejected: { file, ...at, reason, raw: '' } };
    } else {
      for (const [index, item] of (list as readonly Json[]).entries()) {
        const where = place(startOf(document.getIn([...path, index], true), node as ParsedNode));
        yield { kind: 'value', value: item, ...where, raw: () => JSON.stringify(item) };
      }
    }
  }
}

function jsonOf(document: { toJS(options: { maxAliasCount: number }): unknown }, file: string): Json {
  try {
    // Through JSON, so that dates and keys that are no texts become what they are in JSON.
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)) as Json;
  } catch (error) {
    throw unreadable(
      `${file}:1:1: not YAML that can be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function startOf(node: unknown, otherwise: ParsedNode): number {
  const range = (node as ParsedNode | undefined)?.range ?? otherwise.range;
  return range[0];
}

async function wholeText(source: ImportSource): Promise<string> {
  const { file } = source;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.chunks) {
    chunks.push(Buffer.from(asBuffer(chunk))); // a copy: the source may use its chunk again
    size += chunk.length;
    if (size > MAX_BYTES) throw unreadable(`${file}:1:1: YAML of more than ${MAX_BYTES / 1024 / 1024} MB`);
  }
  const bytes = withoutByteOrderMark(Buffer.concat(chunks), file);
  const decoded = decodeUtf8(bytes);
  if (decoded.kind === 'text') return decoded.text;
  const before = decodeLossy(bytes.subarray(0, decoded.offset)).split('\n');
  const reason = invalidUtf8Reason(bytes, decoded.offset);
  throw unreadable(`${file}:${before.length}:${characters(before.at(-1)!) + 1}: ${reason}`);
}

function unreadable(message: string): FieldtestError {
  return new FieldtestError('input', message, 'Nothing was imported. Mend the file there.');
}
