/** Reads a tool's file as a user's command does: told from its content, as JSON Lines, a list or a document. */
import type { JsonRow } from '../../../src/core/context.ts';
import type { Json } from '../../../src/core/json.ts';
import type { ProductionRecord } from '../../../src/core/record.ts';
import { sniffImporter } from '../../../src/importers/list.ts';
import { outputRows, ratingRows } from '../../../src/importers/tool-results.ts';
import { chunksOf, readRows, recordsOf, rejectedOf } from '../read-rows.ts';

const HEAD_BYTES = 65_536;

/** Rows as lines. */
export function lines(...rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** What the file is told to be. */
export function formatOf(content: string | Buffer, file = 'export'): string {
  return sniffImporter(Buffer.from(content as string).subarray(0, HEAD_BYTES), file).format;
}

async function rowsOf(content: string, format: string) {
  const importer = sniffImporter(Buffer.from(content).subarray(0, HEAD_BYTES), 'export');
  if (importer.format !== format) throw new Error(`told to be ${importer.format}`);
  return await readRows(importer, content, { file: 'export' });
}

/** The records of a file that must be told to be of that format. */
export async function records(content: string, format: string): Promise<readonly ProductionRecord[]> {
  return recordsOf(await rowsOf(content, format));
}

/** Why rows of it were rejected, with their lines. */
export async function rejections(content: string, format: string): Promise<readonly string[]> {
  return rejectedOf(await rowsOf(content, format)).map(({ line, reason }) => `${line}: ${reason}`);
}

function saidIn(row: JsonRow): Json {
  return row.kind === 'value' ? row.value : `${row.rejected.line}: ${row.rejected.reason}`;
}

const source = (content: string) => ({ file: 'export', chunks: chunksOf(Buffer.from(content)) });

/** The outputs in a file, or why a row has none. */
export async function outputs(content: string, options: { readonly format?: string } = {}) {
  const { format, rows } = await outputRows(source(content), options);
  return { format, rows: (await Array.fromAsync(rows)).map(saidIn) };
}

/** The judgements in a file, or why a row has none. */
export async function ratings(
  content: string,
  options: { readonly format?: string; readonly score?: string; readonly scale?: number | false } = {},
) {
  const { format, rows } = await ratingRows(source(content), { scale: 5, ...options });
  return { format, rows: (await Array.fromAsync(rows)).map(saidIn) };
}
