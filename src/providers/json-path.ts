/** The place of an answer in a JSON response: `$.choices[0].text`, `$["the answer"]`; keys and positions only. */
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';

export type JsonPath = readonly (string | number)[];

const STEP = /\.([^.[\]]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['([^']*)'\]/y;

/** Reads a path; the leading `$` may be left out. A malformed one is a config error naming `where`. */
export function parseJsonPath(text: string, where: string): JsonPath {
  const body = text.startsWith('$') ? text.slice(1) : text.startsWith('[') ? text : `.${text}`;
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < body.length) {
    const step = STEP.exec(body);
    if (step === null) {
      throw new FieldtestError(
        'config',
        `${where} is not a path: ${text}`,
        'Write keys and positions, such as $.answer or $.choices[0].text.',
      );
    }
    const [, key, position, quoted, single] = step;
    if (position !== undefined) path.push(Number(position));
    else path.push(key ?? single ?? (JSON.parse(`"${quoted}"`) as string));
  }
  return path;
}

/** The value at the path; undefined where there is none. Own keys only. */
export function valueAt(value: Json, path: JsonPath): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(step)];
    else current = isJsonObject(current) && Object.hasOwn(current, step) ? current[step] : undefined;
    if (current === undefined) return undefined;
  }
  return current;
}
