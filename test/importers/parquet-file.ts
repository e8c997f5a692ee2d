/** Parquet files for tests, written by a program of its own. */
import { parquetWriteBuffer } from 'hyparquet-writer';

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
