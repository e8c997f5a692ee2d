/** JSON values, their canonical text (RFC 8785) and the texts that no hash may see. */
import { FieldtestError } from './errors.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** True for a plain object, false for null, arrays and primitives. */
export function isJsonObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every text in a value as it is, in order; keys are not among them. */
export function jsonTexts(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => jsonTexts(item));
  return isJsonObject(value) ? Object.values(value).flatMap(jsonTexts) : [];
}

/**
 * The RFC 8785 (JCS) text of a JSON value: keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript prints them. Two values have the same text exactly when they are the same JSON.
 * Refuses lone surrogates (they have no UTF-8 form, so no hash) and numbers that JSON lacks.
 * Source: https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new FieldtestError('input', `${value} is not a JSON number`, NOT_JSON);
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) {
    throw new FieldtestError('input', `a value of type ${typeof value} is not JSON`, NOT_JSON);
  }
  return `{${keysOf(value)
    .map((key) => `${quote(key)}:${canonicalJson(value[key]!)}`)
    .join(',')}}`;
}

/** The same text in pieces, of which none is longer than an element of a list: for what would be too long as one. */
export function* canonicalPieces(value: Json): Generator<string> {
  if (Array.isArray(value)) {
    yield '[';
    for (const [i, element] of value.entries()) yield (i === 0 ? '' : ',') + canonicalJson(element);
    yield ']';
  } else if (isJsonObject(value)) {
    yield '{';
    for (const [i, key] of keysOf(value).entries()) {
      yield `${i === 0 ? '' : ','}${quote(key)}:`;
      yield* canonicalPieces(value[key]!);
    }
    yield '}';
  } else yield canonicalJson(value);
}

/** In the order of RFC 8785, without those that have no value. */
function keysOf(value: { readonly [key: string]: Json | undefined }): readonly string[] {
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
}

const NOT_JSON = 'Give the value as JSON: text, number, true, false, null, list or object.';

function quote(text: string): string {
  if (!text.isWellFormed()) {
    throw new FieldtestError(
      'input',
      'the input holds a lone surrogate (half a UTF-16 character), so it has no identity',
      'Repair the text where it was cut; most often a string was truncated in the middle of an emoji.',
    );
  }
  return JSON.stringify(text);
}

/** The value with every key in sorted order, for files that must diff well; keeps lone surrogates escaped. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isJsonObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
