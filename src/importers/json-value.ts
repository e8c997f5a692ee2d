/** The bytes of one JSON value out of a longer text, told by its brackets and quotes whatever is wrong between them. */
import { type ByteReader, isSpace } from './byte-reader.ts';

export interface TakenValue {
  readonly bytes: Buffer;
  /**
   * `whole`: it ended, or the file did. `broken`: a line end inside quotes, up to which it is here, shows that a quote is
   * missing. `too long`: only its first bytes are here.
   */
  readonly kind: 'whole' | 'broken' | 'too long';
}

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Finds the end of a value in pieces of text: the offset behind it in the piece, or -1 when it goes on. `broken` is then
 * true if it ended inside quotes. With a depth it finds the end of a value of which so many brackets are open.
 */
export interface ValueScan {
  next(bytes: Buffer, from: number): number;
  broken(): boolean;
}

export function valueScan(openBrackets = 0): ValueScan {
  let depth = openBrackets;
  let quoted = false;
  let escaped = false;
  let bare = false;
  let broken = false;
  return {
    next(bytes, from) {
      for (let at = from; at < bytes.length; at++) {
        if (quoted) {
          const end = quotedEnd(bytes, at, escaped);
          escaped = end === CUT_ESCAPE;
          if (end < 0) return -1;
          if (bytes[end] === LF) {
            broken = true;
            return end + 1;
          }
          quoted = false;
          if (depth === 0) return end + 1;
          at = end;
          continue;
        }
        const byte = bytes[at]!;
        if (byte === QUOTE) {
          if (bare) return at;
          quoted = true;
        } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
          if (bare) return at;
          depth++;
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
          if (depth === 0) return at;
          depth--;
          if (depth === 0) return at + 1;
        } else if (depth === 0) {
          if (byte === COMMA || byte === COLON || isSpace(byte)) return at;
          bare = true;
        }
      }
      return -1;
    },
    broken: () => broken,
  };
}

/** What there is in place of an end: the bytes end inside the text, or in it behind a backslash. */
const NO_END = -1;
const CUT_ESCAPE = -2;

/** Where a text in quotes ends that goes on at `from`: at its quote, or at a line end. A loop of its own, for most bytes are in texts. */
function quotedEnd(bytes: Buffer, from: number, escaped: boolean): number {
  let at = from;
  if (escaped && bytes[at] !== LF) at++;
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE || byte === LF) return at;
    // A line end is one behind a backslash too.
    if (byte === BACKSLASH && bytes[++at] === LF) return at;
  }
  return at > bytes.length ? CUT_ESCAPE : NO_END;
}

/** True for what can stand beside values but begins none. */
export function isStray(byte: number): boolean {
  return byte === COMMA || byte === COLON || byte === CLOSE_LIST || byte === CLOSE_OBJECT;
}

/** The value that begins with the first held byte, when all of it is held; quick, for most values are. */
export function heldValue(reader: ByteReader): TakenValue | undefined {
  const scan = valueScan();
  const end = scan.next(reader.held(), 0);
  return end === -1 ? undefined : { bytes: reader.pass(end), kind: scan.broken() ? 'broken' : 'whole' };
}

/** The same, reading on; never more than `maxBytes` and a chunk. */
export async function longValue(reader: ByteReader, maxBytes: number): Promise<TakenValue> {
  const scan = valueScan();
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const held = reader.held();
    const end = scan.next(held, 0);
    const part = reader.pass(end === -1 ? held.length : end);
    parts.push(Buffer.from(part));
    size += part.length;
    if (size > maxBytes) return { bytes: Buffer.concat(parts).subarray(0, maxBytes), kind: 'too long' };
    if (end !== -1) return { bytes: Buffer.concat(parts), kind: scan.broken() ? 'broken' : 'whole' };
    if (!(await reader.fill())) return { bytes: Buffer.concat(parts), kind: 'whole' };
  }
}

/** The first bytes of the value ahead, at most so many, without passing them. */
export async function lookAhead(reader: ByteReader, maxBytes: number): Promise<Buffer> {
  const scan = valueScan();
  const first = reader.held();
  let end = scan.next(first, 0);
  let size = end === -1 ? first.length : end;
  while (end === -1 && size < maxBytes) {
    const more = await reader.fill();
    if (more === undefined) break;
    end = scan.next(more, 0);
    size += end === -1 ? more.length : end;
  }
  return reader.held().subarray(0, Math.min(size, maxBytes));
}
