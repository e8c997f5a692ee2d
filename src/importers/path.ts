/** Paths into a row: `$.a.b[0]`, `a.b`, `["odd name"]`, or simply a column's name. */
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';

export interface RowPath {
  /** As the user wrote it. */
  readonly text: string;
  /** Object keys and list indexes, outermost first. */
  readonly steps: readonly (string | number)[];
}

const STEP = /(?:^|\.)([^.[\]"'\s][^.[\]]*)|\[(\d+)\]|\[(?:"([^"]*)"|'([^']*)')\]/y;

/** Reads a path. Throws a usage error that names the option it came from. */
export function parsePath(text: string, option: string): RowPath {
  const body = text === '$' ? '' : text.replace(/^\$(?=[.[])/, '').replace(/^\./, '');
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < body.length) {
    const match = STEP.exec(body);
    if (match === null) break;
    const [, name, index, quoted, single] = match;
    steps.push(index === undefined ? (name ?? quoted ?? single)! : Number(index));
    if (STEP.lastIndex === body.length) return { text, steps };
  }
  if (text === '$') return { text, steps };
  throw new FieldtestError(
    'usage',
    `${option} ${JSON.stringify(text)} is not a path`,
    `Write it like $.request.messages, vars.question, items[0].text or a column's name.`,
  );
}

/** The value at a path, own properties only. A key that is spelled exactly like the whole path comes first. */
export function valueAt(row: Json, path: RowPath): Json | undefined {
  if (isJsonObject(row) && Object.hasOwn(row, path.text)) return row[path.text];
  let value: Json | undefined = row;
  for (const step of path.steps) {
    if (Array.isArray(value)) value = typeof step === 'number' ? (value as readonly Json[])[step] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
