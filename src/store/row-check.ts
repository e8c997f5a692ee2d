/** The checksum that a row of an SQLite database carries: SQLite has none, and would read a stretch of zeros as an answer. */
import { crc32 } from 'node:zlib';

/** The column that every checked table has beside its own. */
export const CHECK_COLUMN = 'row_check';

/** CRC-32 of what a row holds. What is null does not count, so that a column added later changes no old row's. */
export function rowCheck(row: { readonly [column: string]: unknown }): number {
  let content = '';
  for (const column of Object.keys(row).sort()) {
    const value = row[column] ?? null;
    if (value !== null && column !== CHECK_COLUMN) content += `${column}=${JSON.stringify(value)}\n`;
  }
  return crc32(content);
}
