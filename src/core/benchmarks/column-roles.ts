/** What each column of a table is: a score, the interval of one, a date, a text, or nothing that is better or worse. */
import type { BenchmarkScore, ColumnKind, Direction } from './benchmark.ts';
import { intervalCell, readCell } from './cell.ts';
import { columnUnit, inUnit } from './column-units.ts';
import {
  DATE_HEADER,
  HIGH_HEADER,
  headerMeaning,
  INTERVAL_HEADER,
  isOpenScale,
  LOW_HEADER,
  STDERR_HEADER,
} from './column-words.ts';
import { dateIn } from './dates.ts';
import type { KnownColumn } from './raw-table.ts';
import type { Grid } from './table-axis.ts';

/** What the user says of a table. */
export interface TableSaid {
  readonly models?: 'rows' | 'columns';
  /** These columns alone. */
  readonly columns?: readonly string[];
  readonly higher?: readonly string[];
  readonly lower?: readonly string[];
}

export interface ScoreColumn {
  readonly name: string;
  readonly at: number;
  readonly kind: ColumnKind;
  readonly direction: Direction;
  readonly unit?: string;
  readonly range?: number;
  readonly metric?: string;
  /** Of a row of the table. */
  readonly score: (row: readonly string[]) => BenchmarkScore | null;
}

export interface Roles {
  readonly scores: readonly ScoreColumn[];
  readonly dates: readonly number[];
  /** Columns of text that may tell rows of one model apart. */
  readonly variants: readonly number[];
  readonly unsure: readonly string[];
  readonly leftOut: readonly { readonly column: string; readonly why: string }[];
}

interface Given {
  /** The column of the models. */
  readonly model: number;
  readonly known: readonly (KnownColumn | undefined)[] | undefined;
  readonly said: TableSaid;
}

export function rolesOf({ head, rows }: Grid, { model, known, said }: Given): Roles {
  const found: Omit<ScoreColumn, 'score'>[] = [];
  const bounds = new Map<
    number,
    (row: readonly string[], value: number) => readonly [number, number] | undefined
  >();
  const dates: number[] = [];
  const variants: number[] = [];
  const unsure: string[] = [];
  const leftOut: { column: string; why: string }[] = [];
  const names = distinct(head);
  const says = (list: readonly string[] | undefined, name: string) =>
    list?.some((one) => plain(one) === plain(name)) ?? false;
  for (const [at, name] of names.entries()) {
    if (at === model) continue;
    const own = known?.[at];
    const given = rows.map((row) => row[at]!).filter((cell) => readCell(cell).kind !== 'missing');
    const before = found.at(-1)?.at;
    if (
      own?.role === 'date' ||
      (own === undefined &&
        DATE_HEADER.test(name.replace(/_/g, ' ')) &&
        given.every((cell) => dateIn(cell) !== undefined))
    ) {
      dates.push(at);
      continue;
    }
    const title = name.replace(/_/g, ' ');
    if (own === undefined && before !== undefined) {
      const low = LOW_HEADER.test(title)
        ? names.findIndex((other) => HIGH_HEADER.test(other.replace(/_/g, ' ')))
        : -1;
      if (low !== -1) {
        if (!bounds.has(before)) bounds.set(before, (row) => pairOf(row[at]!, row[low]!));
        continue;
      }
      if (HIGH_HEADER.test(title) && names.some((other) => LOW_HEADER.test(other.replace(/_/g, ' '))))
        continue;
      if (INTERVAL_HEADER.test(title)) {
        if (!bounds.has(before)) bounds.set(before, (row, value) => intervalCell(row[at]!, value));
        continue;
      }
      if (STDERR_HEADER.test(title)) {
        if (!bounds.has(before)) bounds.set(before, (row, value) => around(row[at]!, value));
        continue;
      }
    }
    if (own?.role === 'variant') variants.push(at);
    if (
      own?.role === 'ignored' &&
      !says(said.columns, name) &&
      !says(said.higher, name) &&
      !says(said.lower, name)
    ) {
      if (given.some((cell) => readCell(cell).kind === 'number'))
        leftOut.push({ column: name, why: 'neither more nor less of it is better' });
      continue;
    }
    if (own?.role === 'variant') continue;
    const numbers = given.filter((cell) => readCell(cell).kind === 'number').length;
    if (numbers === 0 || numbers < given.length / 2) {
      if (given.length > 0) variants.push(at);
      continue;
    }
    if (said.columns !== undefined && !says(said.columns, name)) {
      leftOut.push({ column: name, why: 'not among the --column named' });
      continue;
    }
    const meaning = headerMeaning(name);
    const direction = says(said.higher, name)
      ? 'higher'
      : says(said.lower, name)
        ? 'lower'
        : own?.role === 'score' && own.direction !== undefined
          ? own.direction
          : meaning.role === 'score'
            ? meaning.direction
            : undefined;
    if (direction === undefined) {
      if (meaning.role === 'ignored' && !says(said.columns, name))
        leftOut.push({ column: name, why: 'neither more nor less of it is better' });
      else unsure.push(name);
      continue;
    }
    const kind = meaning.role === 'score' ? meaning.kind : 'quality';
    const unit = (own?.role === 'score' ? own.unit : undefined) ?? columnUnit(given, name);
    const metric = own?.role === 'score' ? own.metric : undefined;
    const range = kind === 'quality' ? rangeOf(given, { name: `${name} ${metric ?? ''}`, unit }) : undefined;
    found.push({
      name,
      at,
      kind,
      direction,
      ...(unit === undefined ? {} : { unit }),
      ...(range === undefined ? {} : { range }),
      ...(metric === undefined ? {} : { metric }),
    });
  }
  const scores = found.map(
    (column): ScoreColumn => ({ ...column, score: scoreIn(column, bounds.get(column.at)) }),
  );
  return { scores, dates, variants, unsure, leftOut };
}

function scoreIn(
  { at, unit }: Pick<ScoreColumn, 'at' | 'unit'>,
  bound: ((row: readonly string[], value: number) => readonly [number, number] | undefined) | undefined,
): ScoreColumn['score'] {
  return (row) => {
    const read = readCell(row[at]!);
    const cell = read.kind === 'number' ? inUnit(read, unit) : undefined;
    if (cell === undefined) return null;
    const beside = cell.interval ?? bound?.(row, cell.value);
    const fits = beside !== undefined && beside[0] <= cell.value && cell.value <= beside[1];
    return { value: cell.value, ...(fits ? { interval: beside } : {}) };
  };
}

function pairOf(low: string, high: string): readonly [number, number] | undefined {
  const [one, other] = [readCell(low), readCell(high)];
  return one.kind === 'number' && other.kind === 'number' ? [one.value, other.value] : undefined;
}

/** 95 % by the normal distribution: what a standard error stands for. */
function around(text: string, value: number): readonly [number, number] | undefined {
  const cell = readCell(text);
  if (cell.kind !== 'number') return undefined;
  return [value - 1.959964 * Math.abs(cell.value), value + 1.959964 * Math.abs(cell.value)];
}

/** Case, marks and white space make no other name. */
export function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}

/** Two columns of one name are numbered. */
function distinct(head: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return head.map((given, at) => {
    const name = given === '' ? `column ${at + 1}` : given;
    let full = name;
    for (let number = 2; taken.has(full); number++) full = `${name} #${number}`;
    taken.add(full);
    return full;
  });
}

/** 100 of percentages, 1 of shares, unknown of what may have another end: a score of 8.9 is of 10, or of nothing. */
function rangeOf(
  cells: readonly string[],
  { name, unit }: { readonly name: string; readonly unit: string | undefined },
): number | undefined {
  if (unit === '%') return 100;
  if (unit !== undefined || isOpenScale(name)) return undefined;
  const values = cells.flatMap((cell) => {
    const read = readCell(cell);
    return read.kind === 'number' ? [read.value] : [];
  });
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low < 0 || high > 100) return undefined;
  // A row of zeros and ones, or shares that are all small, may be in percent.
  if (high <= 1) return high > 0.2 && values.some((value) => !Number.isInteger(value)) ? 1 : undefined;
  return high > 10 ? 100 : undefined;
}
