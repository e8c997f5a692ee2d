/** Rows of JSON become records, or are rejected where they stand. */
import type { JsonRow } from '../core/context.ts';
import type { ImportedRow } from '../core/plugins.ts';
import { type RowPaths, type RowResult, recordFromJson } from './rows.ts';

export interface RowRule {
  readonly file: string;
  readonly paths: RowPaths;
}

/** What is made of one row. */
export function importedRow(row: JsonRow, { file, paths }: RowRule): ImportedRow {
  if (row.kind === 'rejected') return row;
  return placed(recordFromJson(row.value, paths), row, file);
}

/** A record, or its fault, at the place of its row. */
export function placed(
  result: RowResult,
  row: Extract<JsonRow, { kind: 'value' }>,
  file: string,
): ImportedRow {
  const { line, column, raw } = row;
  if (result.kind === 'fault') {
    const place = { file, line, ...(column === undefined ? {} : { column }) };
    return { kind: 'rejected', rejected: { ...place, reason: result.reason, raw } };
  }
  const { record, from } = result;
  return { kind: 'record', record, line, ...(from === undefined ? {} : { from }) };
}
