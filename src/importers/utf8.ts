/** Strict UTF-8: where the first wrong byte stands, and how far into a line that is for a person. */
import { isUtf8 } from 'node:buffer';
import { FieldtestError } from '../core/errors.ts';

export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'invalid'; readonly offset: number };

/** Bytes to text, or the offset of the first byte that is not UTF-8. A BOM is left in. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  return isUtf8(bytes)
    ? { kind: 'text', text: asBuffer(bytes).toString('utf8') }
    : { kind: 'invalid', offset: invalidOffset(bytes) };
}

/** Bytes to text with U+FFFD for what is not UTF-8; for showing a row that was rejected. */
export function decodeLossy(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('utf8');
}

/** The length of a text in characters (code points), as an editor counts columns. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Why a byte is wrong, for an error message. */
export function invalidUtf8Reason(bytes: Uint8Array, offset: number): string {
  const byte = bytes[offset]!.toString(16).padStart(2, '0').toUpperCase();
  return `byte 0x${byte} is not UTF-8; save the file as UTF-8, or import it with --encoding latin1`;
}

/** The first bytes of a file without the byte order mark that spreadsheets write. Throws for UTF-16. */
export function withoutByteOrderMark(head: Buffer, file: string): Buffer {
  if (head[0] === 0xff && head[1] === 0xfe) {
    throw new FieldtestError(
      'input',
      `${file}:1:1: the file is UTF-16, not UTF-8`,
      'Save it as UTF-8; `fieldtest import` also reads it with: --encoding utf16le',
    );
  }
  if (head[0] === 0xfe && head[1] === 0xff) {
    throw new FieldtestError(
      'input',
      `${file}:1:1: the file is UTF-16 (big endian), not UTF-8`,
      'Save it as UTF-8; `fieldtest import` also reads it with: --encoding utf16be',
    );
  }
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
}

/** The same bytes as a Buffer, without a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Offset of the first byte of the first ill-formed sequence; the table is Unicode's 3-7. */
function invalidOffset(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return bytes.length;
}

function sequenceLength(bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 | 4 {
  const first = bytes[at]!;
  const second = bytes[at + 1] ?? 0;
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return continues(bytes, at + 1, 1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    if (first === 0xe0 && second < 0xa0) return 0; // overlong
    if (first === 0xed && second > 0x9f) return 0; // surrogates
    return continues(bytes, at + 1, 2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    if (first === 0xf0 && second < 0x90) return 0; // overlong
    if (first === 0xf4 && second > 0x8f) return 0; // above U+10FFFF
    return continues(bytes, at + 1, 3) ? 4 : 0;
  }
  return 0;
}

function continues(bytes: Uint8Array, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return false;
  return true;
}
