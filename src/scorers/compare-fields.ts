/** Two JSON values field by field: which fields the one has, which the other, and which are the same. */
import type { FieldCounts } from '../core/check.ts';
import type { CheckEntry } from '../core/check-schema.ts';
import { isJsonObject, type Json, sortedJson } from '../core/json.ts';
import { normalText } from './normal-text.ts';
import { asText } from './part-of-output.ts';
import { isNear, numberOf } from './read-number.ts';

export interface FieldDifference {
  readonly path: string;
  readonly wanted?: Json;
  readonly given?: Json;
}

export interface FieldComparison {
  readonly fields: FieldCounts;
  readonly differences: readonly FieldDifference[];
}

type Options = Pick<CheckEntry, 'lists' | 'extra' | 'compare' | 'absolute' | 'relative'>;

/**
 * A field is a text, number, true or false at a path; positions in lists are `[]`. null and a key that is not there
 * are the same: no field. Lists in any order are paired so that identical items meet first, then, the pair with the
 * most equal fields first, the others; in order, item by item. `only` narrows to these paths and what is below them.
 */
export function compareFields(
  wanted: Json | undefined,
  given: Json | undefined,
  options: Options,
  only?: readonly string[],
): FieldComparison {
  const fields: { [path: string]: { wanted: number; given: number; right: number } } = Object.create(null);
  const differences: FieldDifference[] = [];
  for (const leaf of leaves(wanted, given, '', options)) {
    const { path } = leaf;
    if (only !== undefined && !only.some((one) => isBelow(path, one))) continue;
    if (leaf.wanted === undefined && options.extra === 'ignored') continue;
    fields[path] ??= { wanted: 0, given: 0, right: 0 };
    if (leaf.wanted !== undefined) fields[path].wanted++;
    if (leaf.given !== undefined) fields[path].given++;
    if (leaf.right) fields[path].right++;
    else differences.push(leaf);
  }
  return { fields: { ...fields }, differences };
}

function isBelow(path: string, of: string): boolean {
  return path === of || path.startsWith(`${of}.`) || path.startsWith(`${of}[]`);
}

interface Leaf extends FieldDifference {
  readonly right: boolean;
}

function leaves(
  wanted: Json | undefined,
  given: Json | undefined,
  path: string,
  options: Options,
): readonly Leaf[] {
  const [want, give] = [wanted ?? undefined, given ?? undefined];
  if (want === undefined && give === undefined) return [];
  if (isGroup(want) || isGroup(give)) {
    if (isJsonObject(want) || isJsonObject(give)) return ofObjects(want, give, path, options);
    return ofLists(want, give, path, options);
  }
  const right = want !== undefined && give !== undefined && isSame(want, give, options);
  return [
    {
      path,
      right,
      ...(want === undefined ? {} : { wanted: want }),
      ...(give === undefined ? {} : { given: give }),
    },
  ];
}

function isGroup(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

function ofObjects(want: Json | undefined, give: Json | undefined, path: string, options: Options) {
  const [a, b] = [isJsonObject(want) ? want : {}, isJsonObject(give) ? give : {}];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const inner = [...keys].flatMap((key) =>
    leaves(own(a, key), own(b, key), path === '' ? key : `${path}.${key}`, options),
  );
  // Where only one of the two is an object, the other is a field or a list of its own.
  const others = [
    ...(isJsonObject(want) ? [] : leaves(want, undefined, path, options)),
    ...(isJsonObject(give) ? [] : leaves(undefined, give, path, options)),
  ];
  return [...inner, ...others];
}

function own(of: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}

function ofLists(want: Json | undefined, give: Json | undefined, path: string, options: Options) {
  const [a, b] = [Array.isArray(want) ? (want as Json[]) : [], Array.isArray(give) ? (give as Json[]) : []];
  const pairs = options.lists === 'in-order' ? inOrder(a, b) : anyOrder(a, b, options);
  const inner = pairs.flatMap(([x, y]) => leaves(x, y, `${path}[]`, options));
  const others = [
    ...(Array.isArray(want) ? [] : leaves(want, undefined, path, options)),
    ...(Array.isArray(give) ? [] : leaves(undefined, give, path, options)),
  ];
  return [...inner, ...others];
}

type Pair = readonly [Json | undefined, Json | undefined];

function inOrder(a: readonly Json[], b: readonly Json[]): readonly Pair[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]] as const);
}

function anyOrder(a: readonly Json[], b: readonly Json[], options: Options): readonly Pair[] {
  const free = new Map<string, number[]>();
  for (const [j, item] of b.entries()) {
    const key = sortedJson(item);
    free.set(key, [...(free.get(key) ?? []), j]);
  }
  const takenBy = new Map<number, number>();
  for (const [i, item] of a.entries()) {
    const j = free.get(sortedJson(item))?.shift();
    if (j !== undefined) takenBy.set(i, j);
  }
  const restA = a.flatMap((_, i) => (takenBy.has(i) ? [] : [i]));
  const taken = new Set(takenBy.values());
  const restB = b.flatMap((_, j) => (taken.has(j) ? [] : [j]));
  const alike = restA.flatMap((i) =>
    restB.map((j) => ({ i, j, n: leaves(a[i], b[j], '', options).filter(({ right }) => right).length })),
  );
  alike.sort((x, y) => y.n - x.n || x.i - y.i || x.j - y.j);
  for (const { i, j } of alike) {
    if (takenBy.has(i) || taken.has(j)) continue;
    takenBy.set(i, j);
    taken.add(j);
  }
  return [
    ...a.map((item, i): Pair => [item, takenBy.has(i) ? b[takenBy.get(i)!] : undefined]),
    ...b.flatMap((item, j): Pair[] => (taken.has(j) ? [] : [[undefined, item]])),
  ];
}

/** With a tolerance, of 0 too, a text that is a number counts as that number. */
function isSame(want: Json, give: Json, options: Options): boolean {
  if (options.absolute !== undefined || options.relative !== undefined) {
    const [a, b] = [numberOf(want), numberOf(give)];
    if (a !== undefined && b !== undefined) return isNear(b, a, options);
  }
  if (options.compare === 'normalised') return normalText(asText(want)) === normalText(asText(give));
  if (typeof want === 'string' && typeof give === 'string') return want.trim() === give.trim();
  return want === give;
}
