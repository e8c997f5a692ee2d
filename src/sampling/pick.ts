/** Choosing the examples of an eval from a pool: every kind of work, its edges, and weights that stay honest. */
import type { Example, Split } from '../core/example.ts';
import { hashJson } from '../core/identity.ts';
import type { Json } from '../core/json.ts';
import type { Pool, PoolEntry, Stratum } from '../core/pool.ts';
import { allocate } from './allocate.ts';
import { stratumSlices } from './stratum.ts';

export interface PickOptions {
  /** Examples to work with. */
  readonly count: number;
  /** Examples to keep apart, on top of `count`. */
  readonly holdout: number;
  readonly seed: number | string;
}

/** What a stratum had and gave. */
export interface PickedStratum {
  readonly stratum: string;
  readonly records: number;
  readonly distinct: number;
  /** Dev examples. */
  readonly picked: number;
  readonly holdout: number;
}

export interface Picked {
  /** Dev examples, then holdout ones; each in a random order, so that the first ten are a random ten. */
  readonly examples: readonly Example[];
  readonly strata: readonly PickedStratum[];
  /** Examples that were asked for and that the pool did not have. */
  readonly missing: { readonly dev: number; readonly holdout: number };
}

/**
 * Picks examples. Within a stratum every input is equally likely: the seed gives each a hash, dev takes the
 * lowest and holdout the highest, so a larger `count` adds to the smaller one's examples and never touches the
 * holdout while inputs last.
 *
 * Weights are Horvitz-Thompson: an input that stands for `count` records and had the chance pi = n / kept to be
 * picked weighs count / pi records. Where the pool had to leave inputs out, that is scaled by the exact number
 * of the stratum's records over the records of the inputs kept. Each split by itself estimates all the traffic
 * of the strata that it covers; the two are never to be added up.
 * Source: Horvitz and Thompson, A generalization of sampling without replacement, JASA 1952.
 */
export function pickExamples(pool: Pool, options: PickOptions): Picked {
  const strata = [...pool.strata].sort((a, b) => (a.stratum < b.stratum ? -1 : 1));
  const drawn = strata.map(({ stratum }) => inDrawingOrder(pool, stratum, options.seed));
  const share = (taken: (index: number) => number) =>
    strata.map(({ stratum, records }, index) => ({
      stratum,
      records,
      capacity: drawn[index]!.length - taken(index),
    }));
  const dev = allocate(
    share(() => 0),
    options.count,
  );
  const holdout = allocate(
    share((index) => dev[index]!),
    options.holdout,
  );

  const examples = (split: Split, picks: readonly number[]): readonly Example[] => {
    const chosen = strata.flatMap((stratum, index) => {
      const entries = drawn[index]!;
      const n = picks[index]!;
      const taken = split === 'dev' ? entries.slice(0, n) : entries.slice(entries.length - n);
      const scale = weightScale(stratum, entries, n);
      return taken.map((entry) => exampleOf(entry, split, entry.count * scale));
    });
    return inHashOrder(chosen, options.seed, `order ${split}`);
  };
  const sum = (picks: readonly number[]): number => picks.reduce((a, b) => a + b, 0);
  return {
    examples: [...examples('dev', dev), ...examples('holdout', holdout)],
    strata: strata.map(({ stratum, records, distinct }, index) => ({
      stratum,
      records,
      distinct,
      picked: dev[index]!,
      holdout: holdout[index]!,
    })),
    missing: { dev: options.count - sum(dev), holdout: options.holdout - sum(holdout) },
  };
}

/** Records for each record of a picked input: one over its chance, scaled to the stratum's exact total. */
function weightScale(stratum: Stratum, entries: readonly PoolEntry[], n: number): number {
  const kept = entries.reduce((total, entry) => total + entry.count, 0);
  return (entries.length / n) * (stratum.records / kept);
}

function inDrawingOrder(pool: Pool, stratum: string, seed: number | string): readonly PoolEntry[] {
  return inHashOrder(
    pool.entries.filter((entry) => entry.stratum === stratum),
    seed,
    'draw',
  );
}

function inHashOrder<Item extends { readonly id: string }>(
  items: readonly Item[],
  seed: number | string,
  purpose: string,
): readonly Item[] {
  return items
    .map((item) => ({ item, key: hashJson([String(seed), purpose, item.id]) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/** Metadata that says which records belong together, in order of preference. */
const CLUSTER_KEYS = ['conversation_id', 'session_id', 'customer_id', 'thread_id'];

function exampleOf({ id, stratum, record }: PoolEntry, split: Split, weight: number): Example {
  const cluster = clusterOf(record.metadata);
  return {
    id,
    ...(record.name === undefined ? {} : { name: record.name }),
    input: record.input,
    ...(record.reference === undefined ? {} : { reference: record.reference }),
    slices: stratumSlices(stratum),
    split,
    weight,
    ...(cluster === undefined ? {} : { cluster }),
    ...(record.metadata === undefined ? {} : { metadata: record.metadata }),
  };
}

function clusterOf(metadata: { readonly [key: string]: Json } | undefined): string | undefined {
  for (const key of CLUSTER_KEYS) {
    const value = metadata?.[key];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}
