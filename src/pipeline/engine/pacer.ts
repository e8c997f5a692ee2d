/** Pacing of one bucket (provider + model): pauses all of it when asked to, halves on 429, then grows again. */
import type { LearntPace } from '../../core/calls.ts';
import type { Clock } from '../../core/context.ts';
import type { RateWindow } from '../../core/plugins.ts';

export interface Pacer {
  /** Waits for a place; the returned function gives it back. Resolves early, without a place, on abort. */
  enter(bucket: string, signal: AbortSignal): Promise<() => void>;
  /** A call succeeded: one more place per 20 of these. */
  good(bucket: string): void;
  /**
   * The provider said "slow down": nobody enters for `pauseMs`, and the places are halved, once for all the calls
   * that were in flight together. `startedAt` is when the refused call was let in (monotonic).
   */
  slowDown(bucket: string, pauseMs: number, startedAt?: number): void;
  /**
   * An answer broke off while others were in flight: some servers end one answer when the next call comes. Half of what was
   * in flight is tried from here on.
   */
  brokeOff(bucket: string, startedAt: number): void;
  /** The provider asks for time, for another reason than too many calls. */
  pause(bucket: string, pauseMs: number): void;
  /** What is left of the provider's limits, by the headers of a call that was let in at `startedAt`. */
  learn(bucket: string, windows: readonly RateWindow[], startedAt: number): void;
  /** How often in a row the provider said "slow down" and answered nothing in between. */
  refusals(bucket: string): number;
  /** Monotonic time until which a bucket lets nobody in, or undefined. */
  pausedUntil(bucket: string): number | undefined;
  /** What this process learnt itself, for the others. What they told it is not part of it, or a pause would echo for ever. */
  learnt(): readonly LearntPace[];
  /** Aborts as soon as there is something in `learnt` that cannot wait; of the next such thing once it was read. */
  news(): AbortSignal;
  /** Takes over what another process learnt: its pauses, and each of its halvings once; growth stays everybody's own. */
  adopt(process: string, learnt: readonly LearntPace[]): void;
  /** Ends the pauses that were known from that process alone. */
  forget(process: string): void;
}

export interface PacerOptions {
  /** The largest number of calls in flight per bucket. */
  readonly most: number | ((bucket: string) => number);
  /** Told when somebody begins to wait so long, once per pause. */
  readonly onPause?: (bucket: string, pauseMs: number) => void;
}

interface Bucket {
  readonly most: number;
  places: number;
  good: number;
  /** Whether anything was learnt from a call of this process. */
  tried: boolean;
  refusals: number;
  halvings: number;
  halvedAt: number;
  pausedUntil: number;
  /** Of the user. */
  toldUntil: number;
  /** The end of the pause that the last news were about. */
  newsUntil: number;
  /** By process: until when it was told to wait, and how often it had halved its places. */
  readonly others: Map<string, { readonly pausedUntil: number; readonly halvings: number }>;
  /** When the calls in flight were let in. */
  readonly inFlight: Set<{ readonly at: number }>;
  readonly windows: Map<string, Window>;
  readonly waiting: Set<() => void>;
}

interface Window {
  readonly limit: number | undefined;
  remaining: number;
  readonly resetAt: number;
  /** When the call was let in whose answer said so. */
  readonly startedAt: number;
}

const GOOD_PER_STEP = 20;
/** A pause that is worth a word. */
const LONG_PAUSE_MS = 10_000;
/** A shorter pause is over before other processes have heard of it. */
const BRIEF_MS = 2_000;

/** A pacer for one process. */
export function createPacer(clock: Clock, options: PacerOptions): Pacer {
  const { most, onPause } = options;
  const buckets = new Map<string, Bucket>();
  const bucketOf = (name: string): Bucket => {
    const known = buckets.get(name);
    if (known !== undefined) return known;
    const fresh = freshBucket(typeof most === 'number' ? most : most(name));
    buckets.set(name, fresh);
    return fresh;
  };
  let news = new AbortController();
  const tellPause = (bucket: Bucket) => {
    const until = ownOpensAt(bucket);
    if (until <= Math.max(clock.monotonic(), bucket.newsUntil) + BRIEF_MS) return;
    bucket.newsUntil = until;
    news.abort();
  };
  const pause = (bucket: Bucket, pauseMs: number) => {
    bucket.pausedUntil = Math.max(bucket.pausedUntil, clock.monotonic() + pauseMs);
    tellPause(bucket);
  };
  /** False when a call that was in flight with this one has halved it already. */
  const halve = (bucket: Bucket, from: number, startedAt: number): boolean => {
    if (startedAt < bucket.halvedAt) return false;
    bucket.places = halfOf(from);
    bucket.good = 0;
    bucket.tried = true;
    bucket.halvings++;
    bucket.halvedAt = clock.monotonic();
    news.abort();
    return true;
  };
  const learn = (bucket: Bucket, windows: readonly RateWindow[], startedAt: number) => {
    const now = clock.monotonic();
    for (const { of, limit, remaining, resetMs } of windows) {
      const known = bucket.windows.get(of);
      // Answers overtake each other; what an earlier call was told is older news.
      if (known !== undefined && known.resetAt > now && known.startedAt > startedAt) continue;
      // Calls that were let in later may not be counted in what this one was told.
      const later = of === 'requests' ? laterThan(bucket, startedAt) : 0;
      bucket.windows.set(of, { limit, remaining: remaining - later, resetAt: now + resetMs, startedAt });
    }
    tellPause(bucket);
  };
  return {
    async enter(name, signal) {
      const bucket = bucketOf(name);
      while (!signal.aborted) {
        const now = clock.monotonic();
        const until = opensAt(bucket);
        if (until > now) {
          if (until - now >= LONG_PAUSE_MS && until > bucket.toldUntil) {
            bucket.toldUntil = until + 5000; // the jitter of those who are refused with it is no news
            onPause?.(name, until - now);
          }
          // What others say of a pause may turn out to be old: of a process that is dead.
          const own = ownOpensAt(bucket) - now;
          await clock.sleep(own > 0 ? own : Math.min(until - now, BRIEF_MS), signal);
        } else if (bucket.inFlight.size >= bucket.places) {
          await placeOrAbort(bucket, signal);
        } else {
          return admit(bucket, now);
        }
      }
      return () => {};
    },
    good(name) {
      const bucket = bucketOf(name);
      bucket.tried = true;
      bucket.refusals = 0;
      if (bucket.places >= bucket.most || ++bucket.good < GOOD_PER_STEP) return;
      bucket.good = 0;
      bucket.places++;
      wakeAll(bucket);
    },
    slowDown(name, pauseMs, startedAt = clock.monotonic()) {
      const bucket = bucketOf(name);
      pause(bucket, pauseMs);
      if (halve(bucket, bucket.places, startedAt)) bucket.refusals++;
    },
    brokeOff(name, startedAt) {
      const bucket = bucketOf(name);
      const others = bucket.inFlight.size;
      if (others > 0) halve(bucket, Math.min(bucket.places, others + 1), startedAt);
    },
    pause: (name, pauseMs) => pause(bucketOf(name), pauseMs),
    learn: (name, windows, startedAt) => learn(bucketOf(name), windows, startedAt),
    refusals: (name) => bucketOf(name).refusals,
    pausedUntil(name) {
      const until = opensAt(bucketOf(name));
      return until > clock.monotonic() ? until : undefined;
    },
    learnt() {
      if (news.signal.aborted) news = new AbortController();
      const now = clock.monotonic();
      return [...buckets].flatMap(([name, bucket]) => {
        const { places, halvings } = bucket;
        const pausedForMs = Math.max(0, ownOpensAt(bucket) - now);
        if (halvings === 0 && pausedForMs <= BRIEF_MS) return [];
        return { bucket: name, places, halvings, pausedForMs: pausedForMs > BRIEF_MS ? pausedForMs : 0 };
      });
    },
    news: () => news.signal,
    adopt(process, learnt) {
      for (const { bucket: name, places, halvings, pausedForMs } of learnt) {
        const bucket = bucketOf(name);
        const known = bucket.others.get(process);
        if (halvings > (known?.halvings ?? 0)) {
          // Calls that were refused together are halved by each process; a second halving for the others' must not follow.
          const least = bucket.tried ? halfOf(bucket.places) : 1;
          bucket.places = Math.max(least, Math.min(bucket.places, places));
          bucket.good = 0;
        }
        const pausedUntil = Math.max(known?.pausedUntil ?? 0, clock.monotonic() + pausedForMs);
        bucket.others.set(process, { pausedUntil, halvings });
      }
    },
    forget(process) {
      for (const bucket of buckets.values()) bucket.others.delete(process);
    },
  };
}

/** Monotonic time until which the bucket lets nobody in, by what this process knows itself. */
function ownOpensAt(bucket: Bucket): number {
  let until = bucket.pausedUntil;
  for (const { remaining, resetAt } of bucket.windows.values())
    if (remaining < 1) until = Math.max(until, resetAt);
  return until;
}

function opensAt(bucket: Bucket): number {
  let until = ownOpensAt(bucket);
  for (const { pausedUntil } of bucket.others.values()) until = Math.max(until, pausedUntil);
  return until;
}

const halfOf = (places: number) => Math.max(1, Math.floor(places / 2));

function freshBucket(most: number): Bucket {
  return {
    most,
    places: most,
    good: 0,
    tried: false,
    refusals: 0,
    halvings: 0,
    halvedAt: Number.NEGATIVE_INFINITY,
    pausedUntil: Number.NEGATIVE_INFINITY,
    toldUntil: Number.NEGATIVE_INFINITY,
    newsUntil: Number.NEGATIVE_INFINITY,
    others: new Map(),
    inFlight: new Set(),
    windows: new Map(),
    waiting: new Set(),
  };
}

function admit(bucket: Bucket, now: number): () => void {
  for (const [of, window] of bucket.windows) {
    // A window that has passed is full again, to an amount that the next answer says.
    if (window.resetAt <= now) bucket.windows.delete(of);
    else if (of === 'requests') window.remaining--;
  }
  const call = { at: now };
  bucket.inFlight.add(call);
  return () => {
    if (bucket.inFlight.delete(call)) wakeAll(bucket);
  };
}

function laterThan(bucket: Bucket, startedAt: number): number {
  let later = 0;
  for (const { at } of bucket.inFlight) if (at > startedAt) later++;
  return later;
}

/** All of them: one alone might have been stopped meanwhile, and its place stay empty. */
function wakeAll(bucket: Bucket): void {
  for (const wake of [...bucket.waiting]) wake();
}

function placeOrAbort(bucket: Bucket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      signal.removeEventListener('abort', wake);
      bucket.waiting.delete(wake);
      resolve();
    };
    signal.addEventListener('abort', wake, { once: true });
    bucket.waiting.add(wake);
  });
}
