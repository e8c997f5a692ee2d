/** How much the differences of two candidates spread from example to example: of the first ratings, or typical values. */
import { chiSquareQuantile } from '../../stats/chi-square-quantile.ts';
import { wilson } from '../../stats/wilson.ts';
import { partsOf } from '../decide/apart.ts';
import { buildTable, type Table } from '../decide/cells.ts';
import { checkInput } from '../decide/check-input.ts';
import { sumsOf } from '../decide/figures.ts';
import { pairsOf } from '../decide/pairs.ts';
import { readRows } from '../decide/read-rows.ts';
import { type Settings, settingsOf } from '../decide/settings.ts';
import type { DecideBy, DecideInput } from '../decision.ts';

/** Three figures in ascending order. */
export interface Range {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** The standard deviation of the paired differences, in the unit of what is rated (a rate: 0 to 1). */
export interface Spread extends Range {
  /** `ratings`: measured here; the true one lies between the ends about four times in five. `typical`: of other people's work. */
  readonly from: 'ratings' | 'typical';
  /** Of `ratings`: the examples that two candidates have. */
  readonly examples?: number;
}

/** What the first ratings tell of a set before they tell anything of a candidate. */
export interface FirstRatings {
  /** Absent before two candidates have ten examples, and while all differences are equal. */
  readonly spread?: Spread;
  /** What an example is worth where several belong together (one conversation, one customer): 1 where none do. */
  readonly unitsPerExample: number;
}

/** Fewer examples of two candidates say too little of a spread. */
const FEWEST = 10;
/** The chance on each side that the true spread lies beyond an end. */
const BEYOND = 0.1;

/**
 * One rater's differences on a 1 to 5 scale, and yes/no answers of candidates that are close: the lowest and the
 * highest spread that were measured on published judgements (relevance of summaries; answers and tool calls, right
 * or wrong). The likely one is their geometric mean.
 */
const TYPICAL = { rating: [0.94, 1.43], acceptable: [0.33, 0.52] } as const;

/** In proportion on scales other than 1 to 5. */
export function typicalSpread(by: DecideBy, scale: readonly [number, number]): Spread {
  const unit = by === 'rating' ? (scale[1] - scale[0]) / 4 : 1;
  const [low, high] = TYPICAL[by];
  return { from: 'typical', low: low * unit, likely: Math.sqrt(low * high) * unit, high: high * unit };
}

/**
 * The spread that the ratings so far show, pooled over all pairs of candidates that have ten examples or more: the root of
 * the mean variance. Pooled and not that of the closest pair, since which pair is close is a result, and a plan must show
 * none; and since one pair's spread of ten examples is off by a quarter. The ends count one pair's examples alone, as
 * pairs share their candidates. Measured with 10 to 30 examples of real scores: the true spread lies between them in 73 to 92 % of
 * evals (63 % with 10 yes/no answers of two candidates; else it was too wide, or there was none to see). Throws as `decide` does.
 */
export function firstRatings(rated: DecideInput, by: DecideBy): FirstRatings {
  const { scale, split } = rated.options ?? {};
  const input = { ...rated, options: { by, ...(scale && { scale }), ...(split && { split }) } };
  checkInput(input, settingsOf(input));
  const { decides } = partsOf(input);
  const settings = settingsOf(decides);
  const table = buildTable(decides, readRows(decides, settings).rows, settings);
  const spread = pooledSpread(table, settings, decides.candidates.length);
  return { unitsPerExample: unitsPerExample(table), ...(spread && { spread }) };
}

function unitsPerExample(table: Table): number {
  const n = table.examples.length;
  if (n === 0) return 1;
  const all = table.examples.map((_, example) => ({ example }));
  const { units } = sumsOf(
    table,
    all,
    all.map(() => 0),
  );
  return units / n;
}

function pooledSpread(table: Table, { by, scale }: Settings, k: number): Spread | undefined {
  // Failures alone are no judgement of anybody's.
  if (!table.has[by]) return undefined;
  let squares = 0;
  let degrees = 0;
  let longest = 0;
  let examples = 0;
  for (const { items } of pairsOf(table, table[by], k, scale[0])) {
    if (items.length < FEWEST) continue;
    const sums = sumsOf(
      table,
      items,
      items.map(({ difference }) => difference),
    );
    const mean = sums.sum / sums.units;
    squares += sums.squares - 2 * mean * sums.cross + mean * mean * sums.units;
    degrees += sums.units - 1;
    longest = Math.max(longest, sums.units - 1);
    examples = Math.max(examples, items.length);
  }
  const likely = Math.sqrt(Math.max(squares, 0) / degrees);
  if (!(longest >= 1) || !(likely > 1e-9)) return undefined;
  const [low, high] =
    by === 'rating' ? deviationRange(likely, longest) : rateDeviationRange(likely, longest + 1);
  // No difference is larger than the scale.
  return { from: 'ratings', low, likely, high: Math.min(high, scale[1] - scale[0]), examples };
}

function deviationRange(likely: number, degrees: number): readonly [number, number] {
  const end = (tail: number) => likely * Math.sqrt(degrees / chiSquareQuantile(tail, degrees));
  return [end(BEYOND), end(1 - BEYOND)];
}

/** The variance of yes/no differences is nearly the share of examples on which the answers differ: an interval of that. */
function rateDeviationRange(likely: number, n: number): readonly [number, number] {
  const [low, high] = wilson(Math.min(1, likely * likely) * n, n, BEYOND);
  return [Math.min(Math.sqrt(low), likely), Math.max(Math.sqrt(high), likely)];
}
