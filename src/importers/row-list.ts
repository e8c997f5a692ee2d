/** Where the rows are in a JSON document that may be one row itself. */
import { isJsonObject, type Json } from '../core/json.ts';
import { fieldsOf } from './fields.ts';
import { valueAt } from './path.ts';
import type { RowPaths } from './rows.ts';

/** A list of objects in a document, and the first of them. */
export interface RowList {
  readonly path: readonly string[];
  readonly first: Json;
}

/** Names of an input that documents have for other things too: `{"message": "ok", "data": [...]}`. */
const VAGUE = new Set(['text', 'message']);
/** Lists that answers have, or that a row brings along: rows only where their elements say so. */
const BESIDE =
  /^(?:responses?|outputs?|answers?|completions?|choices|content|errors?|warnings?|docs|documents|contexts?|sources|chunks|passages|citations|tools|tags)$/i;
/** Deeper lists belong to rows. */
const MAX_DEPTH = 4;

/**
 * The keys that lead to the list of rows, none for a document that is the list; undefined for one that is a row itself.
 * A list whose first object has an input under a clear name is the surest; else the only list that may be rows is taken.
 */
export function rowList(document: Json | undefined, paths: RowPaths): readonly string[] | undefined {
  if (Array.isArray(document)) return [];
  if (!isJsonObject(document)) return undefined;
  const own = inputOf(document, paths);
  if (own !== undefined && !VAGUE.has(own)) return undefined;
  const lists = listsIn(document);
  const surest = lists.find(({ first }) => hasClearInput(first, paths));
  if (surest !== undefined) return surest.path;
  const [only, ...others] = lists.filter(({ path }) => !path.some((key) => BESIDE.test(key)));
  if (only === undefined || others.length > 0) return undefined;
  return own === undefined || inputOf(only.first, paths) !== undefined ? only.path : undefined;
}

function hasClearInput(row: Json, paths: RowPaths): boolean {
  const input = inputOf(row, paths);
  return input !== undefined && (paths.input !== undefined || !VAGUE.has(input));
}

/** True for a document whose rows are in a list without doubt. */
export function holdsRows(document: Json): boolean {
  const path = rowList(document, {});
  const list = path && listsIn(document).find((each) => each.path.join() === path.join());
  return list !== undefined && hasClearInput(list.first, {});
}

/** The lists of objects that a document's objects hold, in its order; one of messages is one input. */
export function listsIn(document: Json, path: readonly string[] = []): readonly RowList[] {
  if (Array.isArray(document)) {
    const [first] = document as readonly Json[];
    return isJsonObject(first) && !isMessage(first) ? [{ path, first }] : [];
  }
  if (!isJsonObject(document) || path.length === MAX_DEPTH) return [];
  return Object.entries(document).flatMap(([key, value]) => listsIn(value, [...path, key]));
}

function isMessage(item: { readonly [key: string]: Json }): boolean {
  return ('role' in item && 'content' in item) || ('from' in item && 'value' in item);
}

/** What in a row would be its input. */
function inputOf(row: Json, paths: RowPaths): string | undefined {
  if (!isJsonObject(row)) return undefined;
  if (paths.input !== undefined)
    return valueAt(row, paths.input) === undefined ? undefined : paths.input.text;
  const given = Object.keys(row).filter((key) => row[key] !== null);
  return fieldsOf(given, { anyCase: false }).input;
}
