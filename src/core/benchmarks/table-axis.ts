/** Where the models stand in a table: down a column, as leaderboards have it, or along the head, as release posts do. */
import { BENCHMARK_HEADER, MODEL_HEADER } from './column-words.ts';
import { providerOf } from './providers.ts';

export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type Axis =
  | { readonly models: 'rows'; readonly column: number }
  /** `labels`: the columns that name the benchmark of a row. */
  | { readonly models: 'columns'; readonly labels: readonly number[]; readonly columns: readonly number[] };

/** Undefined where nothing in it looks like a model. `said`: what the user says of it. */
export function axisOf({ head, rows }: Grid, said?: 'rows' | 'columns'): Axis | undefined {
  const named = head.findIndex((cell) => MODEL_HEADER.test(cell));
  const down = bestColumn({ head, rows });
  const along = head.flatMap((cell, column) => (isModel(cell) ? [column] : []));
  const isText = head.map((_, column) => isTextColumn(rows, column));
  const asColumns = (): Axis | undefined => {
    const labels = head.flatMap((_, column) => (isText[column] && !along.includes(column) ? [column] : []));
    const first = labels.length === 0 ? [0] : labels;
    const others = said === 'columns' && along.length === 0 ? head.map((_, column) => column) : along;
    const columns = others.filter((column) => !first.includes(column));
    return columns.length === 0 ? undefined : { models: 'columns', labels: first, columns };
  };
  if (said === 'columns') return asColumns();
  if (said === 'rows') return { models: 'rows', column: named === -1 ? (down?.column ?? 0) : named };
  const downShare = down?.share ?? 0;
  const alongShare = along.length / Math.max(head.length - 1, 1);
  if (named !== -1 && !(BENCHMARK_HEADER.test(head[0]!) && named !== 0))
    return { models: 'rows', column: named };
  if (along.length > 0 && (BENCHMARK_HEADER.test(head[0]!) || head[0] === '' || alongShare > downShare))
    return asColumns();
  return down !== undefined && down.share >= 0.3 ? { models: 'rows', column: down.column } : undefined;
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
  const given = rows.map((row) => row[column]!).filter((cell) => cell !== '');
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
