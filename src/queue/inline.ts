/** The queue of one process: each candidate's lane runs beside the others and never waits for them. */
import type { Lane, Queue } from '../core/context.ts';

/**
 * Runs every lane up to its own concurrency; stops starting jobs once the signal aborts. When a job throws no lane starts
 * another, and what was begun is waited for before the error is thrown on.
 */
export const inlineQueue: Queue = {
  async drain(lanes, { signal }) {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const drained = lanes.map(async (lane) => {
      try {
        await drainLane(lane, either);
      } catch (error) {
        failed.abort();
        throw error;
      }
    });
    const broken = (await Promise.allSettled(drained)).find(({ status }) => status === 'rejected');
    if (broken?.status === 'rejected') throw broken.reason;
  },
};

function drainLane(lane: Lane, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let running = 0;
    let busy = 0;
    let failure: { readonly reason: unknown } | undefined;
    const startMore = (): void => {
      while (failure === undefined && !signal.aborted && busy < lane.concurrency()) {
        const job = lane.next();
        if (job === undefined) break;
        void start(job);
      }
      if (running > 0) return;
      if (failure === undefined) resolve();
      else reject(failure.reason);
    };
    const start = async (job: NonNullable<ReturnType<Lane['next']>>): Promise<void> => {
      running++;
      busy++;
      let isBusy = true;
      const free = (): void => {
        if (!isBusy) return;
        isBusy = false;
        busy--;
      };
      try {
        await job(() => {
          free();
          startMore();
        });
      } catch (reason) {
        // A job reports its own failures; one that throws is a defect or a broken store, and ends the lane.
        failure ??= { reason };
      }
      free();
      running--;
      startMore();
    };
    startMore();
  });
}
