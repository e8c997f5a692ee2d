/** What the raters' own ratings say about the raters: agreement, self-agreement and a taste for length. */
import { krippendorffAlpha } from '../../stats/krippendorff-alpha.ts';
import { pearson } from '../../stats/pearson.ts';
import type { Decision } from '../decision.ts';
import type { Rows, SettledRating } from './read-rows.ts';
import type { Settings } from './settings.ts';

/** Fewer rated lengths than this give no correlation worth showing. */
const FEW_LENGTHS = 3;

/** Reported beside the decision; none of it changes an estimate. */
export function raterFigures(
  rows: Rows,
  settings: Settings,
): Pick<Decision, 'raters' | 'agreement' | 'repeats' | 'lengthCorrelation'> {
  const { ratings } = rows;
  const agreement = agreementOf(ratings, settings);
  const repeats = repeatsOf(rows, settings);
  const lengthCorrelation = lengthsOf(rows, ratings, settings);
  const raters = ratersOf(ratings);
  return {
    ...(raters.length > 0 && { raters }),
    ...(agreement && { agreement }),
    ...(repeats.length > 0 && { repeats }),
    ...(lengthCorrelation.length > 0 && { lengthCorrelation }),
  };
}

function ratersOf(ratings: readonly SettledRating[]): NonNullable<Decision['raters']> {
  return [...Map.groupBy(ratings, ({ rater }) => rater)]
    .map(([rater, own]) => ({ rater, ratings: own.length }))
    .sort((a, b) => b.ratings - a.ratings || (a.rater < b.rater ? -1 : 1));
}

function judgementOf(
  rating: Pick<SettledRating, 'rating' | 'acceptable'>,
  settings: Settings,
): number | undefined {
  if (settings.by === 'rating') return rating.rating;
  return rating.acceptable === undefined ? undefined : Number(rating.acceptable);
}

/** Ratings of one output stand together. */
function agreementOf(ratings: readonly SettledRating[], settings: Settings): Decision['agreement'] {
  const shared: { readonly values: number[]; readonly raters: string[] }[] = [];
  let own: SettledRating[] = [];
  const end = () => {
    const judged = own.flatMap((rating) => {
      const value = judgementOf(rating, settings);
      return value === undefined ? [] : [{ value, rater: rating.rater }];
    });
    if (judged.length >= 2)
      shared.push({ values: judged.map(({ value }) => value), raters: judged.map(({ rater }) => rater) });
    own = [];
  };
  for (const rating of ratings) {
    const last = own[0];
    if (last !== undefined && !isOfSame(last, rating)) end();
    own.push(rating);
  }
  end();
  const alpha = krippendorffAlpha(shared.map(({ values }) => values));
  if (alpha === undefined) return undefined;
  return { alpha, outputs: shared.length, raters: new Set(shared.flatMap(({ raters }) => raters)).size };
}

function isOfSame(x: SettledRating, y: SettledRating): boolean {
  return x.example === y.example && x.candidate === y.candidate && x.trial === y.trial;
}

/** A repeat is held against what the rater finally said of the same output. */
function repeatsOf(rows: Rows, settings: Settings): NonNullable<Decision['repeats']> {
  const byRater = new Map<string, { n: number; same: number }>();
  for (const repeat of rows.repeats) {
    const before = repeat.before && judgementOf(repeat.before, settings);
    const again = judgementOf(repeat, settings);
    if (before === undefined || again === undefined) continue;
    const counts = byRater.get(repeat.rater) ?? { n: 0, same: 0 };
    counts.n++;
    if (before === again) counts.same++;
    byRater.set(repeat.rater, counts);
  }
  return [...byRater].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rater, counts]) => ({ rater, ...counts }));
}

function lengthsOf(rows: Rows, ratings: readonly SettledRating[], settings: Settings) {
  const lengths = new Map<string, number>();
  for (const { example, candidate, trial = 1, status, length } of rows.outputs) {
    if (length !== undefined && status !== 'error')
      lengths.set(JSON.stringify([example, candidate, trial]), length);
  }
  const byRater = new Map<string, { candidates: string[]; lengths: number[]; values: number[] }>();
  if (lengths.size === 0) return [];
  for (const rating of ratings) {
    const length = lengths.get(JSON.stringify([rating.example, rating.candidate, rating.trial]));
    const value = judgementOf(rating, settings);
    if (length === undefined || value === undefined) continue;
    const lists = byRater.get(rating.rater) ?? { candidates: [], lengths: [], values: [] };
    lists.candidates.push(rating.candidate);
    lists.lengths.push(length);
    lists.values.push(value);
    byRater.set(rating.rater, lists);
  }
  return [...byRater]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([rater, lists]) => {
      const { candidates, lengths: own, values } = lists;
      const r =
        values.length < FEW_LENGTHS
          ? undefined
          : pearson(centred(own, candidates), centred(values, candidates));
      return r === undefined ? [] : [{ rater, n: lists.values.length, r }];
    });
}

/** Each value less the mean of its candidate: a better candidate that also writes more is no taste for length. */
function centred(values: readonly number[], candidates: readonly string[]): readonly number[] {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const [i, value] of values.entries()) {
    const { sum, n } = sums.get(candidates[i]!) ?? { sum: 0, n: 0 };
    sums.set(candidates[i]!, { sum: sum + value, n: n + 1 });
  }
  return values.map((value, i) => {
    const { sum, n } = sums.get(candidates[i]!)!;
    return value - sum / n;
  });
}
