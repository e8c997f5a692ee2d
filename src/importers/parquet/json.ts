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

/** The same of a time in parts of a millisecond: with as many digits more as it has, in threes. */
function fineDateText(time: bigint, perMillisecond: bigint): string | null {
  const rest = ((time % perMillisecond) + perMillisecond) % perMillisecond;
  const text = dateText(Number((time - rest) / perMillisecond));
  return text === null || rest === 0n ? text : text.replace('Z', `${finer(rest, perMillisecond)}Z`);
}

/** What stands behind the milliseconds: 3 digits, or 6 where 3 do not say it. */
function finer(rest: bigint, perMillisecond: bigint): string {
  const digits = String(rest).padStart(String(perMillisecond).length - 1, '0');
  return digits.replace(/(?<=^\d{3})000$/, '');
}

/** How the library makes values of bytes; what it would guess is left to `toJson`. */
export const parsers: ParquetParsers = {
  ...DEFAULT_PARSERS,
  stringFromBytes: (bytes) => bytes && textFrom(bytes),
  jsonFromBytes: (bytes) => bytes && jsonFrom(bytes),
  timestampFromMilliseconds: (time) => dateText(Number(time)),
  timestampFromMicroseconds: (time) => fineDateText(time, 1000n),
  timestampFromNanoseconds: (time) => fineDateText(time, 1_000_000n),
  dateFromDays: (days) => dateText(days * 86_400_000)?.replace(/T.*/, '') ?? null,
};

/**
 * A value of a row as JSON. Whole numbers that JSON's readers would round become texts. Bytes become text where they are
 * UTF-8; where they are not, a row or an object lacks them, and a list has null. Numbers that JSON lacks are null.
 */
export function toJson(value: unknown): Json | Unreadable {
  const unreadable: Unreadable[] = [];
  const json = jsonOf(value, unreadable);
  return unreadable[0] ?? json;
}

/** Bytes that are no text. */
export function isBinary(value: unknown): boolean {
  return value instanceof Uint8Array && !isUtf8(value);
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
  const said = Object.entries(value).filter(([, inner]) => !isBinary(inner));
  return Object.fromEntries(said.map(([key, inner]) => [key, jsonOf(inner, unreadable)]));
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

const PER_MILLISECOND = { MILLIS: 1n, MICROS: 1000n, NANOS: 1_000_000n };

/** In which unit a column counts times of a day; undefined for one that does not. */
export function timeUnitOf({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): keyof typeof PER_MILLISECOND | undefined {
  if (logical?.type === 'TIME') return logical.unit;
  return converted === 'TIME_MILLIS' ? 'MILLIS' : converted === 'TIME_MICROS' ? 'MICROS' : undefined;
}

/** Times of a day as ISO 8601: `10:00:00.000`, with the digits that a finer one has. */
export function timesOfDay(data: DecodedArray, unit: keyof typeof PER_MILLISECOND): (string | null)[] {
  return Array.from(data as ArrayLike<number | bigint>, (time) => {
    const text = fineDateText(BigInt(time), PER_MILLISECOND[unit]);
    return text?.slice(text.indexOf('T') + 1, -1) ?? null;
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
