/** Protobuf's wire format, strictly: nothing is read beyond the message that it belongs to. */
import { PbfReader } from 'pbf';
import { decodeUtf8, invalidUtf8Reason } from '../utf8.ts';

/** Thrown for bytes that are no message of the kind that was asked for. */
export class WireFault extends Error {
  /** Where in the bytes. */
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.name = 'WireFault';
    this.offset = offset;
  }
}

export type WireType = 'varint' | 'fixed64' | 'bytes' | 'fixed32';

const TYPES: { readonly [code: number]: WireType } = { 0: 'varint', 1: 'fixed64', 2: 'bytes', 5: 'fixed32' };

/** One field of a message; its value is read at most once, as what the schema says. */
export interface Field {
  readonly number: number;
  readonly type: WireType;
  text(): string;
  bytes(): Uint8Array;
  hex(): string;
  /** An int64. Beyond 2^53 the last digits are lost. */
  int(): number;
  double(): number;
  /** A fixed64 of nanoseconds as milliseconds. */
  milliseconds(): number;
  /** A message inside: its fields. */
  message(read: (field: Field) => void): void;
}

/** How deep messages may nest; OTLP's own need eight, the rest are values in values. */
const MAX_DEPTH = 100;

/** Gives the fields of a message in order. Throws a WireFault. */
export function readMessage(bytes: Uint8Array, read: (field: Field) => void): void {
  const pbf = new PbfReader(bytes);
  readFields(pbf, { end: bytes.length, depth: 0 }, read);
}

interface Within {
  readonly end: number;
  readonly depth: number;
}

function readFields(pbf: PbfReader, { end, depth }: Within, read: (field: Field) => void): void {
  while (pbf.pos < end) {
    const start = pbf.pos;
    const tag = varint(pbf, end);
    const type = TYPES[tag & 7];
    const number = Math.floor(tag / 8);
    if (type === undefined || number === 0) throw new WireFault(start, 'no protobuf field begins here');
    const stop = valueEnd(pbf, type, end);
    const valueStart = pbf.pos;
    const expect = (wanted: WireType): void => {
      if (type !== wanted) throw new WireFault(start, `field ${number} is of another type than in OTLP`);
    };
    const bytes = (): Uint8Array => {
      expect('bytes');
      return pbf.buf.subarray(valueStart, stop);
    };
    read({
      number,
      type,
      bytes,
      text() {
        const decoded = decodeUtf8(bytes());
        if (decoded.kind === 'text') return decoded.text;
        throw new WireFault(
          valueStart + decoded.offset,
          invalidUtf8Reason(bytes(), decoded.offset).split(';')[0]!,
        );
      },
      hex: () => Buffer.from(bytes()).toString('hex'),
      int() {
        expect('varint');
        pbf.pos = valueStart;
        return pbf.readVarint(true);
      },
      double() {
        expect('fixed64');
        pbf.pos = valueStart;
        return pbf.readDouble();
      },
      milliseconds() {
        expect('fixed64');
        pbf.pos = valueStart;
        return Math.round(pbf.readFixed64() / 1e6);
      },
      message(inner) {
        expect('bytes');
        if (depth === MAX_DEPTH) throw new WireFault(start, `nested deeper than ${MAX_DEPTH} messages`);
        pbf.pos = valueStart;
        readFields(pbf, { end: stop, depth: depth + 1 }, inner);
      },
    });
    pbf.pos = stop;
  }
}

/** Where the value ends that begins at the reader's place; of bytes, the length is passed. */
function valueEnd(pbf: PbfReader, type: WireType, end: number): number {
  const start = pbf.pos;
  if (type === 'varint') {
    varint(pbf, end);
    const stop = pbf.pos;
    pbf.pos = start;
    return stop;
  }
  const length = type === 'bytes' ? varint(pbf, end) : type === 'fixed64' ? 8 : 4;
  if (!(length >= 0) || pbf.pos + length > end) {
    throw new WireFault(start, `${length} bytes should follow, and the message ends before`);
  }
  return pbf.pos + length;
}

function varint(pbf: PbfReader, end: number): number {
  const start = pbf.pos;
  let last = start;
  while (last < end && pbf.buf[last]! > 0x7f) last++;
  if (last >= end || last - start > 9) throw new WireFault(start, 'a number that never ends');
  return pbf.readVarint();
}
