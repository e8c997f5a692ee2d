/** Reveals: showing which candidate gave what, before all required ratings are in, is noted for good. */
import type { Context } from '../core/context.ts';

/** Notes that `command` shows names now, when ratings are still missing; later decisions then say so. */
export async function noteReveal(context: Context, command: string): Promise<void> {
  const { store, config, clock } = context;
  // A store that may only be read can note nothing; showing what is in it is no harm to whoever owns it.
  if (!store.writable) return;
  const candidates = config.candidates.map((candidate) => candidate.id);
  const { missing } = (await store.counts({ candidates, split: 'dev' })).ratings;
  if (missing > 0) await store.putReveal({ at: clock.now(), command, missing });
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
