/** What a run says while it works: done, rate, time left, cost, failures. */
import type { Clock, Log } from '../../core/context.ts';

export interface Progress {
  /** One more output is in; `failed` when it has no answer. */
  step(failed: boolean): void;
  /** Clears the line. */
  end(): void;
}

/** Reports at most ten times a second; `spent` is asked when a line is made. */
export function startProgress(options: {
  readonly total: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly spent: () => number;
}): Progress {
  const { total, log, clock, spent } = options;
  const started = clock.monotonic();
  let done = 0;
  let failed = 0;
  let said = Number.NEGATIVE_INFINITY;
  return {
    step(failure) {
      done++;
      if (failure) failed++;
      const now = clock.monotonic();
      if (now - said < 100 && done < total) return;
      said = now;
      log.progress(progressLine({ done, total, failed, seconds: (now - started) / 1000, spent: spent() }));
    },
    end: () => log.progress(undefined),
  };
}

/** `73 of 150 outputs, 12.1/s, about 6 s left, $0.02, 1 failed`. */
export function progressLine(facts: {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly seconds: number;
  readonly spent: number;
}): string {
  const { done, total, failed, seconds, spent } = facts;
  const rate = done / Math.max(seconds, 0.001);
  const left = (total - done) / rate;
  const parts = [`${done} of ${total} outputs`, `${rate.toPrecision(rate >= 100 ? 3 : 2)}/s`];
  if (done < total) parts.push(`about ${duration(left)} left`);
  if (spent > 0) parts.push(`$${spent.toFixed(spent < 1 ? 4 : 2)} so far`);
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(', ');
}

/** `8 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
