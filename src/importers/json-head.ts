/** What the start of a JSON text says, cut wherever it may be. */

import type { Json } from '../core/json.ts';
import { findJsonFault, parseJson } from '../core/json-text.ts';

/**
 * The value that a text begins, with all that stands whole before the text ends or its first fault; undefined when
 * not even that can be read.
 */
export function jsonHead(text: string): Json | undefined {
  const whole = parseJson(text);
  if (whole.kind === 'value') return whole.value;
  const closed = closedAt(text, findJsonFault(text)?.offset ?? 0);
  const parsed = closed === undefined ? undefined : parseJson(closed);
  return parsed?.kind === 'value' ? parsed.value : undefined;
}

/** The text up to its last value before `end`, where there was no fault yet, and every bracket closed. */
function closedAt(text: string, end: number): string | undefined {
  const open: string[] = [];
  let cut = 0;
  let closers = '';
  const cutHere = (offset: number): void => {
    cut = offset;
    closers = open.toReversed().join('');
  };
  for (let at = 0; at < end; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; at < end && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']');
      cutHere(at + 1);
    } else if (char === '}' || char === ']') {
      open.pop();
      cutHere(at + 1);
    } else if (char === ',') {
      cutHere(at);
    }
  }
  return cut === 0 ? undefined : text.slice(0, cut) + closers;
}
