/** Pacing of one bucket (provider + model): pauses all of it when asked to, halves on 429, then grows again. */
import type { Clock } from '../../core/context.ts';

export interface Pacer {
  /** Waits for a place; the returned function gives it back. Resolves early, without a place, on abort. */
  enter(bucket: string, signal: AbortSignal): Promise<() => void>;
  /** A call succeeded: one more place per 20 of these. */
  good(bucket: string): void;
  /** The provider said "slow down": half the places, and nobody enters for `pauseMs`. */
  slowDown(bucket: string, pauseMs: number): void;
  /** Monotonic time until which a bucket is paused, or undefined. */
  pausedUntil(bucket: string): number | undefined;
}

interface Bucket {
  limit: number;
  inFlight: number;
  good: number;
  pausedUntil: number;
  readonly waiting: (() => void)[];
}

const GOOD_PER_STEP = 20;

/** A pacer for one process; `most` is the largest number of calls in flight per bucket. */
export function createPacer(clock: Clock, most: number): Pacer {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (name: string): Bucket => {
    const known = buckets.get(name);
    if (known !== undefined) return known;
    const fresh: Bucket = { limit: most, inFlight: 0, good: 0, pausedUntil: 0, waiting: [] };
    buckets.set(name, fresh);
    return fresh;
  };
  const leave = (bucket: Bucket) => {
    bucket.inFlight--;
    for (const wake of bucket.waiting.splice(0)) wake();
  };
  return {
    async enter(name, signal) {
      const bucket = bucketOf(name);
      while (!signal.aborted) {
        const pause = bucket.pausedUntil - clock.monotonic();
        if (pause > 0) {
          await clock.sleep(pause, signal);
        } else if (bucket.inFlight >= bucket.limit) {
          await placeOrAbort(bucket, signal);
        } else {
          bucket.inFlight++;
          return () => leave(bucket);
        }
      }
      return () => {};
    },
    good(name) {
      const bucket = bucketOf(name);
      if (bucket.limit >= most || ++bucket.good < GOOD_PER_STEP) return;
      bucket.good = 0;
      bucket.limit++;
    },
    slowDown(name, pauseMs) {
      const bucket = bucketOf(name);
      bucket.limit = Math.max(1, Math.floor(bucket.limit / 2));
      bucket.good = 0;
      bucket.pausedUntil = Math.max(bucket.pausedUntil, clock.monotonic() + pauseMs);
    },
    pausedUntil(name) {
      const until = bucketOf(name).pausedUntil;
      return until > clock.monotonic() ? until : undefined;
    },
  };
}

function placeOrAbort(bucket: Bucket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      signal.removeEventListener('abort', wake);
      resolve();
    };
    signal.addEventListener('abort', wake, { once: true });
    bucket.waiting.push(wake);
  });
}
