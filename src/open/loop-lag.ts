/** How late our own event loop is: what a time that is read in it may be too long by. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LagWatch } from '../core/context.ts';

const RESOLUTION_MS = 10;
const NS_PER_MS = 1e6;

/** Watches from now on. */
export function watchLoopLag(): LagWatch {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    lagMs() {
      // The histogram has the times between two ticks of a timer: its period, and what came on top.
      const period = histogram.mean / NS_PER_MS;
      const late = Math.max(0, period - RESOLUTION_MS);
      const deviation = histogram.stddev / NS_PER_MS;
      if (!(period > 0)) return 0;
      // Who arrives at any moment meets a block in proportion to its length, and waits for half of it:
      // sum(late^2) / 2 over sum(period), which a plain mean would miss.
      return (deviation ** 2 + late ** 2) / (2 * period);
    },
    end: () => void histogram.disable(),
  };
}
