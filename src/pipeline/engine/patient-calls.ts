/** Answers are paid for: while the store cannot take them (a full disk, a server that restarts), the run waits and says so. */
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Store } from '../../core/store.ts';

export type PatientCalls = Pick<Store, 'claim' | 'settle'>;

const PAUSE_MS = 1_000;
/** Long enough to make room; then what is in hand is lost, and the run ends with the store's own error. */
const PATIENCE_MS = 5 * 60_000;

/** No call begins without a claim, so that none is paid for meanwhile. Ctrl-C ends the waiting. */
export function patientCalls({ store, clock, log, signal }: Context): PatientCalls {
  let failing = false;
  const patiently = async <T>(write: () => Promise<T>): Promise<T> => {
    const since = clock.monotonic();
    for (;;) {
      try {
        const result = await write();
        if (failing) log.info('What was in hand is stored; the run goes on.');
        failing = false;
        return result;
      } catch (error) {
        const over = signal.aborted || clock.monotonic() - since > PATIENCE_MS;
        if (over || !(error instanceof FieldtestError) || error.code !== 'store') throw error;
        if (!failing)
          log.warn(
            `nothing can be stored (${error.message}): the run waits, for 5 min at the most, and keeps the answers it has. ${error.hint}`,
          );
        failing = true;
        await clock.sleep(PAUSE_MS, signal);
      }
    }
  };
  return {
    claim: (claim, at) => patiently(() => store.claim(claim, at)),
    settle: (settlement) => patiently(() => store.settle(settlement)),
  };
}
