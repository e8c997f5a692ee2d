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

/** `JSON.parse` builds a million levels before anyone can see that they are too many, so longer texts are looked at first. */
const LONG_TEXT = 32_768;

/** Parses one JSON text (RFC 8259) of at most MAX_JSON_DEPTH levels. */
export function parseJson(text: string): JsonResult {
  return parsed(text, (whole) => JSON.parse(whole) as Json);
}

/** The same, but whole numbers that no number of JavaScript tells apart (12345678901234567890) become the text of their digits. */
export function parseExactJson(text: string): JsonResult {
  return parsed(text, (whole) => JSON.parse(whole, MANY_DIGITS.test(whole) ? keepDigits : undefined) as Json);
}

const MANY_DIGITS = /\d{16}/;

// Types of ES2026, in which a reviver is shown the text.
function keepDigits(_key: string, value: Json, ...[context]: { readonly source?: string }[]): Json {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
}

function parsed(text: string, parse: (text: string) => Json): JsonResult {
  try {
    if (text.length > LONG_TEXT && opensTooDeep(text)) throw new Error(TOO_DEEP);
    const value = parse(text);
    if (!isDeeperThan(value, MAX_JSON_DEPTH)) return { kind: 'value', value };
  } catch (error) {
    const fault = findJsonFault(text) ?? { offset: 0, reason: messageOf(error) };
    return { kind: 'fault', fault };
  }
  return { kind: 'fault', fault: findJsonFault(text) ?? { offset: 0, reason: TOO_DEEP } };
}

const TOO_DEEP = `nested deeper than ${MAX_JSON_DEPTH} levels`;

/** Whether more brackets are open at some place than a value may have levels; of what is no JSON it may be wrong. */
function opensTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      do at = text.indexOf('"', at + 1);
      while (at !== -1 && isEscaped(text, at));
      if (at === -1) return false;
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_JSON_DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - slashes - 1) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

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
/** What a number or word is made of, and what is wrong in one. */
const BARE = /[\p{L}\p{N}_$.+-]*/uy;
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
  const walk = jsonWalk();
  return walk.push(text, 0) ?? walk.end();
}

/** Looks for the first fault of a JSON text that comes in pieces, each with the offset that its first character has. */
export interface JsonWalk {
  push(piece: string, offset: number): JsonFault | undefined;
  /** What is wrong when nothing follows. */
  end(): JsonFault | undefined;
  /** The offset at which a token began that the last piece did not end; undefined between tokens. */
  unfinished(): number | undefined;
}

/** A number or word that goes on for longer is none. */
const MAX_WORD = 65_536;

export function jsonWalk(): JsonWalk {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'a value';
  /** Where a string began that the last piece did not end. */
  let string: number | undefined;
  /** The start of a token that the last piece did not end (of a string: of its last escape), and its offset. */
  let rest = '';
  let restOffset = 0;

  const afterValue = (): Expected => {
    const container = open.at(-1);
    return container === undefined ? 'the end' : container === '[' ? ', or ]' : ', or }';
  };
  const afterString = (): Expected => (expected.startsWith('a key') ? ':' : afterValue());

  /** Reads tokens; unless it is the last text, what may go on stays as the rest. */
  const read = (text: string, base: number, last: boolean): JsonFault | undefined => {
    let at = 0;
    const fault = (offset: number, reason: string): JsonFault => ({ offset: base + offset, reason });
    const wait = (): undefined => {
      rest = text.slice(at);
      restOffset = base + at;
    };
    /** Goes on in a string whose next character is at `from`. */
    const readString = (from: number): JsonFault | undefined => {
      const { end, wrong } = stringEnd(text, from);
      if (wrong !== undefined) return fault(end, wrong);
      if (end < text.length && text[end] === '"') {
        string = undefined;
        expected = afterString();
        at = end + 1;
        return undefined;
      }
      if (last) return { offset: string!, reason: 'the string that starts here is never closed' };
      at = end;
      return undefined;
    };
    if (string !== undefined) {
      const wrong = readString(0);
      if (wrong !== undefined) return wrong;
    }
    for (;;) {
      if (string !== undefined) return wait();
      at = matchEnd(SPACE, text, at);
      if (at >= text.length) {
        if (!last || expected === 'the end') return wait();
        const nothing = expected === 'a value' && open.length === 0;
        return fault(at, nothing ? 'nothing here' : `the text ends where ${expected} should come`);
      }
      const char = text[at]!;
      if (char === '"' && expected.startsWith('a ')) {
        string = base + at;
        const wrong = readString(at + 1);
        if (wrong !== undefined) return wrong;
      } else if (expected.startsWith('a value') && char !== ']') {
        if (char === '[' || char === '{') {
          if (open.length === MAX_JSON_DEPTH) return fault(at, TOO_DEEP);
          open.push(char);
          expected = char === '[' ? 'a value or ]' : 'a key or }';
          at++;
          continue;
        }
        if (!last && text.length - at <= MAX_WORD && matchEnd(BARE, text, at) === text.length) return wait();
        const scalar = scalarEnd(text, at);
        if (typeof scalar !== 'number') return fault(scalar.offset, scalar.reason);
        at = scalar;
        expected = afterValue();
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
        return fault(at, `${show(text, at)} where ${expected} should come`);
      }
    }
  };

  return {
    push: (piece, offset) =>
      rest === '' ? read(piece, offset, false) : read(rest + piece, offset - rest.length, false),
    end: () => read(rest, restOffset, true),
    unfinished: () => string ?? (rest === '' ? undefined : restOffset),
  };
}

/** The end of a number or word at `at`, or what is wrong with it. */
function scalarEnd(text: string, at: number): number | JsonFault {
  const char = text[at]!;
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

/**
 * Goes on in a string whose next character is at `from`, to its closing quote; without one to the end of the text, or
 * to an escape that the text cuts.
 */
function stringEnd(text: string, from: number): { readonly end: number; readonly wrong?: string } {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return { end: i };
    if (code < 0x20) return { end: i, wrong: `${show(text, i)} inside a string; write it as an escape` };
    if (code !== 0x5c) continue;
    const escaped = text[i + 1];
    if (escaped === undefined) return { end: i };
    if (escaped === 'u') {
      const digits = text.slice(i + 2, i + 6);
      if (!/^[\da-fA-F]*$/.test(digits)) return { end: i, wrong: '\\u needs four hexadecimal digits' };
      if (digits.length < 4) return { end: i };
    } else if (!'"\\/bfnrt'.includes(escaped)) {
      return { end: i, wrong: `\\${show(text, i + 1)} is not an escape that JSON has` };
    }
    i++;
  }
  return { end: text.length };
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
