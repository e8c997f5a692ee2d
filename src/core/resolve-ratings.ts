/** Ratings belong to output texts; this gives each output of each candidate the ratings that are its own. */
import type { Output } from './output.ts';
import type { Rating } from './rating.ts';

/** What of an output says which ratings are its own. */
type RatedOutput = Pick<Output, 'candidate' | 'example' | 'trial' | 'status' | 'textId'>;

/** A rating as it applies to one output. */
export interface ResolvedRating<O extends RatedOutput = Output> {
  readonly output: O;
  readonly rating: Rating;
}

/**
 * For each output: the ratings that were given to it or, blind, to its text. An output that has none of its own
 * inherits those of an identical text, since identical outputs are rated once. Order of arrival is kept, and
 * nothing is chosen among several ratings: that is `decide`'s part. What cannot be judged is no rating, and neither is
 * what the same rater had said of it before.
 */
export function resolveRatings<O extends RatedOutput>(
  outputs: readonly O[],
  ratings: readonly Rating[],
): readonly ResolvedRating<O>[] {
  const judged = withoutWithdrawn(ratings);
  // By example and not by text: there may be 100,000 of them, and a key for each would be longer than its rating.
  const byExample = Map.groupBy(judged, (rating) => rating.example);
  return outputs.flatMap((output) => {
    if (output.status === 'error') return [];
    const ofText = (byExample.get(output.example) ?? []).filter(({ textId }) => textId === output.textId);
    if (ofText.length <= 1) return ofText.map((rating) => ({ output, rating }));
    return [...Map.groupBy(ofText, (rating) => rating.rater).values()]
      .flatMap((ofRater) => {
        const own = ofRater.filter((rating) => isFor(rating, output));
        return own.some((rating) => rating.repeatOf === undefined) ? own : ofRater;
      })
      .map((rating) => ({ output, rating }));
  });
}

function isFor(rating: Rating, output: RatedOutput): boolean {
  if (rating.candidate === undefined) return true;
  return rating.candidate === output.candidate && (rating.trial ?? 1) === output.trial;
}

/** The ratings that say something; who says at last that a text cannot be judged takes back what they said of it. */
function withoutWithdrawn(ratings: readonly Rating[]): readonly Rating[] {
  const withdrawn = new Map<string, { readonly time: number; readonly place: number }>();
  ratings.forEach((rating, place) => {
    if (rating.cannotJudge === undefined || rating.repeatOf !== undefined) return;
    const time = timeOf(rating);
    const last = withdrawn.get(keyOf(rating));
    if (last === undefined || last.time <= time) withdrawn.set(keyOf(rating), { time, place });
  });
  return ratings.filter((rating, place) => {
    if (rating.cannotJudge !== undefined) return false;
    if (withdrawn.size === 0) return true;
    const last = rating.repeatOf === undefined ? withdrawn.get(keyOf(rating)) : undefined;
    if (last === undefined) return true;
    // The latest counts, and of two at the same time the one that came later.
    const time = timeOf(rating);
    return time === last.time ? place > last.place : time > last.time;
  });
}

function keyOf({ example, textId, rater }: Rating): string {
  return JSON.stringify([example, textId, rater]);
}

function timeOf({ at }: Rating): number {
  return at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at);
}
