/** Where the models stand in a table: down a column, as leaderboards have it, or along the head, as release posts do. */
import { readCell } from './cell.ts';
import {
  BENCHMARK_HEADER,
  DATE_HEADER,
  headerMeaning,
  INTERVAL_HEADER,
  MODEL_HEADER,
  STDERR_HEADER,
} from './column-words.ts';
import { HIGHER_BENCHMARKS } from './known-benchmarks.ts';
import { providerOf } from './providers.ts';

export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type Axis =
  | { readonly models: 'rows'; readonly column: number }
  /** `labels`: the columns that name the benchmark of a row. */
  | {
      readonly models: 'columns';
      readonly labels: readonly number[];
      readonly columns: readonly number[];
      /** Columns of numbers whose head is no model. */
      readonly others: readonly number[];
    };

/** Undefined where nothing in it looks like a model. `said`: what the user says of it. */
export function axisOf({ head, rows }: Grid, said?: 'rows' | 'columns'): Axis | undefined {
  const named = head.findIndex((cell) => MODEL_HEADER.test(cell));
  const down = bestColumn({ head, rows });
  const along = head.flatMap((cell, column) => (isModel(cell) && !DIFFERENCE.test(cell) ? [column] : []));
  const isText = head.map((_, column) => isTextColumn(rows, column));
  const asColumns = (): Axis | undefined => {
    const labels = head.flatMap((_, column) => (isText[column] && !along.includes(column) ? [column] : []));
    const first = labels.length === 0 ? [0] : labels;
    const takesAll = said === 'columns' && along.length === 0;
    const free = [...head.keys()].filter((column) => !first.includes(column));
    // Whoever stands among models is one, also where nobody knows the name.
    const columns = free.filter((column) => takesAll || along.includes(column) || mayBeModel(head[column]!));
    const others = free.filter(
      (column) => !columns.includes(column) && rows.some((row) => readCell(row[column]!).kind === 'number'),
    );
    return columns.length === 0 ? undefined : { models: 'columns', labels: first, columns, others };
  };
  if (said === 'columns') return asColumns();
  if (said === 'rows') return { models: 'rows', column: named === -1 ? (down?.column ?? 0) : named };
  const downShare = down?.share ?? 0;
  const alongShare = along.length / Math.max(head.length - 1, 1);
  if (named !== -1 && !(BENCHMARK_HEADER.test(head[0]!) && named !== 0))
    return { models: 'rows', column: named };
  if (along.length > 0 && (BENCHMARK_HEADER.test(head[0]!) || head[0] === '' || alongShare > downShare))
    return asColumns();
  if (down !== undefined && down.share >= 0.3) return { models: 'rows', column: down.column };
  // Benchmarks down the first column say that the names along the head are models, though none is known; one alone may be anything.
  const guessed = namesBenchmarks(rows) ? asColumns() : undefined;
  return guessed?.models === 'columns' && guessed.columns.length > 1 ? guessed : undefined;
}

const DIFFERENCE = /[Δ∆]|\b(delta|diff(erence)?|gains?|improvements?|change|lift|vs)\b/i;
const NO_MODEL =
  /\b(settings?|metrics?|modes?|splits?|humans?|experts?|random|chance|baseline|best|previous|prior|sota|weights?|examples|questions|items|tasks|problems|subjects|languages|domains|n)\b|^#|^$/i;

/** Whether the head of a column of numbers may name a model: it says nothing else. What stands in brackets is how it was run. */
function mayBeModel(cell: string): boolean {
  const bare = cell.replace(/\([^()]*\)/g, '').trim();
  const isOther = [DIFFERENCE, NO_MODEL, DATE_HEADER, INTERVAL_HEADER, STDERR_HEADER].some((pattern) =>
    pattern.test(bare),
  );
  return (
    !isOther &&
    headerMeaning(bare).role === 'unsure' &&
    !HIGHER_BENCHMARKS.some((pattern) => pattern.test(bare))
  );
}

function namesBenchmarks(rows: Grid['rows']): boolean {
  const given = rows.map((row) => row[0]!).filter((cell) => cell !== '');
  const known = given.filter((cell) => HIGHER_BENCHMARKS.some((pattern) => pattern.test(cell)));
  return given.length > 0 && known.length >= given.length / 2;
}

function isModel(cell: string): boolean {
  return providerOf(cell) !== undefined;
}

function bestColumn({ head, rows }: Grid): { readonly column: number; readonly share: number } | undefined {
  let best: { readonly column: number; readonly share: number } | undefined;
  for (const column of head.keys()) {
    const cells = rows.map((row) => row[column]!);
    const share = cells.filter(isModel).length / Math.max(cells.length, 1);
    if (share > (best?.share ?? 0)) best = { column, share };
  }
  return best;
}

/** Whether less than half of what stands in a column is a number. */
function isTextColumn(rows: Grid['rows'], column: number): boolean {
  const given = rows.map((row) => row[column]!).filter((cell) => readCell(cell).kind !== 'missing');
  return given.filter((cell) => /^[~≈$€£<>]?\s?[-−+]?[\d.,]*\d/.test(cell)).length < given.length / 2;
}

/** The same table with a model in each row: the first column is `model`. */
export function modelsDown({ head, rows }: Grid, axis: Extract<Axis, { models: 'columns' }>): Grid {
  const labels: string[] = [];
  const kept: (readonly string[])[] = [];
  let group = '';
  for (const row of rows) {
    const [first = '', ...others] = axis.labels.map((column) => row[column]!);
    // A cell that was merged with the one above it is empty here.
    if (first !== '') group = first;
    const name = [
      group,
      ...others.filter((text) => text !== '' && text.length <= 40).map((text) => `(${text})`),
    ].join(' ');
    if (name === '') continue;
    labels.push(name);
    kept.push(row);
  }
  return {
    head: ['model', ...labels],
    rows: axis.columns.map((column) => [head[column]!, ...kept.map((row) => row[column]!)]),
  };
}
