/** The queue of one process: each candidate's lane runs beside the others and never waits for them. */
import type { Lane, Queue } from '../core/context.ts';

/** Runs every lane up to its own concurrency; stops starting jobs once the signal aborts. */
export const inlineQueue: Queue = {
  async drain(lanes, { signal }) {
    await Promise.all(lanes.map((lane) => drainLane(lane, signal)));
  },
};

async function drainLane(lane: Lane, signal: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  let failure: unknown;
  for (;;) {
    while (failure === undefined && !signal.aborted && running.size < lane.concurrency()) {
      const job = lane.next();
      if (job === undefined) break;
      const done = job()
        // A job reports its own failures; one that throws is a defect or a broken store, and ends the lane.
        .catch((error: unknown) => {
          failure ??= error ?? new Error('a job failed without a reason');
        })
        .finally(() => running.delete(done));
      running.add(done);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (failure !== undefined) throw failure;
}
