/** This process among the others that run on the same store: it says that it lives, and takes over from those that died. */
import type { LeftCall, RunProcess } from '../../core/calls.ts';
import type { Context } from '../../core/context.ts';

export interface SharedRun {
  readonly process: RunProcess;
  /** Calls that ended processes had under way, found by this one: they may have been billed. */
  readonly left: () => readonly LeftCall[];
  /** Looks at once who lives, and takes over. */
  look(): Promise<void>;
  leave(): Promise<void>;
}

const BEAT_MS = 2_000;
/** Without a beat for so long, by the clock of whoever looks, a process of another machine counts as dead. */
const DEAD_MS = 10_000;

/** Takes part in the run of this store; what processes left that died is free again when it resolves. */
export async function joinSharedRun({ store, clock, processes }: Context): Promise<SharedRun> {
  const process = processes.self();
  await store.joinRun(process, clock.now());
  const seen = new Map<string, { readonly beat: number; readonly at: number }>();
  const left: LeftCall[] = [];
  const end = new AbortController();

  const look = async (): Promise<void> => {
    const list = await store.beat(process, clock.now());
    const now = clock.monotonic();
    const dead = list.filter((other) => {
      const before = seen.get(other.id);
      if (before === undefined || before.beat !== other.beat)
        seen.set(other.id, { beat: other.beat, at: now });
      return processes.lives(other) === false || now - seen.get(other.id)!.at > DEAD_MS;
    });
    left.push(
      ...(await store.endProcesses(
        dead.map(({ id }) => id),
        clock.now(),
      )),
    );
  };

  await look();
  const beating = (async () => {
    for (;;) {
      await clock.sleep(BEAT_MS, end.signal);
      if (end.signal.aborted) return;
      // A store that is away for a moment is met again by the next beat; the calls themselves report it.
      await look().catch(() => {});
    }
  })();
  return {
    process,
    left: () => left,
    look,
    async leave() {
      end.abort();
      await beating;
      await store.endProcesses([process.id], clock.now());
    },
  };
}
