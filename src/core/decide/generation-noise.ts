/** How much of the spread of ratings comes from asking again: reported beside the decision, no part of it. */
import { varianceComponents } from '../../stats/variance-components.ts';
import type { GenerationNoise } from '../decision.ts';
import type { Table } from './cells.ts';
import type { Rows } from './read-rows.ts';
import type { Settings } from './settings.ts';

/** With fewer examples that were repeated, the share may be anything. */
const ENOUGH_REPEATED = 10;

export interface NoiseFigures {
  /** Of a candidate, on all of its rated examples. */
  ofCandidate(column: number): GenerationNoise | undefined;
  /** Of the difference of two, on these examples. */
  ofDifference(a: number, b: number, examples: readonly number[]): GenerationNoise | undefined;
}

/** What was said of one trial, by rater; an error is the lowest value from everybody. */
type Trial = 'failed' | Map<string, number>;

/** The trials of a candidate on an example that failed or that somebody rated, by number. */
interface Cell {
  readonly trials: readonly Trial[];
  /** Who rated every one that did not fail; undefined when all of them failed. */
  readonly raters: readonly string[] | undefined;
  /** Of each trial the mean over these raters. */
  readonly values: readonly number[];
}

interface Of {
  readonly table: Table;
  readonly names: readonly string[];
  readonly settings: Settings;
}

/** Figures of what was rated in more than one trial; undefined where nothing was. */
export function generationNoise(rows: Rows, of: Of): NoiseFigures | undefined {
  const repeated = (row: { readonly trial?: number }) => (row.trial ?? 1) > 1;
  if (!rows.outputs.some(repeated) && !rows.ratings.some(repeated)) return undefined;
  const low = of.settings.scale[0];
  const cells = cellsOf(rows, of);
  const noise = (examples: readonly number[], columns: readonly number[]): GenerationNoise | undefined => {
    const items = examples.flatMap((example) => {
      const values = commonValues(
        columns.map((column) => cells[example * of.names.length + column]!),
        low,
      );
      return values === undefined ? [] : [values];
    });
    const again = items.filter((values) => values.every(({ length }) => length > 1)).length;
    if (again === 0) return undefined;
    const counts = { n: items.length, repeated: again };
    if (again < ENOUGH_REPEATED) return counts;
    const [a, b] = columns.map((_, side) => items.map((values) => values[side]!));
    const { within, between } = varianceComponents(a!, b)!;
    // All the same, however often it was asked: there is no spread to take a share of.
    return within + between > 0
      ? { ...counts, within, between, share: within / (within + between) }
      : { ...counts, within, between };
  };
  const all = of.table.examples.map((_, example) => example);
  return {
    ofCandidate: (column) => noise(all, [column]),
    ofDifference: (a, b, examples) => noise(examples, [a, b]),
  };
}

/** The values of these cells from the raters who rated every trial of all of them; undefined where one has none. */
function commonValues(cells: readonly Cell[], low: number): readonly (readonly number[])[] | undefined {
  let common: readonly string[] | undefined;
  for (const { raters } of cells)
    common = common === undefined ? raters : common.filter((rater) => raters?.includes(rater) ?? true);
  if (common?.length === 0 || cells.some(({ trials }) => trials.length === 0)) return undefined;
  return cells.map(({ trials, raters, values }) =>
    raters === undefined || raters.length === common!.length ? values : meansOver(trials, common!, low),
  );
}

function meansOver(trials: readonly Trial[], raters: readonly string[], low: number): readonly number[] {
  return trials.map((trial) =>
    trial === 'failed' ? low : raters.reduce((sum, rater) => sum + trial.get(rater)!, 0) / raters.length,
  );
}

/** Row by row of the table, in each the candidates in their order. */
function cellsOf(rows: Rows, { table, names, settings }: Of): readonly Cell[] {
  const place = new Map(table.examples.map(({ id }, index) => [id, index * names.length]));
  const column = new Map(names.map((name, index) => [name, index]));
  const drafts = Array.from({ length: table.examples.length * names.length }, () => new Map<number, Trial>());
  const draftOf = (row: { readonly example: string; readonly candidate: string }) =>
    drafts[place.get(row.example)! + column.get(row.candidate)!]!;
  for (const output of rows.outputs)
    if (output.status === 'error') draftOf(output).set(output.trial ?? 1, 'failed');
  for (const rating of rows.ratings) {
    const value = settings.by === 'rating' ? rating.rating : rating.acceptable;
    const draft = draftOf(rating);
    const trial = draft.get(rating.trial) ?? new Map<string, number>();
    if (value === undefined || trial === 'failed') continue;
    draft.set(rating.trial, trial.set(rating.rater, Number(value)));
  }
  return drafts.map((draft) => {
    // By number, so that sums do not depend on the order of the rows.
    const trials = [...draft].sort(([x], [y]) => x - y).map(([, trial]) => trial);
    const rated = trials.filter((trial) => trial !== 'failed');
    const raters = rated[0] && [...rated[0].keys()].filter((rater) => rated.every((own) => own.has(rater)));
    const low = settings.scale[0];
    return { trials, raters: raters?.sort(), values: meansOver(trials, raters ?? [], low) };
  });
}
