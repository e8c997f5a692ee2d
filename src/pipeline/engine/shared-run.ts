/** This process among the others that run on the same store: it says that it lives, and takes over from those that died. */
import type { AskedRun, LeftCall, RunProcess, SeenProcess } from '../../core/calls.ts';
import type { Context } from '../../core/context.ts';
import type { Pacer } from './pacer.ts';

export interface SharedRun {
  readonly process: RunProcess;
  /** Calls that ended processes had under way, found by this one: they may have been billed. */
  readonly left: () => readonly LeftCall[];
  /** Whether no other process has been seen. */
  isAlone(): boolean;
  /** USD that all processes of the run have spent, at the most; undefined while this one was alone. */
  spentUsd(): Promise<number | undefined>;
  /** Notes what (USD) this process tells the store that it spent. */
  told(usd: number): void;
  /** Looks at once who lives, and takes over. */
  look(): Promise<void>;
  leave(): Promise<void>;
}

/** Another process, by what was seen of it. */
interface Seen {
  beat: number;
  /** When that beat was seen first (monotonic). */
  at: number;
  /** Whether a second beat was seen. */
  lived: boolean;
}

const BEAT_MS = 2_000;
/** Without a beat for so long, by the clock of whoever looks, a process of another machine counts as dead. */
export const DEAD_MS = 10_000;

/** Whether the run that this process has come to help with was left by its user, and by everybody, on the way here. */
function isDeserted({ id, asked }: RunProcess, others: readonly SeenProcess[]): boolean {
  return asked!.id !== id && others.every((other) => other.asked?.id !== asked!.id);
}

/**
 * Takes part in the run of this store; what processes left that died is free again when it resolves, and what the
 * others learnt of providers is known to the pacer. `asked` of the process that a user started is the run that it began.
 */
export async function joinSharedRun(
  { store, clock, processes }: Context,
  {
    pacer,
    asked,
    onCalledOff,
  }: {
    readonly pacer: Pacer;
    readonly asked: (self: RunProcess) => AskedRun;
    readonly onCalledOff?: (() => void) | undefined;
  },
): Promise<SharedRun> {
  const self = processes.self();
  const process = { ...self, asked: asked(self) };
  const left: LeftCall[] = [];
  const bury = async (ids: readonly string[]) =>
    void left.push(...(await store.endProcesses(ids, clock.now())));
  // A run whose processes are all dead is over: what it spent is not this one's.
  const gone = (await store.runProcesses()).filter((other) => processes.lives(other) === false);
  await bury(gone.map(({ id }) => id));
  let run = await store.joinRun(process, clock.now());
  let toldUsd = 0;
  const seen = new Map<string, Seen>();
  let lookedAt = clock.monotonic();
  let isFirst = true;
  const end = new AbortController();

  /** Notes a beat; true when this process is dead for sure. */
  const isDead = (other: SeenProcess, now: number): boolean => {
    const before = seen.get(other.id);
    if (processes.lives(other) === false) return true;
    if (before?.beat === other.beat) return now - before.at > DEAD_MS;
    seen.set(other.id, { beat: other.beat, at: now, lived: before !== undefined });
    pacer.adopt(other.id, other.learnt);
    return false;
  };

  const look = async (): Promise<void> => {
    const { others, buried, calledOff } = await store.beat(process, pacer.learnt());
    // While the machine slept, perhaps.
    if (buried) run = await store.joinRun(process, clock.now(), { run, usd: toldUsd });
    if (calledOff || (isFirst && isDeserted(process, others))) onCalledOff?.();
    isFirst = false;
    const now = clock.monotonic();
    // While this process slept or the store was away nobody was listened to: that is no silence of theirs.
    const deaf = Math.max(0, now - lookedAt - 2 * BEAT_MS);
    for (const one of seen.values()) one.at += deaf;
    lookedAt = now;
    const dead = others.filter((other) => isDead(other, now)).map(({ id }) => id);
    for (const id of dead) if (!seen.get(id)?.lived) pacer.forget(id);
    await bury(dead);
  };

  await look();
  const beating = (async () => {
    for (;;) {
      await clock.sleep(BEAT_MS, AbortSignal.any([end.signal, pacer.news()]));
      if (end.signal.aborted) return;
      // A store that is away for a moment is met again by the next beat; the calls themselves report it.
      await look().catch(() => {});
    }
  })();
  return {
    process,
    left: () => left,
    isAlone: () => seen.size === 0,
    spentUsd: async () => (seen.size === 0 ? undefined : await store.spentUsd(run)),
    told(usd) {
      toldUsd += usd;
    },
    look,
    async leave() {
      end.abort();
      await beating;
      await store.endProcesses([process.id], clock.now());
    },
  };
}
