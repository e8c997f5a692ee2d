/** Paths into JSON: `$.a.b[0]`, `a.b`, `["odd name"]`; object keys and list positions, nothing computed. */
import { isJsonObject, type Json } from './json.ts';

/** Keys and positions, outermost first. */
export type JsonPath = readonly (string | number)[];

const STEP = /(?:^|\.)([^.[\]"'\s][^.[\]]*)|\[(\d+)\]|\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\]/y;

/** Reads a path; the leading `$` may be left out. Undefined when it is none. */
export function parseJsonPath(text: string): JsonPath | undefined {
  const body = text === '$' ? '' : text.replace(/^\$(?=[.[])/, '').replace(/^\./, '');
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < body.length) {
    const step = STEP.exec(body);
    if (step === null) return undefined;
    const [, name, position, quoted, single] = step;
    if (position !== undefined) path.push(Number(position));
    else path.push(name ?? single ?? (JSON.parse(`"${quoted}"`) as string));
  }
  return body === '' && text !== '$' ? undefined : path;
}

/** The value at a path, own properties only; undefined where there is none. */
export function valueAt(value: Json, path: JsonPath): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(current))
      current = typeof step === 'number' ? (current as readonly Json[])[step] : undefined;
    else current = isJsonObject(current) && Object.hasOwn(current, step) ? current[step] : undefined;
    if (current === undefined) return undefined;
  }
  return current;
}
