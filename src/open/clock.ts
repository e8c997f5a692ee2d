/** The real clock. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../core/context.ts';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch {
      // Woken by the signal; whoever sleeps looks at it next.
    }
  },
};
