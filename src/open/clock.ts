/** The real clock. */
import type { Clock } from '../core/context.ts';

/** The longest timer that there is: about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  // Not timers/promises: it makes an error, with its stack, for every sleep that is cut short, and each call has one.
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const awake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', awake);
        resolve();
      };
      const timer = setTimeout(awake, Math.min(ms, LONGEST_MS));
      signal?.addEventListener('abort', awake);
    }),
};
