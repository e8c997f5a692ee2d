/** Reveals: showing which candidate gave what, before all required ratings are in, is noted for good. */
import type { Context } from '../core/context.ts';
import type { Split } from '../core/example.ts';
import type { Output } from '../core/output.ts';
import type { Rating } from '../core/rating.ts';
import type { MissingRating, Store } from '../core/store.ts';

/** The output texts of a split that somebody has to rate before names may be shown. */
export async function requiredRatings(
  { store, config }: Context,
  split: Split = 'dev',
): Promise<MissingRating[]> {
  const candidates = config.candidates.map((candidate) => candidate.id);
  return [...(await store.missingRatings({ candidates, split }))];
}

/**
 * Notes that `command` shows names, now or `at` an earlier time, when ratings are still missing; later decisions then
 * say so. `missing`: how many, where more are asked for than those of the `dev` examples.
 */
export async function noteReveal(
  context: Context,
  command: string,
  { missing, at }: { readonly missing?: number; readonly at?: string } = {},
): Promise<void> {
  const { store, clock } = context;
  // A store that may only be read can note nothing; showing what is in it is no harm to whoever owns it.
  if (!store.writable) return;
  const { candidates } = context.config;
  const count = missing ?? (await store.counts({ candidates, split: 'dev' })).ratings.missing;
  if (count > 0) await store.putReveal({ at: at ?? clock.now(), command, missing: count });
}

const seenBy = (rater: string) => `review --rater ${rater}`;

/** Notes that a rater has seen names with nothing missing: no early reveal, unless they change their answers after. */
export async function noteSeen(
  { store }: Context,
  { rater, at }: { readonly rater: string; readonly at: string },
): Promise<void> {
  if (store.writable) await store.putReveal({ at, command: seenBy(rater), missing: 0 });
}

/** When a rater last saw names in the review. */
export async function lastSeen(store: Store, rater: string): Promise<string | undefined> {
  return (await store.reveals()).findLast(({ command }) => command === seenBy(rater))?.at;
}

/** What is known of names that were shown while ratings were missing. */
export interface EarlyReveal {
  /** Whether a blind rating came after: of an output that was there when names were shown. */
  readonly early: boolean;
  /** Sentences for reveals that nothing was rated after. */
  readonly notes: readonly string[];
}

/**
 * Whether ratings can be less than blind. Ratings that came from files, without a blind session, were never claimed
 * to be blind here; outputs that a candidate gave after the reveal were not shown in it.
 */
export async function earlyReveal(
  { store }: Context,
  rated: readonly {
    readonly output: Pick<Output, 'at'>;
    readonly rating: Rating;
  }[],
): Promise<EarlyReveal> {
  const blind = rated.filter(({ rating }) => rating.origin === 'review');
  const reveals = blind.length === 0 ? [] : (await store.reveals()).filter(({ missing }) => missing > 0);
  const after = reveals.map(({ at }) =>
    blind.some(({ output, rating }) => {
      const isLater = (rating.at ?? at) > at && output.at <= at;
      // A note or a tag that came later says nothing new of how good it is.
      return (
        isLater && !blind.some((other) => (other.rating.at ?? at) <= at && saysTheSame(other.rating, rating))
      );
    }),
  );
  if (after.includes(true)) return { early: true, notes: [] };
  const first = reveals[0];
  if (first === undefined) return { early: false, notes: [] };
  const missing = first.missing === 1 ? '1 required rating was' : `${first.missing} required ratings were`;
  return {
    early: false,
    notes: [
      `Names were shown on ${first.at.slice(0, 10)}, when ${missing} missing; nothing that was shown has been rated since.`,
    ],
  };
}

function saysTheSame(one: Rating, other: Rating): boolean {
  return (
    one.rater === other.rater &&
    one.example === other.example &&
    one.textId === other.textId &&
    one.rating === other.rating &&
    one.acceptable === other.acceptable
  );
}
