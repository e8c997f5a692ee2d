/** One Parquet column of a row group, page by page: never more of it in memory than the rows that wait. */
import type { ColumnMetaData, DecodedArray, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { RandomAccess } from '../../core/plugins.ts';
import { dictionaryOf, type Leaf, MAX_PAGE_BYTES, rowsOf } from './page.ts';

export interface ColumnReader {
  readonly name: string;
  /** Rows that are whole and at hand. */
  ready(): number;
  /** Reads pages until a row is ready; false when the column ends. */
  fill(): Promise<boolean>;
  take(count: number): readonly unknown[];
}

/** Headers are some dozen bytes, but for those that tell the largest and smallest text of their page. */
const MB = 1024 * 1024;
const HEADER_BYTES = 4096;
const MAX_HEADER_BYTES = 16 * 1024 * 1024;

export interface ColumnSource {
  readonly file: RandomAccess;
  readonly leaf: Leaf;
  readonly meta: ColumnMetaData;
  /** How much is read at once, at least. */
  readonly readBytes: number;
}

export function columnReader({ file, leaf, meta, readBytes }: ColumnSource): ColumnReader {
  const { start, chunkEnd, end } = chunkRange(meta, file.size);
  let valuesLeft = Number(meta.num_values);
  /** The last row of a page may go on in the next one. */
  const goesOn = leaf.maxRepetition > 0;
  let position = start;
  /** What was read from the position on. */
  let held = new Uint8Array(0);
  let dictionary: DecodedArray | undefined;
  let rows: DecodedArray = [];
  let taken = 0;
  let ended = false;

  /** Has at least so many bytes from the position on, or all that there are. */
  const hold = async (size: number): Promise<void> => {
    const wanted = Math.min(size, end - position);
    if (held.length >= wanted) return;
    const more = Math.min(Math.max(wanted, readBytes), end - position);
    const read = await file.read(position + held.length, position + more);
    const joined = new Uint8Array(held.length + read.length);
    joined.set(held);
    joined.set(read, held.length);
    held = joined;
    if (held.length < wanted) throw new Error('the file ends before the column does');
  };
  const pass = (size: number): Uint8Array => {
    const passed = held.subarray(0, size);
    held = held.subarray(size);
    position += size;
    return passed;
  };

  const nextHeader = async (): Promise<PageHeader> => {
    for (let size = HEADER_BYTES; ; size *= 16) {
      await hold(size);
      const reader = { view: new DataView(held.buffer, held.byteOffset, held.byteLength), offset: 0 };
      try {
        const header = parquetHeader(reader);
        pass(reader.offset);
        return header;
      } catch (error) {
        // It may only be that not all of it is held.
        if (held.length >= end - position || size > MAX_HEADER_BYTES) throw error;
      }
    }
  };

  const readPage = async (): Promise<void> => {
    const header = await nextHeader();
    const { compressed_page_size: size, uncompressed_page_size: whole } = header;
    if (!(size >= 0 && size <= end - position && whole >= 0)) throw new Error('a page that does not fit in');
    if (size > MAX_PAGE_BYTES || whole > MAX_PAGE_BYTES)
      throw new Error(`a page of ${Math.ceil(whole / MB)} MB, and ${MAX_PAGE_BYTES / MB} are the most`);
    await hold(size);
    // A copy: values are views of it, aligned by where it begins, and must not keep all that was read.
    const bytes = pass(size).slice();
    if (header.type === 'DICTIONARY_PAGE') dictionary = dictionaryOf(header, bytes, leaf);
    else if (header.type !== 'INDEX_PAGE') {
      const before = goesOn ? Array.from(rows.slice(taken) as readonly unknown[]) : [];
      rows = rowsOf(header, bytes, { leaf, dictionary, before });
      taken = 0;
      valuesLeft -= (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0;
    }
  };

  const ready = (): number => Math.max(0, rows.length - taken - (goesOn && !ended ? 1 : 0));
  return {
    name: leaf.name,
    ready,
    async fill() {
      while (ready() === 0 && !ended) {
        if (valuesLeft <= 0 || position >= chunkEnd) ended = true;
        else await readPage();
      }
      return ready() > 0;
    },
    take(count) {
      const slice = rows.slice(taken, taken + count) as readonly unknown[];
      taken += count;
      return slice;
    },
  };
}

interface ChunkRange {
  readonly start: number;
  readonly chunkEnd: number;
  /** What may be read; more than the chunk, for old writers forgot the size of a page header. */
  readonly end: number;
}

function chunkRange(meta: ColumnMetaData, fileSize: number): ChunkRange {
  // Some writers say 0 for no dictionary.
  const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
  const chunkEnd = start + Number(meta.total_compressed_size);
  if (!(start >= 0 && chunkEnd >= start && chunkEnd <= fileSize))
    throw new Error('a column that lies outside of the file');
  return { start, chunkEnd, end: Math.min(chunkEnd + 100, fileSize) };
}
