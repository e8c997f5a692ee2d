/** Parquet: a row of columns, which may hold lists and objects, is a JSON object. Places are numbers of rows. */
import { FieldtestError, messageOf } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { ImportedRow, Importer, ImportOptions, ImportSource } from '../core/plugins.ts';
import { placed } from './json-records.ts';
import { frameRecords } from './phoenix.ts';
import { atPaths, type RowPaths, type RowResult, recordFromJson, rowPaths } from './rows.ts';
import { randomAccess } from './spool.ts';

export const parquet: Importer = {
  format: 'parquet',
  description: 'Apache Parquet, with nested columns too',
  extensions: ['.parquet'],
  binary: true,
  sniff(head, file) {
    const magic = Buffer.from(head.subarray(0, 4)).toString('latin1');
    if (magic === 'PAR1' || magic === 'PARE') return 1;
    return parquet.extensions.some((extension) => file.toLowerCase().endsWith(extension)) ? 0.96 : 0;
  },
  read: readParquet,
};

async function* readParquet(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportedRow> {
  const { file } = source;
  const paths = rowPaths(options);
  const random = await randomAccess(source);
  if (random.size === 0) return;
  // Loaded where it is needed, for it is large.
  const { readParquetRows } = await import('./parquet/rows.ts');
  let line = 0;
  try {
    for await (const rows of readParquetRows(random)) {
      for (const row of rows) {
        line++;
        if (row.kind === 'rejected') {
          yield { kind: 'rejected', rejected: { file, line, unit: 'row', reason: row.reason, raw: row.raw } };
          continue;
        }
        for (const result of recordsOf(row.value, paths)) {
          const raw = result.kind === 'fault' ? JSON.stringify(row.value) : '';
          const imported = placed(result, { kind: 'value', value: row.value, line, raw }, file);
          yield imported.kind === 'record'
            ? imported
            : { kind: 'rejected', rejected: { ...imported.rejected, unit: 'row' } };
        }
      }
    }
  } catch (error) {
    if (error instanceof FieldtestError) throw error;
    throw damaged(file, line, error);
  }
}

function recordsOf(row: Json, paths: RowPaths): readonly RowResult[] {
  const spans = isJsonObject(row) ? frameRecords(row, { cells: false }) : undefined;
  return spans?.map((result) => atPaths(result, row, paths)) ?? [recordFromJson(row, paths, { cells: true })];
}

function damaged(file: string, rows: number, error: unknown): FieldtestError {
  const where = rows === 0 ? '' : ` behind row ${rows}`;
  return new FieldtestError(
    'input',
    `${file} cannot be read as Parquet${where}: ${messageOf(error)}`,
    'Nothing was imported. Is it whole, as its writer left it? Other formats: --format.',
    { cause: error },
  );
}
