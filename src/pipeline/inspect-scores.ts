/** Ratings as Inspect takes them back: scores from 0 to 1, one for each sample and epoch, for its precomputed_scores. */
import type { RatingRow } from '../core/rows.ts';

/** A line of such a file. */
export interface InspectScore {
  /** The sample's id, which is the example's name. */
  readonly id: string;
  readonly epoch: number;
  /** 0 to 1: the mean over raters of the points of the scale, or the share of them that accept the output. */
  readonly value: number;
  /** The raters' notes. */
  readonly explanation?: string;
  readonly metadata: { readonly raters: readonly string[]; readonly candidate: string };
}

export interface InspectScoresOptions {
  /** Inspect scores one log, which is of one model. */
  readonly candidate: string;
  readonly scale: number | false;
}

/** The scores of one candidate. The latest rating of each rater counts; those that measure agreement do not. */
export function inspectScores(
  rows: readonly RatingRow[],
  { candidate, scale }: InspectScoresOptions,
): readonly InspectScore[] {
  const own = rows.filter((row) => row.candidate === candidate && row.repeatOf === undefined);
  const byOutput = Map.groupBy(own, ({ example, trial = 1 }) => JSON.stringify([example, trial]));
  return [...byOutput.values()].map((given) => {
    const last = [...Map.groupBy(given, ({ rater }) => rater).values()].map(latest);
    const values = last.map((row) => unitValue(row, scale));
    const notes = last.map(({ note = '' }) => note).filter((note) => note !== '');
    const { example, trial = 1 } = given[0]!;
    return {
      id: example,
      epoch: trial,
      value: values.reduce((sum, value) => sum + value, 0) / values.length,
      ...(notes.length === 0 ? {} : { explanation: notes.join('\n') }),
      metadata: { raters: last.map(({ rater }) => rater), candidate },
    };
  });
}

/** By time, and of two at the same time the one that came later. */
function latest(rows: readonly RatingRow[]): RatingRow {
  return rows.reduce((a, b) => ((b.at ?? '') >= (a.at ?? '') ? b : a));
}

function unitValue({ rating, acceptable }: RatingRow, scale: number | false): number {
  if (rating === undefined || scale === false) return acceptable === true ? 1 : 0;
  return (rating - 1) / (scale - 1);
}
