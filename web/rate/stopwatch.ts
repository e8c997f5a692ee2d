/** How long an item was in front of the rater: hidden tabs, pauses and long absences do not count. */

/** Without a sign of life for so long, the rater has left. */
const ABSENT_MS = 90_000;

export interface Stopwatch {
  /** A new item is in front of the rater. */
  start(): void;
  /** Something was pressed, moved or scrolled. */
  touch(): void;
  pause(): void;
  /** Active milliseconds since `start`. */
  read(): number;
}

export function createStopwatch(now: () => number): Stopwatch {
  let total = 0;
  let last = now();
  let running = true;
  const count = () => {
    const time = now();
    if (running) total += Math.min(time - last, ABSENT_MS);
    last = time;
  };
  return {
    start() {
      total = 0;
      last = now();
      running = true;
    },
    touch() {
      count();
      running = true;
    },
    pause() {
      count();
      running = false;
    },
    read() {
      count();
      return total;
    },
  };
}
