/** Group commit: what many calls want to write at once becomes one transaction, so that durability costs one sync for all of them. */

import { isAway, isFull } from './store-error.ts';

/** Takes an item and resolves with its own result once the transaction that holds it is committed. */
export type Grouped<T, R> = (item: T) => Promise<R>;

interface Waiting<T, R> {
  readonly item: T;
  readonly done: (result: R) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * `commit` writes a whole group, all or none, and gives a result for each item in order. One group is written at a
 * time; what comes meanwhile forms the next one. A group that fails is tried item by item, so that one item which
 * cannot be written (a text too large, say) does not fail its neighbours; not when the store cannot be used at all.
 * `mayCome`: whether there is anybody whose item could still join the next group.
 */
export function groupCommit<T, R>(
  commit: (items: readonly T[]) => Promise<readonly R[]>,
  mayCome: () => boolean,
): Grouped<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let running = false;
  let onItem = (): void => {};

  /** While many write, the next group gathers for a moment; who writes alone has found nobody here and waits for nothing. */
  const gather = async (ms: number): Promise<void> => {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      onItem = () => {
        if (mayCome()) return;
        clearTimeout(timer);
        // What else arrives in this turn of the loop belongs to the same group.
        setImmediate(resolve);
      };
      onItem();
    });
    onItem = () => {};
  };

  const write = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await commit(group.map(({ item }) => item));
      for (const [i, { done }] of group.entries()) done(results[i]!);
    } catch (error) {
      if (group.length === 1 || isAway(error) || isFull(error)) for (const { failed } of group) failed(error);
      else for (const one of group) await write([one]);
    }
  };

  const drain = async (): Promise<void> => {
    running = true;
    // What else arrives in this turn of the loop belongs to the same group.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      const begun = performance.now();
      await write(group);
      const took = performance.now() - begun;
      await gather(
        group.length < MANY ? GATHER_MS : Math.min(MOST_GATHER_MS, Math.max(GATHER_MS, GATHER_FOR * took)),
      );
    }
    running = false;
  };

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      onItem();
      if (!running) void drain();
    });
}

/** Far less than a call takes, and enough for a dozen others to be done with theirs. */
const GATHER_MS = 4;
/** From so many items on, as many times what the group took: the slower a disk, the fewer the syncs. */
const MANY = 16;
const GATHER_FOR = 3;
const MOST_GATHER_MS = 16;

/** Items of one transaction: far below the parameters that a statement may have. */
const MOST = 200;
