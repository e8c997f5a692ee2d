/** One page of a Parquet column: bytes to values, row by row. Whatever is damaged throws an Error. */
import { brotliDecompressSync, crc32, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors, DecodedArray, Encoding, PageHeader } from 'hyparquet';
import { assembleLists } from 'hyparquet/src/assemble.js';
import { convert } from 'hyparquet/src/convert.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { decompressLz4, decompressLz4Raw, decompressSnappy } from 'hyparquet-compressors';
import { type PageReader, readHybrid } from './hybrid.ts';
import { decimals, timesOfDay, timeUnitOf } from './json.ts';

/** How the library describes a column to its own functions. */
export type Decoder = Parameters<typeof convert>[1];

/** A column of single values: the leaf of a tree of columns. */
export interface Leaf {
  readonly name: string;
  readonly decoder: Decoder;
  /** Levels at which a value may be missing, and at which it may repeat. */
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  /** A column of its own, no part of one: its values are those of the rows. */
  readonly flat: boolean;
}

/** Larger pages are refused; writers make pages of 1 MB, or one for each row group. */
export const MAX_PAGE_BYTES = 256 * 1024 * 1024;
const MAX_VALUES = 8 * 1024 * 1024;

const gunzip = (input: Uint8Array, size: number) => gunzipSync(input, { maxOutputLength: size });
const brotli = (input: Uint8Array, size: number) => brotliDecompressSync(input, { maxOutputLength: size });
const zstd = (input: Uint8Array, size: number) => zstdDecompressSync(input, { maxOutputLength: size });
/** Node's own where it has them. */
export const compressors: Compressors = {
  SNAPPY: decompressSnappy,
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
  GZIP: gunzip,
  BROTLI: brotli,
  ZSTD: zstd,
};

/** The values that the pages of a column refer to. */
export function dictionaryOf(header: PageHeader, bytes: Uint8Array, leaf: Leaf): DecodedArray {
  checkSum(header, bytes);
  const { type, element } = leaf.decoder;
  const count = checkCount(header.dictionary_page_header?.num_values);
  const reader = readerOf(decompressed(bytes, header.uncompressed_page_size, leaf));
  return converted(readPlain(reader, type, count, element.type_length), leaf);
}

/**
 * The values of a data page, an element a row. `before` ends with the row that this page may go on with; it comes back
 * with the rows of the page behind it.
 */
export function rowsOf(
  header: PageHeader,
  bytes: Uint8Array,
  { leaf, dictionary, before }: { leaf: Leaf; dictionary: DecodedArray | undefined; before: unknown[] },
): DecodedArray {
  checkSum(header, bytes);
  const { count, encoding, reader, levels } = openPage(header, bytes, leaf);
  const { repetition, definition } = levels;
  if (count === 0) return before;
  if (repetition[0] && before.length === 0) throw new Error('the first row has no beginning');
  const given = definition === undefined ? count : countOf(definition, leaf.maxDefinition);
  const values = valuesOf(reader, given, { encoding, leaf, dictionary });
  if (values.length !== given) throw new Error(`${values.length} values where ${given} should be`);
  if (leaf.flat) return definition === undefined ? values : withNulls(values, definition, leaf.maxDefinition);
  return assembleLists(before, definition, repetition, values, leaf.decoder.schemaPath);
}

interface OpenPage {
  readonly count: number;
  readonly encoding: Encoding;
  /** At the values. */
  readonly reader: PageReader;
  readonly levels: { readonly repetition: number[]; readonly definition: number[] | undefined };
}

function openPage(header: PageHeader, bytes: Uint8Array, leaf: Leaf): OpenPage {
  const size = header.uncompressed_page_size;
  const first = header.data_page_header;
  if (first !== undefined) {
    const count = checkCount(first.num_values);
    const reader = readerOf(decompressed(bytes, size, leaf));
    /** The levels stand before the values, each list of them behind its length. */
    const read = (max: number): number[] => {
      const length = reader.view.getUint32(reader.offset, true);
      reader.offset += 4;
      return levelsOf(reader, { max, count, length });
    };
    const repetition = leaf.maxRepetition > 0 ? read(leaf.maxRepetition) : [];
    const definition = leaf.maxDefinition > 0 ? read(leaf.maxDefinition) : undefined;
    return { count, encoding: first.encoding, reader, levels: { repetition, definition } };
  }
  const second = header.data_page_header_v2;
  if (second === undefined) throw new Error(`a page of the kind ${header.type}`);
  const count = checkCount(second.num_values);
  const lengths = [second.repetition_levels_byte_length, second.definition_levels_byte_length] as const;
  const levelBytes = lengths[0] + lengths[1];
  if (!(lengths[0] >= 0 && lengths[1] >= 0 && levelBytes <= bytes.length))
    throw new Error('levels are cut off');
  const reader = readerOf(bytes);
  const repetition =
    leaf.maxRepetition > 0 ? levelsOf(reader, { max: leaf.maxRepetition, count, length: lengths[0] }) : [];
  reader.offset = lengths[0];
  const definition =
    leaf.maxDefinition > 0
      ? levelsOf(reader, { max: leaf.maxDefinition, count, length: lengths[1] })
      : undefined;
  const packed = bytes.subarray(levelBytes);
  const plain = second.is_compressed === false;
  return {
    count,
    encoding: second.encoding,
    reader: readerOf(plain ? packed : decompressed(packed, size - levelBytes, leaf)),
    levels: { repetition, definition },
  };
}

function levelsOf(
  reader: PageReader,
  { max, count, length }: { readonly max: number; readonly count: number; readonly length: number },
): number[] {
  const end = reader.offset + length;
  if (end > reader.view.byteLength) throw new Error('levels are cut off');
  const levels = readHybrid(reader, { width: 32 - Math.clz32(max), count, end });
  for (const level of levels)
    if (level > max) throw new Error(`a level of ${level} where ${max} is the most`);
  reader.offset = end;
  return levels;
}

function valuesOf(
  reader: PageReader,
  count: number,
  { encoding, leaf, dictionary }: { encoding: Encoding; leaf: Leaf; dictionary: DecodedArray | undefined },
): DecodedArray {
  const { type, element } = leaf.decoder;
  const { view } = reader;
  if (count === 0) return [];
  switch (encoding) {
    case 'PLAIN':
      return converted(readPlain(reader, type, count, element.type_length), leaf);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      if (dictionary === undefined) throw new Error('a dictionary is missing');
      const width = view.getUint8(reader.offset++);
      const positions = readHybrid(reader, { width, count, end: view.byteLength });
      return positions.map((position) => {
        if (position >= dictionary.length)
          throw new Error(`value ${position} of a dictionary of ${dictionary.length}`);
        return dictionary[position] as unknown;
      });
    }
    case 'RLE': {
      if (type !== 'BOOLEAN') break;
      const end = reader.offset + 4 + view.getUint32(reader.offset, true);
      reader.offset += 4;
      return readHybrid(reader, { width: 1, count, end: Math.min(end, view.byteLength) }).map(
        (bit) => bit === 1,
      );
    }
    case 'BYTE_STREAM_SPLIT': {
      if (count * (element.type_length ?? 4) > view.byteLength) throw new Error('values are cut off');
      return converted(byteStreamSplit(reader, count, type, element.type_length), leaf);
    }
    case 'DELTA_BINARY_PACKED':
      return converted(
        type === 'INT32' ? deltas(reader, new Int32Array(count)) : deltas(reader, new BigInt64Array(count)),
        leaf,
      );
    case 'DELTA_LENGTH_BYTE_ARRAY':
    case 'DELTA_BYTE_ARRAY':
      return converted(deltaBytes(reader, count, encoding === 'DELTA_BYTE_ARRAY'), leaf);
  }
  throw new Error(`values in the encoding ${encoding}, which fieldtest does not read`);
}

/** Numbers as the differences between them; with what the library takes for granted looked at first. */
function deltas<T extends Int32Array | BigInt64Array>(reader: PageReader, into: T): T {
  const ahead = { view: reader.view, offset: reader.offset };
  const block = readVarInt(ahead);
  const parts = readVarInt(ahead);
  if (!(block > 0 && parts > 0 && parts <= block && block % parts === 0 && block <= 1 << 20))
    throw new Error('blocks of differences that do not add up');
  deltaBinaryUnpack(reader, into.length, into);
  return into;
}

/** Texts as their lengths and their bytes; of `prefixed` ones the start is that of the text before. */
function deltaBytes(reader: PageReader, count: number, prefixed: boolean): Uint8Array[] {
  const prefixes = prefixed ? deltas(reader, new Int32Array(count)) : undefined;
  const lengths = deltas(reader, new Int32Array(count));
  const { buffer, byteOffset, byteLength } = reader.view;
  let last: Uint8Array = new Uint8Array(0);
  let made = 0;
  return Array.from(lengths, (length, index) => {
    const prefix = prefixes?.[index] ?? 0;
    made += prefix;
    if (
      length < 0 ||
      reader.offset + length > byteLength ||
      prefix < 0 ||
      prefix > last.length ||
      made > MAX_PAGE_BYTES
    )
      throw new Error('texts whose lengths do not add up');
    const own = new Uint8Array(buffer, byteOffset + reader.offset, length);
    reader.offset += length;
    if (prefix === 0) last = own;
    else {
      const whole = new Uint8Array(prefix + length);
      whole.set(last.subarray(0, prefix));
      whole.set(own, prefix);
      last = whole;
    }
    return last;
  });
}

function converted(data: DecodedArray, { decoder }: Leaf): DecodedArray {
  const unit = timeUnitOf(decoder.element);
  if (unit !== undefined) return timesOfDay(data, unit);
  return decoder.element.converted_type === 'DECIMAL'
    ? decimals(data, decoder.element)
    : convert(data, decoder);
}

function withNulls(values: DecodedArray, definition: readonly number[], present: number): unknown[] {
  let next = 0;
  return definition.map((level) => (level === present ? (values[next++] as unknown) : null));
}

function countOf(levels: readonly number[], level: number): number {
  let count = 0;
  for (const each of levels) if (each === level) count++;
  return count;
}

function decompressed(bytes: Uint8Array, size: number, { decoder }: Leaf): Uint8Array {
  // Nothing is no compressed text of any kind.
  return size === 0 ? new Uint8Array(0) : decompressPage(bytes, size, decoder.codec, compressors);
}

function readerOf({ buffer, byteOffset, byteLength }: Uint8Array): PageReader {
  return { view: new DataView(buffer, byteOffset, byteLength), offset: 0 };
}

function checkCount(count: number | undefined): number {
  if (count === undefined || count < 0 || count > MAX_VALUES) throw new Error(`a page of ${count} values`);
  return count;
}

function checkSum({ crc }: PageHeader, bytes: Uint8Array): void {
  if (crc !== undefined && crc >>> 0 !== crc32(bytes)) throw new Error('a page whose checksum is wrong');
}
