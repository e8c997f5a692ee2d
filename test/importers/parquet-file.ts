/** Parquet files for tests, written by a program of its own. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Json } from '../../src/core/json.ts';
import { readParquetRows } from '../../src/importers/parquet/rows.ts';

type Options = Parameters<typeof parquetWriteBuffer>[0];

/** The bytes of a file with these columns. */
export function parquetFile(
  columnData: Options['columnData'],
  options: Omit<Options, 'columnData'> = {},
): Buffer {
  return Buffer.from(parquetWriteBuffer({ columnData, ...options }));
}

/** A source that can be read here and there, and says what was read. */
export function randomSource(bytes: Uint8Array, file = 'log.parquet') {
  const reads: [number, number][] = [];
  return {
    file,
    reads,
    chunks: (async function* () {
      yield bytes;
    })(),
    random: {
      size: bytes.length,
      read: async (start: number, end: number) => {
        reads.push([start, end]);
        return new Uint8Array(bytes.subarray(start, end));
      },
    },
  };
}

/** All rows of a file as JSON; fails when one is rejected. */
export async function valuesOf(bytes: Uint8Array): Promise<readonly Json[]> {
  const values: Json[] = [];
  for await (const rows of readParquetRows(randomSource(bytes).random)) {
    for (const row of rows) {
      if (row.kind === 'rejected') throw new Error(row.reason);
      values.push(row.value);
    }
  }
  return values;
}
