/** What each candidate is worth on each example, rater by rater: the table that every figure is made from. */
import type { DecideBy, DecideInput } from '../decision.ts';
import type { OutputRow, Rows, SettledRating } from './read-rows.ts';
import type { Settings } from './settings.ts';

interface Judgement {
  readonly rater: string;
  /** Mean over the trials. */
  readonly value: number;
  /** When it could first be computed, in milliseconds; -Infinity when unknown. */
  readonly since: number;
}

/** One candidate on one example. */
export interface Cell {
  /** Every trial ended in an error: the lowest value, from everybody. */
  readonly failed: boolean;
  /** A list and no map: there may be 100,000 cells, and few raters. */
  readonly raters: readonly Judgement[];
}

interface ExampleRow {
  readonly id: string;
  readonly weight: number | undefined;
  readonly slices: readonly string[];
  readonly cluster: string;
  /** Its place in the input: the order of rating where no times are known. */
  readonly given: number;
}

export interface Table {
  /** Examples of the split, by id. */
  readonly examples: readonly ExampleRow[];
  /** Per example, per candidate in config order; undefined where nobody has rated yet. */
  readonly rating: CellRows;
  readonly acceptable: CellRows;
  /** True when some example of the split belongs to the same cluster as another. */
  readonly clustered: boolean;
  /** True when the input has values of this kind at all (failed outputs alone do not count). */
  readonly has: { readonly [by in DecideBy]: boolean };
  /** Ratings of outputs that ended in an error, which are not used. */
  readonly ratedErrors: number;
}

export type CellRows = readonly (readonly (Cell | undefined)[])[];

/** Builds the table. Trials are averaged here, first, with errors at their share of the trials. */
export function buildTable(input: DecideInput, rows: Rows, settings: Settings): Table {
  const examples = exampleRows(input, settings);
  const row = new Map(examples.map((example, index) => [example.id, index]));
  const column = new Map(input.candidates.map((candidate, index) => [candidate.name, index]));
  const k = input.candidates.length;
  const drafts: Draft[] = Array.from({ length: examples.length * k }, () => ({ trials: [], ratings: [] }));
  const draftOf = (of: { readonly example: string; readonly candidate: string }) =>
    drafts[row.get(of.example)! * k + column.get(of.candidate)!]!;
  for (const output of rows.outputs)
    draftOf(output).trials.push({ trial: output.trial ?? 1, status: output.status });
  let ratedErrors = 0;
  const has = { rating: false, acceptable: false };
  for (const rating of rows.ratings) {
    const draft = draftOf(rating);
    const status = draft.trials.find(({ trial }) => trial === rating.trial)?.status;
    if (status === 'error') {
      ratedErrors++;
      continue;
    }
    if (status === undefined) draft.trials.push({ trial: rating.trial, status: 'ok' });
    draft.ratings.push(rating);
    has.rating ||= rating.rating !== undefined;
    has.acceptable ||= rating.acceptable !== undefined;
  }
  const cellsOf = (by: DecideBy, low: number): CellRows =>
    examples.map((_, index) =>
      Array.from({ length: k }, (_unused, c) => cellOf(drafts[index * k + c]!, by, low)),
    );
  return {
    examples,
    rating: cellsOf('rating', settings.ratingScale[0]),
    acceptable: cellsOf('acceptable', 0),
    clustered: new Set(examples.map((example) => example.cluster)).size < examples.length,
    has,
    ratedErrors,
  };
}

/** The value of a cell: the mean over its raters, or the lowest when it failed. */
export function cellValue(cell: Cell, low: number): number {
  if (cell.failed) return low;
  let sum = 0;
  for (const judgement of cell.raters) sum += judgement.value;
  return sum / cell.raters.length;
}

interface Draft {
  readonly trials: { readonly trial: number; readonly status: OutputRow['status'] }[];
  readonly ratings: SettledRating[];
}

function cellOf(draft: Draft, by: DecideBy, low: number): Cell | undefined {
  const errors = draft.trials.filter(({ status }) => status === 'error').length;
  if (errors > 0 && errors === draft.trials.length) return { failed: true, raters: [] };
  const failing = errors === 0 ? 0 : errors / draft.trials.length;
  const sums: { rater: string; sum: number; n: number; since: number }[] = [];
  for (const rating of draft.ratings) {
    const value = by === 'rating' ? rating.rating : asNumber(rating.acceptable);
    if (value === undefined) continue;
    let own = sums.find(({ rater }) => rater === rating.rater);
    if (own === undefined) {
      own = { rater: rating.rater, sum: 0, n: 0, since: Number.POSITIVE_INFINITY };
      sums.push(own);
    }
    own.sum += value;
    own.n++;
    own.since = Math.min(own.since, rating.since);
  }
  if (sums.length === 0) return undefined;
  const raters = sums.map(({ rater, sum, n, since }) => ({
    rater,
    value: failing * low + (1 - failing) * (sum / n),
    since,
  }));
  return { failed: false, raters };
}

function exampleRows(input: DecideInput, settings: Settings): ExampleRow[] {
  const examples: ExampleRow[] = [];
  input.examples.forEach(({ id, weight, slices = [], split = 'dev', cluster }, given) => {
    if (split !== settings.split) return;
    // An example without a cluster is one of its own; the prefixes keep the two kinds of name apart.
    const group = cluster === undefined ? `example ${id}` : `cluster ${cluster}`;
    examples.push({ id, weight, slices, cluster: group, given });
  });
  return examples.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function asNumber(answer: boolean | undefined): number | undefined {
  return answer === undefined ? undefined : Number(answer);
}
