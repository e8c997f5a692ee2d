/** Where in a JSON text a value stands, for reasons that name the line. */
import type { JsonFault } from '../core/json-text.ts';

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** `line 2: no JSON: ...` */
export function jsonFaultText(text: string, { offset, reason }: JsonFault): string {
  return `line ${lineAt(text, offset)}: no JSON: ${reason}`;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;

/** The offset of the value at a path of a valid JSON text, or of the last parent that is there. */
export function placeOf(text: string, path: readonly string[]): number {
  let at = skip(SPACE, text, 0);
  for (const step of path) {
    const inner =
      text[at] === '{' ? member(text, at, step) : text[at] === '[' ? item(text, at, Number(step)) : undefined;
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

/** The value of the last member of that name, as JSON.parse takes it. */
function member(text: string, open: number, name: string): number | undefined {
  let found: number | undefined;
  let at = skip(SPACE, text, open + 1);
  while (text[at] === '"') {
    const end = skip(SCALAR, text, at);
    const key = JSON.parse(text.slice(at, end)) as string;
    at = skip(SPACE, text, skip(SPACE, text, end) + 1);
    if (key === name) found = at;
    at = skip(SPACE, text, valueEnd(text, at));
    if (text[at] === ',') at = skip(SPACE, text, at + 1);
  }
  return found;
}

function item(text: string, open: number, index: number): number | undefined {
  let at = skip(SPACE, text, open + 1);
  for (let i = 0; text[at] !== ']'; i++) {
    if (i === index) return at;
    at = skip(SPACE, text, valueEnd(text, at));
    if (text[at] === ',') at = skip(SPACE, text, at + 1);
  }
  return undefined;
}

function valueEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const char = text[at]!;
    if (char === '{' || char === '[') depth++;
    if (char === '}' || char === ']') depth--;
    const isMark = '{}[],:'.includes(char);
    at = skip(SPACE, text, isMark ? at + 1 : skip(SCALAR, text, at));
  } while (depth > 0);
  return at;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at + 1;
}
