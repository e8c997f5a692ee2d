/** What each candidate is rated on each part of the work: the same in the terminal and in the files. */
import type { Decision } from '../decision.ts';
import type { FigureCell } from './candidates.ts';
import { interval, percent, rating } from './figures.ts';

export interface SliceRow {
  readonly slice: string;
  /** Rated examples of the candidate that has most. */
  readonly n: number;
  /** In the order of the candidates; undefined where none is rated. */
  readonly figures: readonly (FigureCell | undefined)[];
}

/** A slice with fewer examples tells nothing. */
const LEAST_IN_SLICE = 3;
const MOST_SLICES = 20;

/** The slices with the most examples first, and a sentence on those that are left out; a slice that holds everything is none. */
export function sliceRows({ candidates, by }: Decision): {
  readonly rows: readonly SliceRow[];
  readonly left: string;
} {
  const show = by === 'rating' ? rating : percent;
  const all = Math.max(0, ...candidates.map(({ n }) => n));
  const sizes = new Map<string, number>();
  for (const { slices = [] } of candidates)
    for (const { slice, n } of slices) sizes.set(slice, Math.max(n, sizes.get(slice) ?? 0));
  const parts = [...sizes].filter(([, n]) => n < all);
  const enough = parts
    .filter(([, n]) => n >= LEAST_IN_SLICE)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const rows = enough.slice(0, MOST_SLICES).map(([slice, n]) => ({
    slice,
    n,
    figures: candidates.map(({ slices = [] }): FigureCell | undefined => {
      const one = slices.find((of) => of.slice === slice);
      return one === undefined ? undefined : { figure: show(one.mean), range: interval(one.interval, show) };
    }),
  }));
  const left = parts.length - rows.length;
  if (left === 0 || rows.length === 0) return { rows, left: '' };
  return {
    rows,
    left: `${left} more ${left === 1 ? 'slice has' : 'slices have'} too few examples, or no room here: see --json.`,
  };
}
