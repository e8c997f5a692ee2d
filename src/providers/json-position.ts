/** JSON with the place of its first error, which `JSON.parse` leaves out of a third of its messages. */
import { messageOf } from '../core/errors.ts';
import type { Json } from '../core/json.ts';

type ParsedJson =
  | { readonly ok: true; readonly value: Json }
  /** `column` counts from 1, in UTF-16 code units of the text. */
  | { readonly ok: false; readonly column: number; readonly reason: string };

/** Parses one line of JSON. */
export function parseJsonLine(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch (error) {
    const reason = messageOf(error)
      .replace(/ in JSON at position \d+.*$/, '')
      .replace(/, .* is not valid JSON$/s, '');
    return { ok: false, column: firstBad(text) + 1, reason };
  }
}

/** The longest prefix that could still become JSON ends where the error is; found by halving. */
function firstBad(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (couldContinue(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return Math.min(good, text.length);
}

function couldContinue(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const message = messageOf(error);
    const position = / at position (\d+)/.exec(message)?.[1];
    return position === undefined ? message.startsWith('Unexpected end') : Number(position) >= prefix.length;
  }
}
