/** Turns of the event loop: between two pieces of our own work it reads what has arrived, so that arrivals are timed when they happen. */

const begun: (() => void)[] = [];
const fresh: (() => void)[] = [];
let scheduled = false;
/** Turns of what was begun since one of what is fresh. */
let ahead = 0;

/** A long answer that never pauses must not keep the others out. */
const MOST_AHEAD = 4;

/**
 * Resolves in a turn that nobody else was given, in the order of asking, but what was `begun` before what is fresh: the
 * first of many answers that came together is done with early, and not all of them at the same late time.
 */
export function turn(how: 'fresh' | 'begun' = 'fresh'): Promise<void> {
  return new Promise((resolve) => {
    (how === 'begun' ? begun : fresh).push(resolve);
    schedule();
  });
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(() => {
    scheduled = false;
    next()?.();
    if (begun.length + fresh.length > 0) schedule();
  });
}

function next(): (() => void) | undefined {
  if (begun.length > 0 && (fresh.length === 0 || ahead < MOST_AHEAD)) {
    ahead++;
    return begun.shift();
  }
  ahead = 0;
  return fresh.shift();
}
