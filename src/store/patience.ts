/** Waits for a database that is away, so that what was paid for is stored once it is back. */
import type { Clock, Log } from '../core/context.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { isAway } from './store-error.ts';

/**
 * Does `work`, and does it again for as long as the database is away, a minute at the most. `again`: an earlier try may
 * have been committed without a word of it, so that the work must bear to be done twice.
 */
export type Patience = <T>(work: (again: boolean) => Promise<T>) => Promise<T>;

/** Fails at once. */
export const impatient: Patience = (work) => work(false);

const RETRY_MS = 500;
const MOST_MS = 60_000;

export function createPatience({ clock, log }: { readonly clock: Clock; readonly log: Log }): Patience {
  /** Of all that is asked at the same time. */
  let awaySince: number | undefined;
  let said = false;
  return async (work) => {
    for (let tries = 0; ; tries++) {
      try {
        const result = await work(tries > 0 || awaySince !== undefined);
        if (said) log.info('the database is back');
        said = false;
        awaySince = undefined;
        return result;
      } catch (error) {
        if (!isAway(error)) throw error;
        const now = clock.monotonic();
        awaySince ??= now;
        if (now - awaySince > MOST_MS)
          throw new FieldtestError(
            'store',
            `the database has been away for ${MOST_MS / 1000} s: ${messageOf(error)}`,
            'Check that the server is running, then run the same command again: what was stored before is kept.',
            { cause: error },
          );
        // One connection may break for itself; another try on a new one tells.
        if (tries > 0 && !said) {
          said = true;
          log.warn(`the database is away, trying again for ${MOST_MS / 1000} s (${messageOf(error)})`);
        }
        await clock.sleep(RETRY_MS);
      }
    }
  };
}
