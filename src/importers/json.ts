/** JSON documents: a list of rows, an object that holds one, or a row; also several after one another. */
import { FieldtestError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';
import type { ImportedRow, Importer, ImportOptions, ImportSource } from '../core/plugins.ts';
import { readJsonDocumentRows } from './json-document.ts';
import { jsonHead } from './json-head.ts';
import { placed } from './json-records.ts';
import { likelyInputs } from './likely-inputs.ts';
import { parsePath, pathText } from './path.ts';
import { holdsRows, listsIn, rowList } from './row-list.ts';
import { keysOf, recordFromJson, rowPaths } from './rows.ts';
import { decodeLossy } from './utf8.ts';

export const json: Importer = {
  format: 'json',
  description: 'a JSON document: a list of rows, or an object that holds one',
  extensions: ['.json'],
  sniff(head, file) {
    const named = json.extensions.some((extension) => file.toLowerCase().endsWith(extension));
    const text = decodeLossy(head).replace(/^\uFEFF/, '');
    if (text.trim() === '') return named ? 0.9 : 0;
    const value = /^\s*[[{]/.test(text) ? jsonHead(firstDocument(text)) : undefined;
    if (value === undefined) return named ? 0.5 : 0;
    // JSON Lines are surer of two rows on two lines, whatever the file is called, but not of lines that hold rows.
    if (holdsRows(value)) return 0.96;
    return named || Array.isArray(value) || rowList(value, {}) !== undefined ? 0.94 : 0.5;
  },
  documents: true,
  read: readJson,
};

/** The first of several documents, where each stands on a line of its own; else the text. */
function firstDocument(text: string): string {
  const line = text.trimStart().split('\n', 1)[0]!;
  return parseJson(line).kind === 'value' ? line : text;
}

async function* readJson(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportedRow> {
  const { file } = source;
  const paths = rowPaths(options);
  const given = options.rows === undefined ? undefined : keysIn(options.rows);
  /** Of the document that is being read. */
  let path: readonly string[] | undefined;
  const rowsAt = (head: Json | undefined) => {
    path = given ?? rowList(head, paths);
    return path;
  };
  for await (const row of readJsonDocumentRows(source, rowsAt)) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    const result = recordFromJson(row.value, paths);
    if (result.kind === 'fault' && result.noInput && path === undefined)
      yield placed({ ...result, reason: inLists(row.value) ?? result.reason }, row, file);
    else if (result.kind === 'record' && result.from !== undefined && path !== undefined && path.length > 0)
      yield placed({ ...result, from: `${pathText(path)}[].${result.from}` }, row, file);
    else yield placed(result, row, file);
  }
}

/** The keys of `--rows`. Throws a usage error for what is no path of keys. */
function keysIn(text: string): readonly string[] {
  const { steps } = parsePath(text, '--rows');
  if (steps.every((step) => typeof step === 'string')) return steps;
  throw new FieldtestError(
    'usage',
    `--rows ${text} goes through a list`,
    'Name a list that objects alone lead to, like $.data.items.',
  );
}

/** What to try for a document that has no input itself, but lists that may be the rows. */
function inLists(document: Json): string | undefined {
  const tries = listsIn(document).flatMap(({ path, first }) => {
    const [input] = likelyInputs(first);
    return input === undefined ? [] : [`--rows ${pathText(path)} --input ${input}`];
  });
  if (tries.length === 0) return undefined;
  return `no input in this document, which has ${keysOf(document)}; try ${tries.slice(0, 2).join(' or ')}`;
}
