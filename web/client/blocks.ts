/** Blocks by id: what comes next is fetched before it is asked for, so that no rating waits for a network. */
import type { BlindBlock, BlindOutput, ReviewView } from '../../src/core/review/wire.ts';
import type { ReviewSource } from './api.ts';

export interface Blocks {
  /** The block and output of an item, if they are here already. */
  ready(item: string): { readonly block: BlindBlock; readonly output: BlindOutput } | undefined;
  /** Resolves when the item is ready; begins to fetch what follows it. */
  load(item: string): Promise<void>;
}

/** Items that are fetched before they are asked for: ten minutes' worth of a rater who takes five seconds each. */
const AHEAD = 120;
const RETRY_MS = 2_000;

export function openBlocks(source: Pick<ReviewSource, 'block'>, view: ReviewView): Blocks {
  const blockOf = new Map(view.items.map(({ id, block }) => [id, block]));
  const places = new Map(view.items.map(({ id }, i) => [id, i]));
  const loaded = new Map<string, BlindBlock>();
  const loading = new Map<string, Promise<void>>();

  const fetchBlock = (id: string): Promise<void> => {
    const running = loading.get(id);
    if (running !== undefined || loaded.has(id)) return running ?? Promise.resolve();
    const fetched = (async () => {
      for (;;) {
        try {
          // The padding was for the wire; kept, it would double what the page holds.
          loaded.set(id, { ...(await source.block(id)), padding: '' });
          loading.delete(id);
          return;
        } catch {
          // The server may be gone for a while; what is here can be rated meanwhile.
          await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        }
      }
    })();
    loading.set(id, fetched);
    return fetched;
  };

  // One after another: what the rater sends must not wait behind what comes much later.
  const fetchAhead = async (place: number): Promise<void> => {
    const next = view.items.slice(place + 1, place + 1 + AHEAD);
    for (const block of new Set(next.map((item) => item.block))) await fetchBlock(block);
  };

  return {
    ready(item) {
      const block = loaded.get(blockOf.get(item) ?? '');
      const output = block?.outputs.find((one) => one.item === item);
      return block === undefined || output === undefined ? undefined : { block, output };
    },
    async load(item) {
      const id = blockOf.get(item);
      if (id === undefined) return;
      await fetchBlock(id);
      void fetchAhead(places.get(item)!);
    },
  };
}
