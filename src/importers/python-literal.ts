/** Cells that pandas wrote: what is no text stands in a CSV as Python prints it, `[{'role': 'user', 'name': None}]`. */
import type { Json } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';

const WORDS: { readonly [word: string]: string } = {
  None: 'null',
  nan: 'null',
  True: 'true',
  False: 'false',
  '(': '[',
};

/**
 * The value of a text that Python's `repr` gives of lists, tuples, dictionaries, texts, numbers, `None` and truth values;
 * undefined for any other. Linear in its length.
 */
export function pythonLiteral(text: string): Json | undefined {
  const json: string[] = [];
  const quote = /['"]/g;
  for (let at = 0; at < text.length; at = quote.lastIndex) {
    const open = quote.exec(text)?.index;
    const bare = text.slice(at, open);
    json.push(bare.replace(/\b(?:None|nan|True|False)\b|\(/g, (word) => WORDS[word]!).replace(/,?\)/g, ']'));
    if (open === undefined) break;
    const end = closingQuote(text, open);
    if (end === -1) return undefined;
    json.push(JSON.stringify(unescaped(text.slice(open + 1, end))));
    quote.lastIndex = end + 1;
  }
  const parsed = parseJson(json.join(''));
  return parsed.kind === 'value' ? parsed.value : undefined;
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === text[open]) return at;
    if (text[at] === '\\') at++;
  }
  return -1;
}

function unescaped(text: string): string {
  const escaped = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([\s\S]))/g;
  return text.replace(escaped, (whole, x?: string, u?: string, wide?: string, char?: string) => {
    if (char !== undefined) return char === 'n' ? '\n' : char === 'r' ? '\r' : char === 't' ? '\t' : char;
    const point = Number.parseInt((x ?? u ?? wide)!, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
