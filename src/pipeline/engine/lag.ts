/** A warning when our own process was too busy to tell the provider's time. */
import type { LagWatch, Log } from '../../core/context.ts';

/** Of a typical answer's time; and nobody decides by less than these. */
const TOLERATED = 0.05;
const LEAST_MS = 2;
/** Answers before which a busy start says nothing about the rest. */
const LEAST_ANSWERS = 20;

/** `latencies` in ms, in any order; says nothing while the error is small. */
export function warnOfLag(log: Log, lag: LagWatch, latencies: readonly number[]): void {
  if (latencies.length < LEAST_ANSWERS) return;
  const median = latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length / 2)]!;
  const lagMs = lag.lagMs();
  if (lagMs <= Math.max(LEAST_MS, TOLERATED * median)) return;
  log.warn(
    `this process was so busy that a time may be off by ${Math.ceil(lagMs)} ms (half of the answers took ${Math.round(median)} ms): for exact times, run with a lower --concurrency on a machine that has nothing else to do`,
  );
}
