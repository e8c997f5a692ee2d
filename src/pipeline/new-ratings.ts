/** Which rows of a ratings file say something new: a correction is, the same file again is not. */
import { hashJson } from '../core/identity.ts';
import { type Json, sortedJson } from '../core/json.ts';
import type { Rating } from '../core/rating.ts';

/** A rating before it is known whether it is new. */
export type Judgement = Omit<Rating, 'id'>;

export interface NewRatings {
  readonly ratings: readonly Rating[];
  /** How many of them put another value in the place of an earlier one. */
  readonly corrections: number;
}

export interface NewRatingsOptions {
  /** ISO 8601. */
  readonly now: string;
  /** Ids of the candidates that the config has. */
  readonly current: ReadonlySet<string>;
}

/**
 * The judgements of a file that change what is stored, in order. Those of one rater about one output are taken
 * together: when the stored ones end with just these, the file has been here before; else they count after all that
 * came before, also when an earlier value comes back. A correction without a time happened now. What the text has
 * already, rated blind or under a version of the candidate that is gone, is not stored once more under another name.
 */
export function newRatings(
  stored: readonly Rating[],
  judgements: readonly Judgement[],
  { now, current }: NewRatingsOptions,
): NewRatings {
  const before = Map.groupBy(stored, keyOf);
  const inherited = Map.groupBy(
    stored.filter((rating) => rating.candidate === undefined || !current.has(rating.candidate)),
    textKeyOf,
  );
  const ratings: Rating[] = [];
  let corrections = 0;
  for (const [key, rows] of Map.groupBy(judgements, keyOf)) {
    const known = before.get(key) ?? [];
    const ofText = inherited.get(textKeyOf(rows[0]!)) ?? [];
    if (known.length === 0 && rows.every((row) => ofText.some((rating) => sameValue(row, rating)))) continue;
    const fresh = known.length === 0 ? rows : unknownRows(known, rows);
    if (known.length > 0) corrections += fresh.length;
    for (const [i, row] of fresh.entries()) {
      const placed = row.at === undefined && known.length > 0 ? { ...row, at: now } : row;
      // Notes may hold lone surrogates, which the canonical text refuses; their escaped JSON serves as well.
      ratings.push({
        id: hashJson({ row: sortedJson(placed as unknown as Json), place: known.length + i }),
        ...placed,
      });
    }
  }
  return { ratings, corrections };
}

function unknownRows(known: readonly Rating[], rows: readonly Judgement[]): readonly Judgement[] {
  const tail = known.slice(-rows.length);
  if (tail.length === rows.length && rows.every((row, i) => says(row, tail[i]!))) return [];
  // Where every row has its time, its place among the others is settled by that alone.
  if (rows.every((row) => row.at !== undefined)) {
    return rows.filter((row) => known.every((rating) => !says(row, rating)));
  }
  return says(rows[0]!, known.at(-1)!) ? rows.slice(1) : rows;
}

/** Whether a row says what a stored rating says; a row without a time may have got one when it was stored. */
function says(row: Judgement, rating: Rating): boolean {
  const { at, ...value } = row;
  const { at: storedAt, id: _id, ...storedValue } = rating;
  if (at !== undefined && at !== storedAt) return false;
  return sortedJson(value) === sortedJson(storedValue);
}

/** As `says`, whatever candidate it was said of and wherever it was made. */
function sameValue(row: Judgement, rating: Rating): boolean {
  const { origin, candidate, trial } = rating;
  const { candidate: _candidate, trial: _trial, ...rest } = row;
  return says(
    {
      ...rest,
      origin,
      ...(candidate === undefined ? {} : { candidate }),
      ...(trial === undefined ? {} : { trial }),
    },
    rating,
  );
}

function textKeyOf({ example, textId, rater, repeatOf }: Judgement): string {
  return JSON.stringify([example, textId, rater, repeatOf]);
}

function keyOf({ example, candidate, trial, rater, repeatOf }: Judgement): string {
  return JSON.stringify([example, candidate, trial, rater, repeatOf]);
}
