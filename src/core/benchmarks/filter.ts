/** Which candidates do poorly in public wherever they were measured: a lower bound for leaving one out, and no ranking. */
import { nearestRank } from '../../stats/nearest-rank.ts';
import type { Interval } from '../decision.ts';
import { type Benchmark, type BenchmarkColumn, columnScores, type Direction, signOf } from './benchmark.ts';
import type { Matches } from './model-names.ts';
import { measurements } from './one-measurement.ts';

/** Below this percentile of the models of a table its score is poor. */
export const POOR_PERCENTILE = 25;
/** With fewer models a percentile says nothing. */
export const FEWEST_MODELS = 8;
/** Tables that are no copies of each other, in which it must be poor. */
export const FEWEST_SOURCES = 2;

/** A candidate in one column of a table. */
export interface ColumnStanding {
  readonly column: string;
  readonly direction: Direction;
  readonly value: number;
  readonly interval?: Interval;
  /** The score of the model at the percentile. */
  readonly cut: number;
  /** Even the better end of its interval is worse than the cut. */
  readonly poor: boolean;
  readonly models: number;
}

export interface TableStanding {
  readonly table: string;
  readonly source: string;
  readonly date?: string;
  readonly model: string;
  /** Poor in every column of quality that it has a score in: columns of one table say much the same, so one good one is enough. */
  readonly poor: boolean;
  readonly columns: readonly ColumnStanding[];
}

export interface FilteredCandidate {
  readonly candidate: string;
  readonly incumbent: boolean;
  readonly skip: boolean;
  /** `poor`: proposed to be skipped. The others say why not. */
  readonly because: 'poor' | 'incumbent' | 'not-poor-everywhere' | 'one-source' | 'not-in-a-table';
  /** Independent tables in which it can be judged; see one-measurement.ts. */
  readonly sources: number;
  readonly tables: readonly TableStanding[];
}

/** Pure. `matched`: each table with whose model is which candidate. The order is that of the candidates. */
export function filterCandidates(
  matched: readonly (Pick<Matches, 'matches'> & { readonly benchmark: Benchmark })[],
  candidates: readonly { readonly name: string; readonly incumbent: boolean }[],
): readonly FilteredCandidate[] {
  const group = measurements(matched.map(({ benchmark }) => benchmark));
  return candidates.map(({ name, incumbent }) => {
    const tables = matched.flatMap(({ benchmark, matches }) => {
      const model = matches.find(({ candidate }) => candidate === name)?.model;
      return model === undefined ? [] : (standingIn(benchmark, model) ?? []);
    });
    const sources = new Set(tables.map(({ table }) => group.get(table))).size;
    const isPoor = tables.length > 0 && tables.every(({ poor }) => poor);
    const because =
      tables.length === 0
        ? 'not-in-a-table'
        : !isPoor
          ? 'not-poor-everywhere'
          : sources < FEWEST_SOURCES
            ? 'one-source'
            : incumbent
              ? 'incumbent'
              : 'poor';
    return { candidate: name, incumbent, skip: because === 'poor', because, sources, tables };
  });
}

/** Undefined where no column of quality has enough models. */
function standingIn(benchmark: Benchmark, model: string): TableStanding | undefined {
  const columns = benchmark.columns.flatMap(
    (column, at) => columnStanding(benchmark, { column, at, model }) ?? [],
  );
  if (columns.length === 0) return undefined;
  const { name, source, date } = benchmark;
  return {
    table: name,
    source,
    ...(date === undefined ? {} : { date }),
    model,
    poor: columns.every(({ poor }) => poor),
    columns,
  };
}

function columnStanding(
  benchmark: Benchmark,
  { column, at, model }: { readonly column: BenchmarkColumn; readonly at: number; readonly model: string },
): ColumnStanding | undefined {
  if (column.kind !== 'quality') return undefined;
  const scores = columnScores(benchmark, at);
  const own = scores.get(model);
  if (own === undefined || scores.size < FEWEST_MODELS) return undefined;
  const sign = signOf(column);
  const cut = nearestRank(
    [...scores.values()].map(({ value }) => sign * value),
    POOR_PERCENTILE,
  );
  const [low, high] = own.interval ?? [own.value, own.value];
  return {
    column: column.name,
    direction: column.direction,
    value: own.value,
    ...(own.interval === undefined ? {} : { interval: own.interval }),
    cut: sign * cut,
    poor: Math.max(sign * low, sign * high) < cut,
    models: scores.size,
  };
}
