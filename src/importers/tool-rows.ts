/** The rows of a tool's file, whether it is written in JSON, as a table or in YAML. */
import { isJsonObject, type Json } from '../core/json.ts';
import { parseExactJson } from '../core/json-text.ts';
import type { ImportSource } from '../core/plugins.ts';
import { readTable } from './csv.ts';
import { sniffDialect } from './csv-dialect.ts';
import type { RowsAt } from './json-document.ts';
import { headOf, isLines, linesOf, readJsonOrLines, type ToolRow } from './json-or-lines.ts';
import { decodeLossy } from './utf8.ts';
import { readYamlRows } from './yaml-rows.ts';

export type Carrier = 'json' | 'table' | 'yaml';

type JsonObject = { readonly [key: string]: Json };

/** At most so many rows tell what a file is. */
const SAMPLE_ROWS = 1000;

/** What a file is written in, of what it may be; undefined when it is none of that. */
export function carrierOf(head: Uint8Array, carriers: readonly Carrier[]): Carrier | undefined {
  const text = decodeLossy(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '' || text.includes('\0')) return undefined;
  if (/^[[{]/.test(text) && carriers.includes('json')) return 'json';
  const first = text.split('\n', 1)[0]!;
  const yaml = /^(#|---|- |[A-Za-z_$][\w$-]*:(\s|$))/.test(first);
  if (yaml && carriers.includes('yaml')) return 'yaml';
  return carriers.includes('table') && !/^[[{<]/.test(text) ? 'table' : undefined;
}

/** The rows of a file, one by one. */
export function readRows(source: ImportSource, carrier: Carrier, rowsAt: RowsAt): AsyncIterable<ToolRow> {
  if (carrier === 'json') return readJsonOrLines(source, rowsAt);
  return carrier === 'yaml' ? readYamlRows(source, rowsAt) : tableRows(source);
}

async function* tableRows(source: ImportSource): AsyncGenerator<ToolRow> {
  for await (const each of readTable(source)) {
    if (each.kind === 'rejected') yield each;
    else yield { kind: 'value', value: each.row, line: each.line, raw: each.raw };
  }
}

/** The first rows of a file, as far as its first bytes hold them. */
export function sampleRows(head: Uint8Array, carrier: Carrier, rowsAt: RowsAt): readonly JsonObject[] {
  const text = decodeLossy(head).replace(/^\uFEFF/, '');
  if (carrier === 'table') return [tableColumns(text)];
  if (carrier === 'yaml') return [];
  const documents = isLines(text) ? linesOf(text, SAMPLE_ROWS).map(lineValue) : [headOf(head)];
  return documents
    .flatMap((document) => {
      if (document === undefined) return [];
      const path = rowsAt(document);
      if (path === undefined) return [document];
      const list = path.reduce<Json | undefined>(
        (at, key) => (isJsonObject(at) ? at[key] : undefined),
        document,
      );
      return Array.isArray(list) ? (list as readonly Json[]) : [];
    })
    .filter(isJsonObject)
    .slice(0, SAMPLE_ROWS);
}

function lineValue(line: string): Json | undefined {
  const parsed = parseExactJson(line);
  return parsed.kind === 'value' ? parsed.value : undefined;
}

/** The names of a table's columns as the keys of a row; quotes around them are taken off. */
function tableColumns(text: string): JsonObject {
  const { delimiter, lineEnds, preamble } = sniffDialect(text.slice(0, 65_536));
  const header = text
    .slice(preamble.length)
    .trimStart()
    .split(lineEnds.includes('\r') ? '\r' : '\n', 1)[0]!;
  const names = header.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  return Object.fromEntries(names.map((name) => [name, '']));
}
