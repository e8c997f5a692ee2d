/** What each candidate is rated on each part of the work: the same in the terminal and in the files. */
import type { Decision, Interval } from '../decision.ts';
import type { FigureCell } from './candidates.ts';
import { interval, percent, rating } from './figures.ts';

/** A part of the work, and what each candidate that is rated there has. */
export interface Part {
  readonly name: string;
  /** Rated examples of the candidate that has most. */
  readonly n: number;
  readonly estimates: readonly {
    readonly candidate: string;
    readonly n: number;
    readonly mean: number;
    readonly interval: Interval;
  }[];
}

/** Fewer examples say nothing of a part. */
export const FEW = 3;
/** More parts make a table, or a picture, that nobody reads. */
export const MOST_PARTS = 20;

/** The parts with the most examples first; one that holds everything is none. */
export function partsOf({ candidates }: Decision): readonly Part[] {
  const whole = Math.max(0, ...candidates.map(({ n }) => n));
  const rows = candidates.flatMap(({ name, slices = [] }) =>
    slices.map(({ slice, n, mean, interval }) => ({ slice, candidate: name, n, mean, interval })),
  );
  return [...Map.groupBy(rows, ({ slice }) => slice)]
    .map(([name, estimates]) => ({ name, n: Math.max(...estimates.map(({ n }) => n)), estimates }))
    .filter(({ n }) => n < whole)
    .sort((x, y) => y.n - x.n || (x.name < y.name ? -1 : 1));
}

export interface SliceRow {
  readonly slice: string;
  /** Rated examples of the candidate that has most. */
  readonly n: number;
  /** In the order of the candidates; undefined where none is rated. */
  readonly figures: readonly (FigureCell | undefined)[];
}

/** The parts that are told, and a sentence on those that are left out. */
export function sliceRows(decision: Decision): { readonly rows: readonly SliceRow[]; readonly left: string } {
  const { candidates, by } = decision;
  const show = by === 'rating' ? rating : percent;
  const parts = partsOf(decision);
  const rows = parts
    .filter(({ n }) => n >= FEW)
    .slice(0, MOST_PARTS)
    .map(({ name, n, estimates }) => ({
      slice: name,
      n,
      figures: candidates.map((of): FigureCell | undefined => {
        const one = estimates.find(({ candidate }) => candidate === of.name);
        return one === undefined
          ? undefined
          : { figure: show(one.mean), range: interval(one.interval, show) };
      }),
    }));
  const left = parts.length - rows.length;
  if (left === 0 || rows.length === 0) return { rows, left: '' };
  return {
    rows,
    left: `${left} more ${left === 1 ? 'slice has' : 'slices have'} too few examples, or no room here: see --json.`,
  };
}
