/** Rows that are objects, or models that are the keys of one, become a grid of texts. */
import type { RawTable } from '../../core/benchmarks/raw-table.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { evenRows } from './table-reader.ts';

type Row = { readonly [key: string]: Json };

/** Every list of objects with names and numbers in it, and every object of such objects; two levels down at the most. */
export function tablesIn(
  value: Json,
  count: (cells: number) => void,
  { title, depth = 0 }: { readonly title?: string; readonly depth?: number } = {},
): readonly RawTable[] {
  if (Array.isArray(value)) {
    const rows = (value as readonly Json[]).filter(isJsonObject);
    return rows.length > 0 && rows.length === value.length ? [gridOf(rows, count, title)] : [];
  }
  if (!isJsonObject(value)) return [];
  const entries = Object.entries(value);
  const inner = entries.filter(([, one]) => isJsonObject(one)) as (readonly [string, Row])[];
  const isByModel =
    inner.length > 0 && inner.length === entries.length && inner.every(([, row]) => hasNumber(row));
  if (isByModel) {
    const named = inner.map(([model, row]) => ({
      ...(Object.hasOwn(row, 'model') ? {} : { model }),
      ...row,
    }));
    return [gridOf(named, count, title)];
  }
  const isByNumber = entries.length > 1 && entries.every(([, one]) => typeof one === 'number');
  if (isByNumber)
    return [
      gridOf(
        entries.map(([model, score]) => ({ model, score: score! })),
        count,
        title,
      ),
    ];
  if (depth >= 2) return [];
  return entries.flatMap(([key, one]) => tablesIn(one, count, { title: key, depth: depth + 1 }));
}

function hasNumber(row: Row): boolean {
  return Object.values(row).some(
    (value) => typeof value === 'number' || (typeof value === 'string' && /^\s*[$]?\d/.test(value)),
  );
}

/** Values of one more level are columns too: `{"scores": {"MMLU": 80}}` has a column `MMLU`. */
export function gridOf(rows: readonly Row[], count: (cells: number) => void, title?: string): RawTable {
  const flat = rows.map((row) => new Map(flatten(row)));
  const head = new Set<string>();
  for (const row of flat) {
    count(row.size);
    for (const key of row.keys()) head.add(key);
  }
  // A row may have few keys and the table many all the same.
  count(head.size * rows.length);
  const names = [...head];
  return {
    ...(title === undefined ? {} : { title }),
    line: 1,
    head: names,
    rows: evenRows(
      names,
      flat.map((row) => names.map((name) => row.get(name) ?? '')),
    ),
  };
}

function* flatten(row: Row): Generator<readonly [string, string]> {
  for (const [key, value] of Object.entries(row)) {
    if (isJsonObject(value)) {
      for (const [inner, one] of Object.entries(value))
        if (typeof one === 'number' || typeof one === 'string') yield [inner, String(one)];
    } else if (typeof value === 'number' || typeof value === 'string') yield [key, String(value)];
    else yield [key, ''];
  }
}
