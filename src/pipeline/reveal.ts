/** Reveals: showing which candidate gave what, before all required ratings are in, is noted for good. */
import type { Context } from '../core/context.ts';
import type { Split } from '../core/example.ts';
import type { MissingRating } from '../core/store.ts';

/** The output texts of a split that somebody has to rate before names may be shown. */
export async function requiredRatings(
  { store, config }: Context,
  split: Split = 'dev',
): Promise<MissingRating[]> {
  const candidates = config.candidates.map((candidate) => candidate.id);
  return [...(await store.missingRatings({ candidates, split }))];
}

/**
 * Notes that `command` shows names now, when ratings are still missing; later decisions then say so. `missing`:
 * how many, where more are asked for than those of the `dev` examples.
 */
export async function noteReveal(context: Context, command: string, missing?: number): Promise<void> {
  const { store, clock } = context;
  // A store that may only be read can note nothing; showing what is in it is no harm to whoever owns it.
  if (!store.writable) return;
  const candidates = context.config.candidates.map((candidate) => candidate.id);
  const count = missing ?? (await store.counts({ candidates, split: 'dev' })).ratings.missing;
  if (count > 0) await store.putReveal({ at: clock.now(), command, missing: count });
}

/**
 * Whether names were seen too early to trust the blindness. Ratings that all came from files, without a blind
 * session, were never claimed to be blind here, so nothing can have been revealed early.
 */
export async function wasRevealedEarly({ store }: Context): Promise<boolean> {
  const [first] = await store.reveals();
  if (first === undefined) return false;
  return (await store.ratings()).some((rating) => rating.origin === 'review');
}
