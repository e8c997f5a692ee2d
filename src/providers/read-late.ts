/** How late it is read what has arrived: while this process works it reads nothing. */
import { performance } from 'node:perf_hooks';

/** When all that was there had been read last (ms), and how long (ms) the process had waited for more by then. */
let readAt = performance.now();
let waitedMs = performance.nodeTiming.idleTime;
/** When what is being read now arrived, once somebody has asked, and how long the process had waited by then. */
let arrivedAt: number | undefined;
let askedAfterMs = 0;

/** Runs after each reading; it keeps no process alive, and none awake. */
function mark(): void {
  readAt = performance.now();
  waitedMs = performance.nodeTiming.idleTime;
  arrivedAt = undefined;
  setImmediate(mark).unref();
}
mark();

/**
 * Milliseconds from the arrival of what is being read now, the answer to a request that was sent so many ago, as far as
 * one can know. What a waiting process is woken by is read at once. What was there when a busy one came to read arrived
 * at some moment since it had read last: in the mean in the middle.
 */
export function readLateMs(sentMsAgo: number): number {
  const now = performance.now();
  const waited = performance.nodeTiming.idleTime;
  // Who has waited since then is reading something else.
  if (arrivedAt === undefined || waited > askedAfterMs) {
    arrivedAt = waited > waitedMs ? now : (readAt + now) / 2;
    askedAfterMs = waited;
  }
  return Math.min(now - arrivedAt, sentMsAgo / 2);
}
