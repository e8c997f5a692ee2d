/** What an output is compared with: the value of the config, or the example's reference. */

import type { CheckSubject } from '../core/plugins.ts';
import { visibleLine } from '../core/visible.ts';
import { asText } from './part-of-output.ts';

/** Undefined where the example has no reference. */
export function wantedText(given: string | true, { example }: CheckSubject): string | undefined {
  if (given !== true) return given;
  return example.reference === undefined ? undefined : asText(example.reference);
}

const SHOWN = 60;

/** A text in a reason: quoted, on one line, not too long. */
export function quoted(text: string): string {
  const line = visibleLine(text);
  return line.length > SHOWN ? `"${line.slice(0, SHOWN)}..."` : `"${line}"`;
}

/** The reason of a text that is another one; long texts say where they part. */
export function differs(given: string, wanted: string): string {
  if (Math.max(given.length, wanted.length) <= SHOWN) return `is ${quoted(given)}, not ${quoted(wanted)}`;
  let at = 0;
  while (given[at] === wanted[at]) at++;
  const from = Math.max(0, at - 10);
  const start = (text: string) => `${from > 0 ? '...' : ''}${text.slice(from, from + 30)}`;
  return `differs from character ${at + 1}: ${quoted(start(given))}, not ${quoted(start(wanted))}`;
}
