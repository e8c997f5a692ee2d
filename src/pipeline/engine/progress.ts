/** What a run says while it works: a line per candidate with what is done, the rate, the time left, cost and failures. */
import type { Clock, Log } from '../../core/context.ts';

export interface CandidateProgress {
  readonly name: string;
  /** Outputs stored since this run began, by whatever process. */
  readonly done: number;
  /** Of these, by other processes. */
  readonly elsewhere?: number;
  /** Outputs that were missing when it began. */
  readonly total: number;
  /** Of those done, without an answer. */
  readonly failed: number;
  /** Outputs per second since the candidate's first one began. */
  readonly perSecond: number;
  /** Seconds that the rest will take at this rate; absent before the first output and at the end. */
  readonly secondsLeft?: number;
  readonly costUsd: number;
  /** Seconds until its provider may be asked again. */
  readonly pausedSeconds?: number;
  readonly stopped?: boolean;
}

export interface Progress {
  /** One more output of a candidate is in; `failed` when it has no answer, `elsewhere` when another process stored it. */
  step(candidate: string, how: 'answered' | 'failed' | 'elsewhere'): void;
  /** A call of a candidate was paid for. */
  paid(candidate: string, usd: number): void;
  stop(candidate: string): void;
  /** Clears the lines. */
  end(): void;
}

const EVERY_MS = 100;
/** Waits and times left are said anew also while nothing comes in. */
const IDLE_MS = 1_000;
/** Of these waits, how often what others did is counted. */
const COUNT_EVERY = 2;

/** `pausedMs` is asked whenever a line is made: for how long a candidate's provider is still left alone. */
export function startProgress(options: {
  readonly candidates: readonly { readonly id: string; readonly name: string; readonly total: number }[];
  readonly log: Log;
  readonly clock: Clock;
  readonly pausedMs: (candidate: string) => number;
  /** Outputs that are missing now, by candidate; undefined while no other process takes part. */
  readonly missing: () => Promise<ReadonlyMap<string, number> | undefined>;
}): Progress {
  const { candidates, log, clock, pausedMs, missing } = options;
  const started = clock.monotonic();
  const states = new Map(
    candidates.map(({ id, name, total }) => [
      id,
      // What others stored is counted when this process comes to it, and now and then in the store.
      { id, name, total, own: 0, met: 0, counted: 0, failed: 0, costUsd: 0, stopped: false },
    ]),
  );
  const end = new AbortController();
  let said = Number.NEGATIVE_INFINITY;
  const say = () => {
    said = clock.monotonic();
    const seconds = Math.max((said - started) / 1000, 0.001);
    const facts = [...states.values()].map(
      ({ id, own, met, counted, total, stopped, ...rest }): CandidateProgress => {
        const elsewhere = Math.max(met, counted);
        const done = own + elsewhere;
        const perSecond = done / seconds;
        const paused = pausedMs(id);
        return {
          ...rest,
          done,
          ...(elsewhere > 0 ? { elsewhere } : {}),
          total,
          perSecond: Number(perSecond.toPrecision(3)),
          ...(done === 0 || done >= total || stopped
            ? {}
            : { secondsLeft: Math.ceil((total - done) / perSecond) }),
          ...(paused > 0 ? { pausedSeconds: Math.ceil(paused / 1000) } : {}),
          ...(stopped ? { stopped } : {}),
        };
      },
    );
    log.progress({ lines: progressLines(facts), facts: { progress: facts as never } });
  };
  const countOthers = async () => {
    const now = await missing();
    for (const state of now === undefined ? [] : states.values())
      state.counted = Math.max(state.counted, state.total - state.own - (now!.get(state.id) ?? 0));
  };
  void (async () => {
    for (let turn = 0; ; turn++) {
      await clock.sleep(IDLE_MS, end.signal);
      if (end.signal.aborted) return;
      if (turn % COUNT_EVERY === 0) await countOthers();
      if (!end.signal.aborted && clock.monotonic() - said >= IDLE_MS) say();
    }
  })();
  return {
    step(candidate, how) {
      const state = states.get(candidate)!;
      if (how === 'elsewhere') state.met++;
      else state.own++;
      if (how === 'failed') state.failed++;
      const isAll = state.own + Math.max(state.met, state.counted) >= state.total;
      if (clock.monotonic() - said >= EVERY_MS || isAll) say();
    },
    paid(candidate, usd) {
      states.get(candidate)!.costUsd += usd;
    },
    stop(candidate) {
      states.get(candidate)!.stopped = true;
      say();
    },
    end() {
      end.abort();
      log.progress(undefined);
    },
  };
}

/** `gpt-5-mini  73 of 150, 12/s, 6 s left, $0.02, 1 failed`, names in a column of their own. */
export function progressLines(candidates: readonly CandidateProgress[]): readonly string[] {
  const width = Math.min(Math.max(...candidates.map(({ name }) => name.length)), 30);
  return candidates.map((candidate) => {
    const {
      name,
      done,
      elsewhere = 0,
      total,
      failed,
      perSecond,
      secondsLeft,
      costUsd,
      pausedSeconds,
      stopped,
    } = candidate;
    const short = name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width);
    const parts = [`${done} of ${total}${elsewhere > 0 ? ` (${elsewhere} by other processes)` : ''}`];
    if (done > 0 && done < total) parts.push(pace(perSecond));
    if (secondsLeft !== undefined && pausedSeconds === undefined)
      parts.push(`about ${duration(secondsLeft)} left`);
    if (costUsd > 0) parts.push(`$${costUsd.toFixed(costUsd < 1 ? 4 : 2)}`);
    if (failed > 0) parts.push(`${failed} failed`);
    if (pausedSeconds !== undefined) parts.push(`paused for ${duration(pausedSeconds)}`);
    if (stopped) parts.push('stopped');
    return `${short}  ${parts.join(', ')}`;
  });
}

/** `12/s`, or of a slow one `1 in 8 s`. */
function pace(perSecond: number): string {
  if (perSecond < 0.5) return `1 in ${duration(Math.round(1 / perSecond))}`;
  return `${perSecond.toPrecision(perSecond >= 100 ? 3 : 2)}/s`;
}

/** `8 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
