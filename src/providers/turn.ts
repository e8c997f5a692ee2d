/** Turns of the event loop: between two pieces of our own work it reads what has arrived, so that arrivals are timed when they happen. */

const begun: (() => void)[] = [];
const fresh: (() => void)[] = [];
let scheduled = false;

/**
 * Resolves in a turn that nobody else was given, in the order of asking, but what was `begun` before anything else: the
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
    (begun.shift() ?? fresh.shift())?.();
    if (begun.length + fresh.length > 0) schedule();
  });
}
