/** Parquet's mix of runs and packed bits, in which levels and positions in dictionaries are written. */
import { readVarInt } from 'hyparquet/src/thrift.js';

/** Where to read on in the bytes of a page. */
export interface PageReader {
  readonly view: DataView;
  offset: number;
}

/**
 * Reads `count` numbers of `width` bits that end before `end`. The library's own reader trusts the length of a run, and
 * a run of a billion would fill the memory.
 * Source: https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 */
export function readHybrid(
  reader: PageReader,
  { width, count, end }: { readonly width: number; readonly count: number; readonly end: number },
): number[] {
  if (width > 32) throw new Error(`numbers of ${width} bits`);
  const numbers = new Array<number>(count);
  let at = 0;
  while (at < count) {
    if (reader.offset >= end) throw new Error(`${at} levels or positions where ${count} should be`);
    const header = readVarInt(reader) >>> 0;
    const next = reader.offset;
    if ((header & 1) === 0) {
      let number = 0;
      const bytes = (width + 7) >> 3;
      if (next + bytes > end) throw new Error('a run is cut off');
      for (let byte = 0; byte < bytes; byte++) number += reader.view.getUint8(next + byte) * 2 ** (8 * byte);
      const runEnd = Math.min(at + (header >>> 1), count);
      numbers.fill(number, at, runEnd);
      at = runEnd;
      reader.offset = next + bytes;
    } else {
      const groups = header >>> 1;
      const packed = Math.min(groups * 8, count - at);
      if (next + Math.ceil((packed * width) / 8) > end) throw new Error('packed numbers are cut off');
      for (let bit = next * 8, last = at + packed; at < last; at++, bit += width)
        numbers[at] = packedNumber(reader.view, bit, width);
      reader.offset = Math.min(next + groups * width, end);
    }
  }
  return numbers;
}

/** The number of `width` bits that begins at a bit of the view, lowest bits first. */
function packedNumber(view: DataView, firstBit: number, width: number): number {
  let number = 0;
  for (let got = 0; got < width; ) {
    const bit = firstBit + got;
    const taken = Math.min(8 - (bit & 7), width - got);
    number += ((view.getUint8(bit >>> 3) >>> (bit & 7)) & ((1 << taken) - 1)) * 2 ** got;
    got += taken;
  }
  return number;
}
