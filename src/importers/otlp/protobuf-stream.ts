/**
 * The resources of a file of OTLP protobuf, one by one: of one request, of requests with their length before each (a
 * varint), or as the collector's file exporter writes them (four bytes of length).
 */
import { FieldtestError } from '../../core/errors.ts';
import type { ImportSource } from '../../core/plugins.ts';
import { asBuffer } from '../utf8.ts';

/** A larger entry is no export of spans, most likely. */
const MAX_ENTRY_BYTES = 64 * 1024 * 1024;

/** A field of the number 1 that holds bytes: the only thing that a request is made of. */
const ENTRY = 0x0a;

export type Framing = 'request' | 'varint' | 'four bytes';

export interface ResourceBytes {
  readonly bytes: Buffer;
  /** Where in the file they begin, from 0. */
  readonly start: number;
  /** 1, 2, ... */
  readonly number: number;
}

/** How a file of OTLP protobuf is framed, from its first bytes; undefined when it is none. */
export function framingOf(head: Uint8Array): Framing | undefined {
  if (!head.some(isBinary)) return undefined;
  if (beginsRequest(head)) return 'request';
  const [high] = head;
  if (high === 0 && beginsRequest(head.subarray(4))) return 'four bytes';
  const length = varintAt(head, 0);
  return length !== undefined && length.value > 0 && beginsRequest(head.subarray(length.size))
    ? 'varint'
    : undefined;
}

/** Control characters that no text has; ids and tags of OTLP are full of them. */
function isBinary(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 10 && byte !== 13;
}

/** A request begins with an entry, and that with its resource, its scopes or its schema. */
function beginsRequest(bytes: Uint8Array): boolean {
  if (bytes[0] !== ENTRY) return false;
  const length = varintAt(bytes, 1);
  if (length === undefined || length.value < 2) return false;
  const inner = bytes[1 + length.size];
  return inner === 0x0a || inner === 0x12 || inner === 0x1a;
}

function varintAt(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly size: number } | undefined {
  let value = 0;
  for (let size = 1; size <= 5; size++) {
    const byte = bytes[at + size - 1];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * (size - 1));
    if (byte < 0x80) return { value, size };
  }
  return undefined;
}

/** The resources, in order. Throws a FieldtestError for bytes behind which nothing can be read. */
export async function* resourcesOf(source: ImportSource, framing: Framing): AsyncGenerator<ResourceBytes> {
  const reader = offsetReader(source);
  let number = 0;
  try {
    /** Where the request ends whose length was read. */
    let requestEnd = Number.POSITIVE_INFINITY;
    while (await reader.need(1)) {
      if (
        framing !== 'request' &&
        (requestEnd === Number.POSITIVE_INFINITY || reader.offset() >= requestEnd)
      ) {
        const length = framing === 'varint' ? await reader.varint() : await reader.fourBytes();
        if (length === undefined) throw broken(source, reader.offset(), 'the length of a request is cut off');
        requestEnd = reader.offset() + length;
        continue;
      }
      const at = reader.offset();
      if (reader.peek() !== ENTRY) throw broken(source, at, 'no entry of an OTLP request begins here');
      reader.take(1);
      const length = await reader.varint();
      if (length === undefined) throw broken(source, at, 'the length of an entry is cut off');
      if (length > MAX_ENTRY_BYTES || reader.offset() + length > requestEnd) {
        throw broken(source, at, `an entry of ${length} bytes does not fit`);
      }
      if (!(await reader.need(length))) throw broken(source, at, 'the file ends inside of an entry');
      const start = reader.offset();
      yield { bytes: reader.take(length), start, number: ++number };
    }
  } finally {
    await reader.close();
  }
}

function broken({ file }: ImportSource, offset: number, reason: string): FieldtestError {
  return new FieldtestError(
    'input',
    `${file}: not OTLP: ${reason} (byte ${offset + 1})`,
    'Nothing was imported: what follows cannot be read. Export the file again.',
  );
}

/** The bytes of a source by their offsets. */
function offsetReader(source: ImportSource) {
  const chunks = source.chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let offset = 0;
  const need = async (count: number): Promise<boolean> => {
    const parts = [held];
    let size = held.length;
    while (size < count) {
      const next = await chunks.next();
      if (next.done) break;
      parts.push(Buffer.from(asBuffer(next.value))); // a copy: the source may use its chunk again
      size += next.value.length;
    }
    if (parts.length > 1) held = Buffer.concat(parts);
    return size >= count;
  };
  const take = (count: number): Buffer => {
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    offset += count;
    return taken;
  };
  return {
    need,
    take,
    offset: () => offset,
    peek: () => held[0],
    async varint(): Promise<number | undefined> {
      await need(10);
      const found = varintAt(held, 0);
      if (found !== undefined) take(found.size);
      return found?.value;
    },
    async fourBytes(): Promise<number | undefined> {
      return (await need(4)) ? take(4).readUInt32BE() : undefined;
    },
    close: async () => void (await chunks.return?.()),
  };
}
