/** The part of an output that a check is about: the inside of its code block, a path into its JSON. */
import type { Check, CheckResult } from '../core/check.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { parseJsonPath, valueAt } from '../core/json-path.ts';
import { parseJson } from '../core/json-text.ts';
import type { CheckSubject, OpenCheck } from '../core/plugins.ts';
import { fail } from './bounded.ts';
import { jsonFaultText } from './json-place.ts';

/** Makes `fenced:` and `at:` work for a check that knows nothing of them. */
export function onPart({ spec }: Check, open: OpenCheck): OpenCheck {
  if (spec.fenced !== true && spec.at === undefined) return open;
  const path = spec.at === undefined ? undefined : parseJsonPath(spec.at);
  return {
    ...open,
    judge(subject, signal) {
      const text = spec.fenced === true ? insideFence(subject.text) : subject.text;
      if (path === undefined) return open.judge({ ...subject, text }, signal);
      const part = partAt(text, path, spec.at!);
      return typeof part === 'string' ? open.judge(withPart(subject, part, path), signal) : part;
    },
  };
}

/** The inside of the one code block of a Markdown text; a text with none or several is taken as it is. */
export function insideFence(text: string): string {
  const lines = text.split('\n');
  const marks = lines.flatMap((line, i) => (/^ {0,3}(```+|~~~+)/.test(line) ? [i] : []));
  if (marks.length !== 2) return text;
  return lines.slice(marks[0]! + 1, marks[1]!).join('\n');
}

function partAt(text: string, path: readonly (string | number)[], shown: string): string | CheckResult {
  const parsed = parseJson(text);
  if (parsed.kind === 'fault') return fail(jsonFaultText(text, parsed.fault));
  const value = valueAt(parsed.value, path);
  return value === undefined ? fail(`there is nothing at ${shown}`) : asText(value);
}

function withPart(subject: CheckSubject, text: string, path: readonly (string | number)[]): CheckSubject {
  const { reference, ...example } = subject.example;
  const whole = structured(reference);
  if (whole === undefined) return { text, example: subject.example };
  const value = valueAt(whole, path);
  return { text, example: value === undefined ? example : { ...example, reference: value } };
}

/** The reference as an object or list, which it may be written in as text; undefined when it is neither. */
export function structured(reference: Json | undefined): Json | undefined {
  if (typeof reference === 'string') {
    const parsed = /^\s*[[{]/.test(reference) ? parseJson(reference) : undefined;
    return parsed?.kind === 'value' ? parsed.value : undefined;
  }
  return Array.isArray(reference) || isJsonObject(reference) ? reference : undefined;
}

/** A text as it is, anything else as JSON. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
