/** What moves in public tables: the best score so far by date, of all models, of a provider, of a family. */
import { leastSquaresSlope } from '../../stats/least-squares-slope.ts';
import { nearestRank } from '../../stats/nearest-rank.ts';
import type { Interval } from '../decision.ts';
import { modelFamily } from '../model-family.ts';
import { seededNumbers } from '../seeded-numbers.ts';
import { type Benchmark, type BenchmarkColumn, columnScores, signOf } from './benchmark.ts';
import { plainModel } from './model-names.ts';
import { providerOf } from './providers.ts';

export type TrendGroup = 'all' | 'provider' | 'family';

/** Fewer dated models, a shorter time, or fewer records say nothing of a speed. */
export const FEWEST_DATED = 6;
export const SHORTEST_DAYS = 180;
export const FEWEST_RECORDS = 3;
/** The best so far begins with the best of so many: the first row of a table that begins late may be a weak model, and what follows a catching up. */
const FIRST_MODELS = 3;
const CONFIDENCE = 0.95;
const RESAMPLES = 2_000;
const DAY_MS = 86_400_000;
const DAYS_A_YEAR = 365.25;

/** A model that was better than all before it; the first is the best of the first `FIRST_MODELS`. */
export interface TrendRecord {
  readonly date: string;
  readonly model: string;
  readonly value: number;
}

export interface Trend {
  readonly table: string;
  readonly column: BenchmarkColumn;
  /** `all`, `openai`, `claude-sonnet`. */
  readonly group: string;
  /** Models with a score and a date; the others have no part in it. */
  readonly dated: number;
  readonly undated: number;
  readonly records: readonly TrendRecord[];
  /** In the unit of the column a year, above 0 where it gets better; absent with too few points. */
  readonly perYear?: number;
  /** Percentile interval of 95 %, models drawn again. */
  readonly interval?: Interval;
  /** In percent of the range a year, where the range is known: what columns may be compared by. */
  readonly pointsPerYear?: number;
  readonly pointsInterval?: Interval;
  /** Why there is no slope. */
  readonly tooFew?: string;
}

interface Point {
  readonly model: string;
  readonly date: string;
  /** Signed: more is better. */
  readonly value: number;
}

/**
 * Pure. The fastest first, of known range; then the others, and those with too few points last. The date of a model is that of its name, else that of its
 * row. The slope is that of the best so far, from the third model on, at each date on which a model came, by least squares; its interval comes from models drawn again with
 * replacement, and says how much it rests on single models, not what next year brings.
 */
export function trends(tables: readonly Benchmark[], by: TrendGroup): readonly Trend[] {
  const found = tables.flatMap((table) =>
    table.columns.flatMap((column, at) => (column.kind === 'quality' ? columnTrends(table, at, by) : [])),
  );
  const rank = ({ perYear, pointsPerYear }: Trend) =>
    pointsPerYear ?? (perYear === undefined ? Number.NEGATIVE_INFINITY : -1e9);
  return found.sort((a, b) => rank(b) - rank(a));
}

function columnTrends(table: Benchmark, at: number, by: TrendGroup): readonly Trend[] {
  const column = table.columns[at]!;
  const sign = signOf(column);
  const dates = new Map(table.models.map(({ name, date }) => [name, plainModel(name).date ?? date]));
  const all = [...columnScores(table, at)].map(([model, { value }]) => ({
    model,
    date: dates.get(model),
    value: sign * value,
  }));
  const groups = Map.groupBy(all, ({ model }) => groupOf(model, by));
  return [...groups].flatMap(([group, scored]) => {
    if (group === undefined) return [];
    const points = scored
      .filter((one): one is Point => one.date !== undefined)
      .sort((a, b) => (a.date < b.date ? -1 : 1));
    return [
      {
        table: table.name,
        column,
        group,
        dated: points.length,
        undated: scored.length - points.length,
        ...movement(points, { column, seed: `${table.digest} ${at} ${group}` }),
      },
    ];
  });
}

function groupOf(model: string, by: TrendGroup): string | undefined {
  if (by === 'all') return 'all';
  return by === 'provider' ? providerOf(model) : modelFamily(model);
}

function movement(
  points: readonly Point[],
  { column, seed }: { readonly column: BenchmarkColumn; readonly seed: string },
): Pick<Trend, 'records' | 'perYear' | 'interval' | 'pointsPerYear' | 'pointsInterval' | 'tooFew'> {
  const sign = signOf(column);
  const records = recordsOf(points).map(({ value, ...one }) => ({ ...one, value: sign * value + 0 }));
  const tooFew = lacking(points, records.length);
  if (tooFew !== undefined) return { records, tooFew };
  const perYear = slopeOf(points);
  const interval = perYear === undefined ? undefined : drawnAgain(points, seed);
  if (perYear === undefined || interval === undefined) return { records, tooFew: 'no two dates' };
  const { range } = column;
  const share = (value: number) => (100 * value) / (range ?? 1);
  return {
    records,
    perYear,
    interval,
    ...(range === undefined
      ? {}
      : { pointsPerYear: share(perYear), pointsInterval: [share(interval[0]), share(interval[1])] as const }),
  };
}

function lacking(points: readonly Point[], records: number): string | undefined {
  if (points.length < FEWEST_DATED) return `${points.length} models with a date`;
  const days = dayOf(points.at(-1)!) - dayOf(points[0]!);
  if (days < SHORTEST_DAYS) return `${days} days from the first to the last`;
  return records < FEWEST_RECORDS ? `${records} of them better than all before` : undefined;
}

function recordsOf(points: readonly Point[]): readonly Point[] {
  const records: Point[] = [];
  for (const [at, point] of points.entries()) {
    const last = records.at(-1);
    if (last !== undefined && point.value <= last.value) continue;
    if (at < FIRST_MODELS) records.length = 0;
    records.push(point);
  }
  return records;
}

function dayOf({ date }: Pick<Point, 'date'>): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** A year, of the best so far at each date from that of the third model on. Points are in the order of their dates. */
function slopeOf(points: readonly Point[]): number | undefined {
  const best = new Map<number, number>();
  const there = new Set<Point>();
  let so = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    so = Math.max(so, point.value);
    there.add(point);
    if (there.size >= FIRST_MODELS) best.set(dayOf(point), so);
  }
  const slope = leastSquaresSlope([...best.keys()], [...best.values()]);
  return slope === undefined ? undefined : slope * DAYS_A_YEAR;
}

function drawnAgain(points: readonly Point[], seed: string): Interval | undefined {
  const random = seededNumbers('benchmark trends', seed);
  const slopes: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const drawn = points.map(() => Math.floor(random() * points.length)).sort((a, b) => a - b);
    const slope = slopeOf(drawn.map((at) => points[at]!));
    if (slope !== undefined) slopes.push(slope);
  }
  const tail = (100 * (1 - CONFIDENCE)) / 2;
  return slopes.length < RESAMPLES / 2
    ? undefined
    : [nearestRank(slopes, tail), nearestRank(slopes, 100 - tail)];
}
