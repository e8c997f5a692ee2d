/** Turns of the event loop: between two pieces of our own work it reads what has arrived, so that arrivals are timed when they happen. */
import { setImmediate } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/** Resolves in a turn that nobody else was given, in the order of asking. */
export function turn(): Promise<unknown> {
  last = last.then(() => setImmediate());
  return last;
}
