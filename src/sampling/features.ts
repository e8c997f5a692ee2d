/** Simple, deterministic facts of a record's input that tell kinds of work apart. */
import { isMessages } from '../core/input.ts';
import type { Look } from './look.ts';

/** In characters (UTF-16 units) of all text of the input. */
export type LengthBucket = 'empty' | 'short' | 'medium' | 'long' | 'huge' | 'giant';

export type Shape = 'plain' | 'html' | 'json' | 'code' | 'table' | 'mail';

export interface Features {
  readonly length: LengthBucket;
  /** Of the text that asks: the last user message, or all of a text or of the variables. */
  readonly shape: Shape;
  /** Share of characters outside ASCII in the text that asks, 0 to 1. */
  readonly nonAscii: number;
  /** User messages; 1 for an input that is no chat. */
  readonly turns: number;
}

/** Upper bounds of the length buckets, exclusive. A giant has a stratum of its own: a few fill any budget. */
const LENGTHS: readonly (readonly [LengthBucket, number])[] = [
  ['short', 200],
  ['medium', 2_000],
  ['long', 20_000],
  ['huge', 500_000],
];

/** The features of an input. */
export function featuresOf({ input, asked, isCut, isEmpty, length }: Look): Features {
  return {
    length: isEmpty ? 'empty' : lengthBucket(length),
    shape: shapeOf(asked, isCut),
    nonAscii: nonAsciiShare(asked),
    turns: isMessages(input) ? Math.max(1, input.filter((message) => message.role === 'user').length) : 1,
  };
}

function lengthBucket(length: number): LengthBucket {
  return LENGTHS.find(([, below]) => length < below)?.[0] ?? 'giant';
}

function nonAsciiShare(text: string): number {
  let found = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) found++;
  return text === '' ? 0 : found / text.length;
}

const HTML_TAG =
  /<\/?(?:html|head|body|div|p|span|table|tr|td|th|ul|ol|li|a|img|br|h[1-6]|form|input|script|style)\b/gi;
const MAIL_HEADER =
  /^(?:from|to|cc|subject|date|sent|received|reply-to|return-path|message-id|mime-version): /gim;
export const CODE_LINE =
  /^\s*(?:import |from \S+ import |export |const |let |var |function |def |class |return |if ?\(|for ?\(|while ?\(|#include|public |private |select .* from |<\?php)|[;{}]\s*$/i;

/** The first shape that fits; `cut` when only the start of the text is at hand. */
function shapeOf(text: string, cut: boolean): Shape {
  if (isJsonText(text.trim(), cut)) return 'json';
  if (count(text.slice(0, 4_000), MAIL_HEADER) >= 2) return 'mail';
  if (count(text, HTML_TAG) >= 3) return 'html';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const code = lines.filter((line) => line.length < 400 && CODE_LINE.test(line)).length;
  if (/^\s*```/m.test(text) || (code >= 3 && code >= lines.length * 0.2)) return 'code';
  return isTable(lines) ? 'table' : 'plain';
}

function isJsonText(text: string, cut: boolean): boolean {
  if (!/^(?:\{\s*["}]|\[\s*[\]{["\d-])/.test(text)) return false;
  if (cut) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Bars, tabs, and commas or semicolons that no space follows, as it does in prose. */
const SEPARATORS = [/\|/g, /\t/g, /,(?=\S)/g, /;(?=\S)/g];

/** True when three lines in a row have the same number, two or more, of a separator. */
export function isTable(lines: readonly string[]): boolean {
  return SEPARATORS.some((separator) => {
    let run = 0;
    let previous = 0;
    for (const line of lines) {
      const found = count(line, separator);
      run = found >= 2 ? (found === previous ? run + 1 : 1) : 0;
      previous = found;
      if (run >= 3) return true;
    }
    return false;
  });
}

export function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
