/** The checksum that a row of an SQLite database carries: SQLite has none, and would read a stretch of zeros as an answer. */
import { crc32 } from 'node:zlib';

/** The column that every checked table has beside its own. */
export const CHECK_COLUMN = 'row_check';

/** CRC-32 of what a row holds. What is null does not count, so that a column added later changes no old row's. */
export function rowCheck(row: { readonly [column: string]: unknown }): number {
  return rowChecker(Object.keys(row))((column) => row[column]);
}

/** The same of many rows that have these columns; each gives its values by column and by place. */
export function rowChecker(
  columns: readonly string[],
): (read: (column: string, place: number) => unknown) => number {
  const sorted = columns
    .map((column, place) => ({ column, place }))
    .filter(({ column }) => column !== CHECK_COLUMN)
    .sort((a, b) => (a.column < b.column ? -1 : 1));
  return (read) => {
    let content = '';
    for (const { column, place } of sorted) {
      const value = read(column, place) ?? null;
      if (value !== null) content += `${column}=${JSON.stringify(value)}\n`;
    }
    return crc32(content);
  };
}
