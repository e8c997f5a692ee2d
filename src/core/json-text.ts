/** Reading JSON, with our own position for every fault: `JSON.parse` names none for a third of them. */
import { messageOf } from './errors.ts';
import type { Json } from './json.ts';

/** Deeper values are refused: nothing a model is asked nests so far, and every walk over them stays safe. */
export const MAX_JSON_DEPTH = 256;

export interface JsonFault {
  /** UTF-16 offset in the text; its length when the text ends too early. */
  readonly offset: number;
  readonly reason: string;
}

export type JsonResult =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'fault'; readonly fault: JsonFault };

/** Parses one JSON text (RFC 8259) of at most MAX_JSON_DEPTH levels. */
export function parseJson(text: string): JsonResult {
  try {
    const value = JSON.parse(text) as Json;
    if (!isDeeperThan(value, MAX_JSON_DEPTH)) return { kind: 'value', value };
  } catch (error) {
    const fault = findJsonFault(text) ?? { offset: 0, reason: messageOf(error) };
    return { kind: 'fault', fault };
  }
  return { kind: 'fault', fault: findJsonFault(text) ?? { offset: 0, reason: TOO_DEEP } };
}

const TOO_DEEP = `nested deeper than ${MAX_JSON_DEPTH} levels`;

function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item: Json) => isDeeperThan(item, levels - 1));
  for (const key in value) {
    if (isDeeperThan((value as { readonly [key: string]: Json })[key]!, levels - 1)) return true;
  }
  return false;
}

/** What may stand at a position. */
type Expected = 'a value' | 'a value or ]' | 'a key' | 'a key or }' | ':' | ', or ]' | ', or }' | 'the end';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{N}_$]+/uy;
const WORD_HINTS: { readonly [word: string]: string } = {
  NaN: 'NaN is not JSON; write null',
  Infinity: 'Infinity is not JSON; write null',
  undefined: 'undefined is not JSON; write null',
  None: 'None is Python; JSON writes null',
  True: 'True is Python; JSON writes true',
  False: 'False is Python; JSON writes false',
};

/** The first fault of a JSON text, or undefined when there is none. Iterative: no depth overflows it. */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ('[' | '{')[] = [];
  const afterValue = (): Expected => {
    const container = open.at(-1);
    return container === undefined ? 'the end' : container === '[' ? ', or ]' : ', or }';
  };
  let expected: Expected = 'a value';
  let at = 0;
  for (;;) {
    at = matchEnd(SPACE, text, at);
    if (at >= text.length) {
      if (expected === 'the end') return undefined;
      const reason = text.trim() === '' ? 'nothing here' : `the text ends where ${expected} should come`;
      return { offset: at, reason };
    }
    const char = text[at]!;
    if (expected.startsWith('a value') && char !== ']') {
      if (char === '[' || char === '{') {
        if (open.length === MAX_JSON_DEPTH) return { offset: at, reason: TOO_DEEP };
        open.push(char);
        expected = char === '[' ? 'a value or ]' : 'a key or }';
        at++;
        continue;
      }
      const scalar = scalarEnd(text, at);
      if (typeof scalar !== 'number') return scalar;
      at = scalar;
      expected = afterValue();
    } else if (expected.startsWith('a key') && char === '"') {
      const end = stringEnd(text, at);
      if (typeof end !== 'number') return end;
      at = end;
      expected = ':';
    } else if (expected === ':' && char === ':') {
      at++;
      expected = 'a value';
    } else if (expected.endsWith(char) && (char === ']' || char === '}')) {
      open.pop();
      at++;
      expected = afterValue();
    } else if (char === ',' && expected.startsWith(',')) {
      at++;
      expected = open.at(-1) === '[' ? 'a value' : 'a key';
    } else {
      return { offset: at, reason: `${show(text, at)} where ${expected} should come` };
    }
  }
}

/** The end of a string, number or word at `at`, or what is wrong with it. */
function scalarEnd(text: string, at: number): number | JsonFault {
  const char = text[at]!;
  if (char === '"') return stringEnd(text, at);
  if (char === "'") return { offset: at, reason: 'text in single quotes; JSON needs double quotes' };
  const number = matchEnd(NUMBER, text, at);
  if (number > at) {
    if (!/[\w.+-]/.test(text[number] ?? ' ')) return number;
    return { offset: number, reason: `${show(text, number)} inside a number` };
  }
  const wordEnd = matchEnd(WORD, text, at);
  const word = text.slice(at, wordEnd);
  if (word === 'true' || word === 'false' || word === 'null') return wordEnd;
  const hint = Object.hasOwn(WORD_HINTS, word) ? WORD_HINTS[word] : undefined;
  return { offset: at, reason: hint ?? `${show(text, at)} where a value should come` };
}

/** The end of the string that opens at `at`, or what is wrong with it. */
function stringEnd(text: string, at: number): number | JsonFault {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i + 1;
    if (code < 0x20) {
      return { offset: i, reason: `${show(text, i)} inside a string; write it as an escape` };
    }
    if (code !== 0x5c) continue;
    const escaped = text[i + 1] ?? '';
    if (escaped === 'u') {
      if (!/^[\da-fA-F]{4}$/.test(text.slice(i + 2, i + 6))) {
        return { offset: i, reason: '\\u needs four hexadecimal digits' };
      }
    } else if (escaped !== '' && !'"\\/bfnrt'.includes(escaped)) {
      return { offset: i, reason: `\\${show(text, i + 1)} is not an escape that JSON has` };
    }
    i++;
  }
  return { offset: at, reason: 'the string that starts here is never closed' };
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** A character as a message shows it, control characters as their number. */
function show(text: string, at: number): string {
  const code = text.codePointAt(at)!;
  if (code >= 0x21 && code < 0x7f) return String.fromCodePoint(code);
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
