/** Runs that somebody is at work on now, seen from outside: by a word that was heard of them, or by their processes' beats. */
import type { AskedRun, SeenProcess } from '../../core/calls.ts';
import type { Context } from '../../core/context.ts';
import { DEAD_MS } from './shared-run.ts';

export interface LivingRuns {
  /** A run that was not given before; or whether there may be one, which another look will tell. */
  next(): Promise<AskedRun | 'unsure' | 'none'>;
  /** It has just begun. */
  heard(run: string): void;
}

export function watchRuns({ store, clock, processes }: Context): LivingRuns {
  const given = new Set<string>();
  const heard = new Set<string>();
  const seen = new Map<string, { readonly beat: number; readonly at: number }>();
  /** Undefined when another look will tell. */
  const lives = (other: SeenProcess): boolean | undefined => {
    const known = heard.has(other.asked!.id) || processes.lives(other);
    if (known !== undefined) return known;
    const before = seen.get(other.id);
    if (before === undefined) seen.set(other.id, { beat: other.beat, at: clock.monotonic() });
    else if (before.beat !== other.beat) return true;
    else if (clock.monotonic() - before.at > DEAD_MS) return false;
    return undefined;
  };
  return {
    heard: (run) => void heard.add(run),
    async next() {
      const all = await store.runProcesses();
      const others = all.filter(({ asked }) => asked !== undefined && !given.has(asked.id));
      const alive = others.map((other) => ({ run: other.asked!, alive: lives(other) }));
      const run = alive.find((one) => one.alive === true)?.run;
      if (run === undefined) return alive.some((one) => one.alive === undefined) ? 'unsure' : 'none';
      given.add(run.id);
      return run;
    },
  };
}
