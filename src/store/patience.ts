/** Waits for a store that cannot be used for now (a server that restarts, a full disk), so that what was paid for is stored later. */
import type { Clock, Log } from '../core/context.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { isAway, isFull } from './store-error.ts';

/**
 * Does `work`, and does it again for as long as the server is away or the disk is full, five minutes at the most; then, or
 * at Ctrl-C, its own error is thrown. `again`: an earlier try may have been committed without a word of it, so
 * that the work must bear to be done twice.
 */
export type Patience = <T>(work: (again: boolean) => Promise<T>) => Promise<T>;

/** Fails at once. */
export const impatient: Patience = (work) => work(false);

const RETRY_MS = 1_000;
/** Long enough to make room, or to bring a server back. */
const MOST_MS = 5 * 60_000;

export function createPatience(of: {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}): Patience {
  const { clock, log, signal } = of;
  /** Of all that is asked at the same time. */
  let failingSince: number | undefined;
  let said = false;
  return async (work) => {
    for (let tries = 0; ; tries++) {
      try {
        const result = await work(tries > 0 || failingSince !== undefined);
        if (said) log.info('the store can be used again: what was in hand is stored, and the work goes on');
        said = false;
        failingSince = undefined;
        return result;
      } catch (error) {
        if (!isAway(error) && !isFull(error)) throw error;
        const now = clock.monotonic();
        failingSince ??= now;
        if (signal.aborted || now - failingSince > MOST_MS) throw error;
        // One connection may break for itself; another try on a new one tells.
        if ((tries > 0 || isFull(error)) && !said) {
          said = true;
          const hint = error instanceof FieldtestError ? ` ${error.hint}` : '';
          log.warn(
            `the store cannot be used for now, trying again for 5 min and keeping what is in hand: ${messageOf(error)}.${hint}`,
          );
        }
        await clock.sleep(RETRY_MS, signal);
      }
    }
  };
}
