/** Building a Pool in one pass over any number of records: bounded, mergeable, and the same in any order. */
import { exampleId } from '../core/identity.ts';
import type { Json } from '../core/json.ts';
import type { Pool, PoolEntry, Stratum } from '../core/pool.ts';
import type { ProductionRecord } from '../core/record.ts';
import { inputStratum } from './stratum.ts';

export interface PoolLimits {
  /** Distinct inputs that a stratum keeps. Default 2,000. */
  readonly entries: number;
  /** Characters of JSON in all, an equal part for each stratum, though never fewer than one entry. Default 40 million. */
  readonly characters: number;
}

export const POOL_LIMITS: PoolLimits = { entries: 2_000, characters: 40_000_000 };

/** A quarter more than the limits is let in, so that sorting is rare. */
const SLACK = 1.25;

export interface PoolBuilder {
  /** Counts a record, which must be redacted, and keeps it if its id is low enough. */
  add(record: ProductionRecord): void;
  /** Adds another pool; with equal limits the result is that of one pass over all records, byte for byte. */
  merge(pool: Pool): void;
  toPool(): Pool;
}

/**
 * Bottom-k sampling: of every stratum the inputs with the lowest ids stay. Ids are SHA-256, so they are a random
 * order that no input can choose and that every machine shares. An input below the bound has been below it ever
 * since it was first seen, so its count is exact.
 * Source: Cohen and Kaplan, Summarizing data using bottom-k sketches, PODC 2007.
 */
export function poolBuilder(limits: PoolLimits = POOL_LIMITS): PoolBuilder {
  const strata = new Map<string, OpenStratum>();
  let characters = 0;
  let pruneAbove = limits.characters * SLACK;

  const open = (name: string): OpenStratum => {
    const found = strata.get(name);
    if (found !== undefined) return found;
    const fresh: OpenStratum = { records: 0, bound: undefined, entries: new Map(), characters: 0 };
    strata.set(name, fresh);
    return fresh;
  };
  const pruneAll = (): void => {
    const share = { entries: limits.entries, characters: limits.characters / strata.size };
    for (const stratum of strata.values()) prune(stratum, share);
    characters = strata.values().reduce((sum, stratum) => sum + stratum.characters, 0);
    // Single entries larger than their share stay, and must not make every further record prune.
    pruneAbove = Math.max(characters, limits.characters) + limits.characters * (SLACK - 1);
  };
  return {
    add(record) {
      const id = exampleId(record.input);
      const stratum = inputStratum(record.input);
      const into = open(stratum);
      into.records++;
      if (into.bound !== undefined && id >= into.bound) return;
      characters += keep(into, { id, stratum, record: withoutExcess(record), count: 1 });
      if (into.entries.size > limits.entries * SLACK || characters > pruneAbove) pruneAll();
    },
    merge(pool) {
      for (const { stratum, records, bound } of pool.strata) {
        const into = open(stratum);
        into.records += records;
        lowerBound(into, bound);
      }
      for (const entry of pool.entries) keep(open(entry.stratum), entry);
      pruneAll();
    },
    toPool() {
      pruneAll();
      const names = [...strata.keys()].sort();
      return {
        strata: names.map((name) => closed(name, strata.get(name)!)),
        entries: names.flatMap((name) => sortedEntries(strata.get(name)!).map(({ entry }) => entry)),
      };
    },
  };
}

/** One pool out of several, as if all records had come in one pass. */
export function mergePools(pools: readonly Pool[], limits: PoolLimits = POOL_LIMITS): Pool {
  const builder = poolBuilder(limits);
  for (const pool of pools) builder.merge(pool);
  return builder.toPool();
}

/** The pool as if the records of some entries had never been in the log. */
export function withoutEntries(pool: Pool, isGone: (entry: PoolEntry) => boolean): Pool {
  const gone = Map.groupBy(pool.entries.filter(isGone), ({ stratum }) => stratum);
  if (gone.size === 0) return pool;
  const strata = pool.strata.map((stratum) => {
    const entries = gone.get(stratum.stratum) ?? [];
    return {
      ...stratum,
      records: stratum.records - entries.reduce((sum, { count }) => sum + count, 0),
      distinct: Math.max(0, stratum.distinct - entries.length),
    };
  });
  const ids = new Set([...gone.values()].flat().map(({ id }) => id));
  return {
    strata: strata.filter(({ records }) => records > 0),
    entries: pool.entries.filter(({ id }) => !ids.has(id)),
  };
}

interface OpenStratum {
  records: number;
  bound: string | undefined;
  entries: Map<string, Sized>;
  /** Sum of the sizes of the entries. */
  characters: number;
}

interface Sized {
  readonly entry: PoolEntry;
  readonly size: number;
}

/** Keeps or counts an entry; gives the characters by which the stratum grew. */
function keep(into: OpenStratum, entry: PoolEntry): number {
  if (into.bound !== undefined && entry.id >= into.bound) return 0;
  const before = into.entries.get(entry.id);
  const fresh = { entry, size: sizeOf(entry.record) };
  if (before === undefined) {
    into.entries.set(entry.id, fresh);
    into.characters += fresh.size;
    return fresh.size;
  }
  const fuller = isFuller(fresh, before) ? fresh : before;
  const count = before.entry.count + entry.count;
  into.entries.set(entry.id, { entry: { ...fuller.entry, count }, size: fuller.size });
  into.characters += fuller.size - before.size;
  return fuller.size - before.size;
}

/** The larger JSON wins, then the one that sorts lower: an order of records, so that their order is no matter. */
function isFuller(a: Sized, b: Sized): boolean {
  if (a.size !== b.size) return a.size > b.size;
  return JSON.stringify(a.entry.record) < JSON.stringify(b.entry.record);
}

/**
 * Leaves the lowest ids that fit a stratum's share. Sizes only grow while records come, shares only shrink when
 * another stratum opens, and whatever is left out has an id above everything kept: so when pruning happens does
 * not show in the result.
 */
function prune(stratum: OpenStratum, share: PoolLimits): void {
  const sorted = sortedEntries(stratum);
  let characters = 0;
  const cut = sorted.findIndex(({ entry, size }, index) => {
    if (stratum.bound !== undefined && entry.id >= stratum.bound) return true;
    if (index >= share.entries || (index > 0 && characters + size > share.characters)) return true;
    characters += size;
    return false;
  });
  if (cut === -1) return;
  lowerBound(stratum, sorted[cut]!.entry.id);
  stratum.entries = new Map(sorted.slice(0, cut).map((sized) => [sized.entry.id, sized]));
  stratum.characters = characters;
}

function lowerBound(stratum: OpenStratum, bound: string | undefined): void {
  if (bound !== undefined && (stratum.bound === undefined || bound < stratum.bound)) stratum.bound = bound;
}

function sortedEntries(stratum: OpenStratum): readonly Sized[] {
  return [...stratum.entries.values()].sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
}

function closed(stratum: string, { records, bound, entries }: OpenStratum): Stratum {
  if (bound === undefined) return { stratum, records, distinct: entries.size, overflowed: false };
  const distinct = Math.min(records, Math.max(entries.size + 1, estimateDistinct(entries.size, bound)));
  return { stratum, records, distinct, overflowed: true, bound };
}

/**
 * The number of distinct inputs when `kept` ids are below the bound: kept / bound as a share of all ids, which
 * is the unbiased (k - 1) / u_k of k minimum values with the bound as the k-th. Its relative error is about
 * 1 / sqrt(kept). Source: Bar-Yossef et al., Counting distinct elements in a data stream, RANDOM 2002.
 */
function estimateDistinct(kept: number, bound: string): number {
  return Math.round(kept / (Number.parseInt(bound.slice(0, 13), 16) / 2 ** 52));
}

function sizeOf(record: ProductionRecord): number {
  return JSON.stringify(record).length;
}

/** What a record may hold beside its input, in characters of JSON. */
const MAX_EXTRAS = 65_536;

/**
 * A record whose answer, metadata and reference are huge loses them in this order until they fit: they serve
 * as information, and an output of megabytes would push other inputs out of the pool.
 */
function withoutExcess(record: ProductionRecord): ProductionRecord {
  const { input, ...extras } = record;
  let left: Omit<ProductionRecord, 'input'> = extras;
  for (const key of ['answer', 'metadata', 'reference'] as const) {
    if (JSON.stringify(left).length <= MAX_EXTRAS) break;
    const { [key]: _dropped, ...rest } = left as { [field: string]: Json };
    left = rest;
  }
  return left === extras ? record : { input, ...left };
}
