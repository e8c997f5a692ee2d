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
 * nothing is chosen among several ratings: that is `decide`'s part. What cannot be judged is no rating.
 */
export function resolveRatings<O extends RatedOutput>(
  outputs: readonly O[],
  ratings: readonly Rating[],
): readonly ResolvedRating<O>[] {
  const judged = ratings.filter((rating) => rating.cannotJudge === undefined);
  const byText = Map.groupBy(judged, (rating) => `${rating.example} ${rating.textId}`);
  return outputs.flatMap((output) => {
    if (output.status === 'error') return [];
    const ofText = byText.get(`${output.example} ${output.textId}`) ?? [];
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
