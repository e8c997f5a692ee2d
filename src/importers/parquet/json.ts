/** Values of Parquet's types as JSON: exact where JSON can say it, as text where it cannot. */
import { isUtf8 } from 'node:buffer';
import type { DecodedArray, ParquetParsers, SchemaElement } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import type { Json } from '../../core/json.ts';
import { parseExactJson } from '../../core/json-text.ts';
import { asBuffer } from '../utf8.ts';

/** Stands where a column that must hold text or JSON holds something else. */
export class Unreadable {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

function textFrom(bytes: Uint8Array): string | Unreadable {
  return isUtf8(bytes) ? asBuffer(bytes).toString('utf8') : new Unreadable('bytes that are not UTF-8');
}

function jsonFrom(bytes: Uint8Array): Json | Unreadable {
  const text = textFrom(bytes);
  if (text instanceof Unreadable) return text;
  const parsed = parseExactJson(text);
  return parsed.kind === 'value' ? parsed.value : new Unreadable(`no JSON: ${parsed.fault.reason}`);
}

/** ISO 8601, UTC; null for a time that no calendar has. */
function dateText(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** How the library makes values of bytes; what it would guess is left to `toJson`. */
export const parsers: ParquetParsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes) => bytes && textFrom(bytes),
  jsonFromBytes: (bytes) => bytes && jsonFrom(bytes),
  timestampFromMilliseconds: (time) => dateText(Number(time)),
  timestampFromMicroseconds: (time) => dateText(Number(time / 1000n)),
  timestampFromNanoseconds: (time) => dateText(Number(time / 1_000_000n)),
  dateFromDays: (days) => dateText(days * 86_400_000)?.replace(/T.*/, '') ?? null,
};

/**
 * A value of a row as JSON. Whole numbers that JSON's readers would round become texts; bytes become text where they are
 * UTF-8 and null where they are not; so do numbers that JSON lacks.
 */
export function toJson(value: unknown): Json | Unreadable {
  const unreadable: Unreadable[] = [];
  const json = jsonOf(value, unreadable);
  return unreadable[0] ?? json;
}

function jsonOf(value: unknown, unreadable: Unreadable[]): Json {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return isSafe(value) ? Number(value) : String(value);
  }
  if (value instanceof Unreadable) {
    unreadable.push(value);
    return null;
  }
  if (value instanceof Uint8Array) return isUtf8(value) ? asBuffer(value).toString('utf8') : null;
  if (value instanceof Date) return dateText(value.getTime());
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as unknown as readonly unknown[], (item) => jsonOf(item, unreadable));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonOf(inner, unreadable)]));
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** The values of a decimal column: a number where its digits fit into one, else their text. */
export function decimals(data: DecodedArray, element: SchemaElement): (number | string | null)[] {
  const scale = element.scale ?? 0;
  return Array.from(data as readonly unknown[], (value) => {
    const digits = value instanceof Uint8Array ? bigEndian(value) : value;
    if (typeof digits === 'number') return scale > 300 ? null : digits / 10 ** scale;
    if (typeof digits !== 'bigint') return null;
    return isSafe(digits) && scale <= 300 ? Number(digits) / 10 ** scale : decimalText(digits, scale);
  });
}

function bigEndian(bytes: Uint8Array): bigint {
  return bytes.length === 0
    ? 0n
    : BigInt.asIntN(bytes.length * 8, BigInt(`0x${asBuffer(bytes).toString('hex')}`));
}

function decimalText(digits: bigint, scale: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const point = text.length - scale;
  const whole = `${digits < 0n ? '-' : ''}${text.slice(0, point)}`;
  return scale === 0 ? whole : `${whole}.${text.slice(point)}`;
}
