/** Paths into a row: a JSON path, or simply a column's name. */
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { type JsonPath, parseJsonPath, valueAt as valueAtPath } from '../core/json-path.ts';

export interface RowPath {
  /** As the user wrote it. */
  readonly text: string;
  readonly steps: JsonPath;
}

/** Reads a path. Throws a usage error that names the option it came from. */
export function parsePath(text: string, option: string): RowPath {
  const steps = parseJsonPath(text);
  if (steps !== undefined) return { text, steps };
  throw new FieldtestError(
    'usage',
    `${option} ${JSON.stringify(text)} is not a path`,
    `Write it like $.request.messages, vars.question, items[0].text or a column's name.`,
  );
}

/** The value at a path, own properties only. A key that is spelled exactly like the whole path comes first. */
export function valueAt(row: Json, path: RowPath): Json | undefined {
  if (isJsonObject(row) && Object.hasOwn(row, path.text)) return row[path.text];
  return valueAtPath(row, path.steps);
}

const PLAIN_KEY = /^[^.[\]"'\s][^.[\]\s'"$`\\!]*$/;

/** A path as it is typed: `$.request.messages`, in quotes where a shell needs them. */
export function pathText(steps: JsonPath): string {
  const text = steps.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return PLAIN_KEY.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  const path = `$${text.join('')}`;
  return /^[$\w.-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
