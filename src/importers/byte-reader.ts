/** Bytes of a file one after another, each with its place, whatever chunks they come in. */
import { isAscii } from 'node:buffer';
import type { ImportSource } from '../core/plugins.ts';
import type { Position } from './position.ts';
import { asBuffer, withoutByteOrderMark } from './utf8.ts';

export interface ByteReader {
  /** What was read and not passed yet. */
  held(): Buffer;
  /**
   * Reads on, behind what is held, and gives what is new; undefined when the file ends here. What was held before may not
   * be used any more.
   */
  fill(): Promise<Buffer | undefined>;
  /** Goes on by so many of the held bytes, which it gives; they last until the next `fill`. */
  pass(count: number): Buffer;
  /** Where the first held byte stands. */
  place(): Position;
  /** Lets go of the source. */
  close(): Promise<void>;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** A reader at the start of a file, behind its byte order mark. Throws for UTF-16. */
export async function byteReader(source: ImportSource): Promise<ByteReader> {
  const chunks = source.chunks[Symbol.asyncIterator]();
  let bytes: Buffer = Buffer.alloc(0);
  /** Whether `bytes` are a copy of our own, since the source may use its chunk again. */
  let own = true;
  /** What was read behind `bytes`; put together only when asked for, however small the chunks are. */
  let behind: Buffer[] = [];
  let line = 1;
  let column = 1;
  const held = (): Buffer => {
    if (behind.length === 0) return bytes;
    bytes = Buffer.concat([bytes, ...behind]);
    own = true;
    behind = [];
    return bytes;
  };
  const reader: ByteReader = {
    held,
    async fill() {
      if (!own) bytes = Buffer.from(bytes);
      own = true;
      for (;;) {
        const { value, done } = await chunks.next();
        if (done) return undefined;
        if (value.length === 0) continue;
        if (bytes.length > 0 || behind.length > 0) {
          const copy = Buffer.from(value);
          behind.push(copy);
          return copy;
        }
        own = false;
        bytes = asBuffer(value);
        return bytes;
      }
    },
    pass(count) {
      const passed = held().subarray(0, count);
      bytes = bytes.subarray(count);
      let lineStart = 0;
      for (let at = passed.indexOf(LF); at !== -1; at = passed.indexOf(LF, lineStart)) {
        line++;
        lineStart = at + 1;
        column = 1;
      }
      column += characterCount(passed, lineStart);
      return passed;
    },
    place: () => ({ line, column }),
    close: async () => void (await chunks.return?.()),
  };
  while (held().length < 3 && (await reader.fill()));
  bytes = withoutByteOrderMark(bytes, source.file);
  return reader;
}

/** Passes over white space. `indent` is what stands before the next byte in its line, where that is nothing else. */
export async function passSpace(
  reader: ByteReader,
): Promise<{ readonly ended: boolean; readonly newLine: boolean; readonly indent?: string }> {
  let indent = reader.place().column === 1 ? '' : undefined;
  let newLine = false;
  for (;;) {
    const bytes = reader.held();
    let end = 0;
    while (end < bytes.length && isSpace(bytes[end]!)) end++;
    if (end > 0) {
      const spaces = reader.pass(end).toString('latin1');
      const lineStart = spaces.lastIndexOf('\n') + 1;
      if (lineStart > 0) newLine = true;
      indent = lineStart > 0 ? spaces.slice(lineStart) : indent === undefined ? undefined : indent + spaces;
      // A run of blanks without end is no indentation to remember.
      if (indent !== undefined && indent.length > 1000) indent = undefined;
    }
    if (end < bytes.length || !(await reader.fill())) {
      return { ended: end === bytes.length, newLine, ...(indent === undefined ? {} : { indent }) };
    }
  }
}

export function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LF || byte === CR || byte === TAB;
}

/** Characters of UTF-8: the bytes that do not continue one. */
function characterCount(bytes: Buffer, from: number): number {
  // Counted one by one, the bytes of all rows would take as long as reading them.
  if (isAscii(bytes.subarray(from))) return bytes.length - from;
  let count = 0;
  for (let at = from; at < bytes.length; at++) if ((bytes[at]! & 0xc0) !== 0x80) count++;
  return count;
}
