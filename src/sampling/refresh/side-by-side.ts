/** Two pools and a set in one view: what is near to what, by the same words. */
import type { Example } from '../../core/example.ts';
import type { Pool, PoolEntry } from '../../core/pool.ts';
import { lexicalVectors } from '../lexical-vectors.ts';
import { type Look, lookAt } from '../look.ts';
import { placeOf } from '../place.ts';
import { countedPool } from '../view.ts';
import { sampleRecords } from './sample-records.ts';

/** Records that are looked at of each side. */
export const LOOKED_AT = 1_000;

export interface SideBySide {
  /** The inputs that were sampled of either pool, and those of the set, each once, in the order of their ids. */
  readonly entries: readonly PoolEntry[];
  readonly looks: readonly Look[];
  readonly vectors: readonly Float32Array[];
  /** Indexes of the sampled records, an input as often as it was drawn. */
  readonly old: readonly number[];
  readonly fresh: readonly number[];
  /** Indexes of the examples, in the set's order. */
  readonly examples: readonly number[];
}

/** `set` are the examples that stand for the traffic. The same pools, set and seed: the same view. */
export function sideBySide(
  pools: { readonly old: Pool; readonly fresh: Pool },
  {
    set,
    seed,
    most = LOOKED_AT,
  }: { readonly set: readonly Example[]; readonly seed: string; readonly most?: number },
): SideBySide {
  const [old, fresh] = [countedPool(pools.old), countedPool(pools.fresh)];
  const total = (pool: typeof old) => Math.round(pool.records.reduce((sum, one) => sum + one, 0));
  // As many of either side, so that by chance half of the records near to any one are of each.
  const each = Math.min(most, total(old), total(fresh));
  const drawn = (pool: typeof old, purpose: string) =>
    sampleRecords(pool, { most: each, seed: `${seed} ${purpose}` }).map((index) => pool.entries[index]!);
  const oldDrawn = drawn(old, 'old');
  const freshDrawn = drawn(fresh, 'new');
  const all = new Map<string, PoolEntry>();
  for (const entry of [...set.map(entryOf), ...oldDrawn, ...freshDrawn]) all.set(entry.id, entry);
  const entries = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const at = new Map(entries.map(({ id }, index) => [id, index]));
  const looks = entries.map(({ record }) => lookAt(record.input));
  const vectors = lexicalVectors(looks.map(({ topic }) => topic));
  const examples = set.map(({ id }) => at.get(id)!);
  const indexOf = ({ id }: PoolEntry): number => at.get(id)!;
  return {
    entries,
    looks,
    vectors,
    old: oldDrawn.map(indexOf),
    fresh: freshDrawn.map(indexOf),
    examples,
  };
}

function entryOf(example: Example): PoolEntry {
  const { id, input } = example;
  return { id, ...placeOf(input), record: { input }, count: 1 };
}
