/** JSON documents: a list of rows, an object that holds one, or a row; also several after one another. */
import type { ImportedRow, Importer, ImportOptions, ImportSource } from '../core/plugins.ts';
import { readJsonDocumentRows } from './json-document.ts';
import { jsonHead } from './json-head.ts';
import { rowList } from './row-list.ts';
import { recordFromJson, rowPaths } from './rows.ts';
import { decodeLossy } from './utf8.ts';

export const json: Importer = {
  format: 'json',
  description: 'a JSON document: a list of rows, or an object that holds one',
  extensions: ['.json'],
  sniff(head, file) {
    const named = json.extensions.some((extension) => file.toLowerCase().endsWith(extension));
    const text = decodeLossy(head).replace(/^\uFEFF/, '');
    if (text.trim() === '') return named ? 0.9 : 0;
    // JSON Lines are surer of two rows on two lines, whatever the file is called.
    const value = /^\s*[[{]/.test(text) ? jsonHead(text) : undefined;
    if (value === undefined) return named ? 0.5 : 0;
    return named || Array.isArray(value) || rowList(value, {}) !== undefined ? 0.94 : 0.5;
  },
  read: readJson,
};

async function* readJson(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportedRow> {
  const paths = rowPaths(options);
  for await (const row of readJsonDocumentRows(source, (head) => rowList(head, paths))) {
    if (row.kind === 'rejected') {
      yield row;
      continue;
    }
    const { line, column, raw } = row;
    const result = recordFromJson(row.value, paths);
    if (result.kind === 'record') {
      yield { kind: 'record', record: result.record, line };
      continue;
    }
    const place = { file: source.file, line, ...(column === undefined ? {} : { column }) };
    yield { kind: 'rejected', rejected: { ...place, reason: result.reason, raw } };
  }
}
