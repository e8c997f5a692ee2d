/** What a run's calls share: the pacer of its buckets, each candidate's time limits, and the word that is said of a wait. */
import type { Candidate } from '../../core/candidate.ts';
import type { Clock, Context } from '../../core/context.ts';
import type { Runner } from '../../core/plugins.ts';
import { warnOfLag } from './lag.ts';
import { createPacer, type Pacer } from './pacer.ts';
import { duration } from './progress.ts';
import { type LimitLearner, learnLimits } from './time-limits.ts';

/** Of commands fewer: each is a process of this machine; many at once would measure the machine, not the program. */
const DEFAULT_CONCURRENCY = { command: 4, other: 10 } as const;

/** Calls of a candidate in flight at the most: its own number, else the command line's. */
export function concurrencyOf({ target, concurrency }: Candidate, asked: number | undefined): number {
  return concurrency ?? asked ?? DEFAULT_CONCURRENCY[target.kind === 'command' ? 'command' : 'other'];
}

export interface Pacing {
  readonly pacer: Pacer;
  limitsOf(candidate: Candidate): LimitLearner;
  /** For how long a candidate's provider is still left alone; 0 when it is not. */
  pausedMs(candidate: string): number;
  /** Says that a call has been silent, at most once per candidate and `SAY_EVERY_MS`. */
  silent(candidate: Candidate, silentMs: number, idleMs: number): void;
  /** Says how far the times may be off, if they are. */
  end(): void;
}

const SAY_EVERY_MS = 15_000;

/** `running` are the candidates that have something to do. */
export function startPacing(options: {
  readonly running: readonly { readonly candidate: Candidate; readonly runner: Runner }[];
  readonly concurrency: number | undefined;
  readonly context: Pick<Context, 'clock' | 'log' | 'watchLag'>;
}): Pacing {
  const { running, concurrency } = options;
  const { clock, log, watchLag } = options.context;
  const lag = watchLag();
  const latencies: number[] = [];
  const learners = new Map(
    running.map(({ candidate }) => [candidate.id, learnLimits(candidate, (ms) => latencies.push(ms))]),
  );
  const said = new Map<string, number>();
  const inBucket = (bucket: string) => running.filter(({ runner }) => runner.bucket === bucket);
  const pacer = createPacer(clock, {
    // The lanes keep each candidate to its own number; the bucket holds them all until the provider objects.
    most: (bucket) =>
      inBucket(bucket).reduce((sum, { candidate }) => sum + concurrencyOf(candidate, concurrency), 0),
    onPause(bucket, pauseMs) {
      const paused = inBucket(bucket);
      const names = paused.map(({ candidate }) => candidate.name).join(', ');
      const others = paused.length < running.length ? ', the others go on' : '';
      log.info(`${names}: paused until ${wallTime(clock, pauseMs)}${others}; Ctrl-C is safe`);
    },
  });
  return {
    pacer,
    limitsOf: ({ id }) => learners.get(id)!,
    pausedMs(id) {
      const bucket = running.find(({ candidate }) => candidate.id === id)?.runner.bucket;
      const until = bucket === undefined ? undefined : pacer.pausedUntil(bucket);
      return until === undefined ? 0 : Math.max(0, until - clock.monotonic());
    },
    silent({ id, name }, silentMs, idleMs) {
      const now = clock.monotonic();
      if (now - (said.get(id) ?? Number.NEGATIVE_INFINITY) < SAY_EVERY_MS) return;
      said.set(id, now);
      const end = Number.isFinite(idleMs) ? `; after ${duration(idleMs / 1000)} it is asked again` : '';
      log.info(`${name}: a call has been silent for ${duration(silentMs / 1000)}${end}`);
    },
    end() {
      lag.end();
      warnOfLag(log, lag, latencies);
    },
  };
}

/** `14:05` of this machine's clock, with the date when it is another day; for people alone, nothing waits by it. */
function wallTime(clock: Clock, inMs: number): string {
  const now = new Date(clock.now());
  const then = new Date(now.getTime() + inMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
  if (then.toDateString() === now.toDateString()) return time;
  return `${time} on ${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}
