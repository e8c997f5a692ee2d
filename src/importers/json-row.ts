/** The bytes of one row of a JSON log become its value, or the reason and the place of what is wrong with them. */
import type { JsonRow } from '../core/context.ts';
import { parseExactJson } from '../core/json-text.ts';
import { type Position, placeIn } from './position.ts';
import { decodeLossy, decodeUtf8, invalidUtf8Reason } from './utf8.ts';

/** A row that begins at a place. */
export function jsonRow(bytes: Buffer, start: Position, file: string): JsonRow {
  const decoded = decodeUtf8(bytes);
  const reject = (reason: string, raw: string, before: string): JsonRow => ({
    kind: 'rejected',
    rejected: { file, ...placeIn(start, before), reason, raw: raw.replace(/\r?\n$/, '') },
  });
  if (decoded.kind === 'invalid') {
    const before = decodeLossy(bytes.subarray(0, decoded.offset));
    return reject(invalidUtf8Reason(bytes, decoded.offset), decodeLossy(bytes), before);
  }
  const { text } = decoded;
  const parsed = parseExactJson(text);
  if (parsed.kind === 'fault') {
    const { offset, reason } = parsed.fault;
    return reject(`not JSON: ${reason}`, text, text.slice(0, offset));
  }
  const { line, column } = start;
  return { kind: 'value', value: parsed.value, line, ...(column === 1 ? {} : { column }), raw: text };
}
