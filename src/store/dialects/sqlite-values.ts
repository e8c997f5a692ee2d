/**
 * Values on their way into an SQLite file and out of it: a digest, which is what every id of ours is, lies there as its
 * 32 bytes and not as 64 hex digits, of which each output has three and its key in the index two more.
 */
import type { SQLInputValue } from 'node:sqlite';
import { decodeRow, encodeParameters } from '../text-codec.ts';

const DIGEST_BYTES = 32;
const DIGEST = /^[0-9a-f]{64}$/;

/** Parameters as they are stored and compared; any text of 64 hex digits counts as a digest, whatever it is. */
export function toSqlite(parameters: readonly unknown[], shortDigests: boolean): SQLInputValue[] {
  return encodeParameters(parameters).map((value) =>
    shortDigests && typeof value === 'string' && value.length === 2 * DIGEST_BYTES && DIGEST.test(value)
      ? Buffer.from(value, 'hex')
      : value,
  ) as SQLInputValue[];
}

/** A row as it was given, in place; also one of before digests were stored so. */
export function fromSqlite<T>(row: T): T {
  const columns = decodeRow(row) as { [column: string]: unknown };
  for (const column in columns) {
    const value = columns[column];
    if (typeof value === 'string') {
      if (value.length <= WORD_LENGTH) columns[column] = oneCopy(value);
    } else if (value instanceof Uint8Array && value.length === DIGEST_BYTES)
      columns[column] = Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex');
  }
  return row;
}

/** A status, a split or a rater's name stands in a hundred thousand rows, each time as a text of its own. */
const words = new Map<string, string>();
const MOST_WORDS = 1_000;
const WORD_LENGTH = 16;

function oneCopy(word: string): string {
  const known = words.get(word);
  if (known !== undefined) return known;
  if (words.size < MOST_WORDS) words.set(word, word);
  return word;
}
