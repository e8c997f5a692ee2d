/** Building a Pool in one pass over any number of records: bounded, mergeable, and the same in any order. */
import { exampleId } from '../core/identity.ts';
import type { Facet, Pool, PoolEntry, Stratum } from '../core/pool.ts';
import type { ProductionRecord } from '../core/record.ts';
import { placeOf } from './place.ts';
import { isFuller, sizeClass, withoutExcess } from './record-size.ts';
import { bottomSketch, type Sketch } from './sketch.ts';

export interface PoolLimits {
  /** Distinct inputs that a stratum keeps. Default 2,000. */
  readonly entries: number;
  /** Distinct inputs that each facet keeps at the least, over those of the strata. Default 100. */
  readonly facetEntries: number;
  /** Distinct inputs of one form, so that one template does not fill the pool. Default 128. */
  readonly formEntries: number;
  /**
   * Characters of JSON in all: four fifths for the strata and a fifth for the facets, an equal part for each, though
   * never fewer than one entry. Default 40 million.
   */
  readonly characters: number;
}

export const POOL_LIMITS: PoolLimits = {
  entries: 2_000,
  facetEntries: 100,
  formEntries: 128,
  characters: 40_000_000,
};

/** A quarter more than the limits is let in, so that sorting is rare. */
const SLACK = 1.25;
const FACETS_PART = 0.2;

export interface PoolBuilder {
  /** Counts a record, which must be redacted, and keeps it if its id is low enough. */
  add(record: ProductionRecord): void;
  /** Adds another pool; with equal limits the result is that of one pass over all records, byte for byte. */
  merge(pool: Pool): void;
  toPool(): Pool;
}

interface Held {
  /** Of its own fields; what its form decides on is filled in when the pool is closed. */
  entry: PoolEntry;
  readonly sketches: readonly Sketch[];
  /** Sketches that keep it. */
  holders: number;
}

interface Form {
  readonly ids: Set<string>;
  bound: string | undefined;
  /** Of each of its entries, in characters. */
  readonly size: number;
}

/**
 * Coordinated bottom-k sampling: of every stratum, and of every facet, the inputs with the lowest ids stay, and of every
 * form at most so many. Ids are SHA-256, so they are a random order that no input can choose and that every machine
 * shares. An input below a bound has been below it ever since it was first seen, so its count is exact. When sorting
 * happens does not show in the end: below any id the number of inputs, of each form at most its limit, only grows
 * while records come; entries of one form have one size; shares only shrink.
 * Sources: Cohen and Kaplan, Summarizing data using bottom-k sketches, PODC 2007, and Leveraging discarded samples for
 * tighter estimation of multiple-set aggregates, SIGMETRICS 2009 (entries shared by several samples).
 */
export function poolBuilder(limits: PoolLimits = POOL_LIMITS): PoolBuilder {
  const strata = new Map<string, Sketch>();
  const facets = new Map<string, Sketch>();
  const forms = new Map<string, Form>();
  const entries = new Map<string, Held>();
  let characters = 0;
  let pruneAbove = limits.characters * SLACK;

  const open = (sketches: Map<string, Sketch>, name: string): Sketch => {
    const found = sketches.get(name);
    if (found !== undefined) return found;
    const fresh = bottomSketch();
    sketches.set(name, fresh);
    return fresh;
  };
  const sketchesOf = ({ stratum, facets: own }: Pick<PoolEntry, 'stratum' | 'facets'>): readonly Sketch[] => [
    open(strata, stratum),
    ...own.map((facet) => open(facets, facet)),
  ];
  const remove = (id: string): void => {
    const { entry, sketches } = entries.get(id)!;
    for (const sketch of sketches) sketch.remove(id);
    entries.delete(id);
    const form = forms.get(entry.form)!;
    characters -= form.size;
    form.ids.delete(id);
    if (form.ids.size === 0) forms.delete(entry.form);
  };
  const letGo = (ids: readonly string[]): void => {
    for (const id of ids) if (--entries.get(id)!.holders === 0) remove(id);
  };
  /** Leaves a form the lowest of its ids that it has room for, before anything is left out for want of other room. */
  const capForm = (form: Form): void => {
    const kept = [...form.ids].sort();
    const cut = kept.findIndex(
      (id, index) => index >= limits.formEntries || (form.bound !== undefined && id >= form.bound),
    );
    if (cut === -1) return;
    form.bound = kept[cut]!;
    for (const id of kept.slice(cut)) remove(id);
  };
  const pruneAll = (): void => {
    for (const [sketches, most, part] of [
      [strata, limits.entries, 1 - FACETS_PART],
      [facets, limits.facetEntries, FACETS_PART],
    ] as const) {
      const share = (limits.characters * part) / sketches.size;
      for (const sketch of sketches.values()) letGo(sketch.prune({ entries: most, characters: share }));
    }
    // Single entries larger than their share stay, and must not make every further record prune.
    pruneAbove = Math.max(characters, limits.characters) + limits.characters * (SLACK - 1);
  };
  /** Keeps an entry where its id is low enough, and counts it where it is kept already. */
  const keep = (entry: PoolEntry, sketches: readonly Sketch[]): void => {
    const before = entries.get(entry.id);
    const form = forms.get(entry.form) ?? {
      ids: new Set(),
      bound: undefined,
      size: sizeClass(entry.record.input),
    };
    if (before !== undefined) {
      const { record, count } = before.entry;
      const fuller = isFuller(entry.record, record) ? entry.record : record;
      before.entry = { ...before.entry, record: fuller, count: count + entry.count };
      return;
    }
    if (form.bound !== undefined && entry.id >= form.bound) return;
    const holders = sketches.filter((sketch) => sketch.offer(entry.id, form.size)).length;
    if (holders === 0) return;
    forms.set(entry.form, form);
    form.ids.add(entry.id);
    entries.set(entry.id, { entry, sketches, holders });
    characters += form.size;
    if (form.ids.size > limits.formEntries) capForm(form);
  };
  return {
    add(record) {
      const id = exampleId(record.input);
      const place = placeOf(record.input);
      const sketches = sketchesOf(place);
      for (const sketch of sketches) sketch.records++;
      const whole = withoutExcess(record);
      keep({ id, ...place, record: whole, count: 1 }, sketches);
      if (characters > pruneAbove) pruneAll();
      else
        for (const [index, sketch] of sketches.entries()) {
          const most = index === 0 ? limits.entries : limits.facetEntries;
          if (sketch.size() > most * SLACK)
            letGo(sketch.prune({ entries: most, characters: Number.POSITIVE_INFINITY }));
        }
    },
    merge(pool) {
      for (const [sketches, name, { records, bound }] of [
        ...pool.strata.map((one) => [strata, one.stratum, one] as const),
        ...pool.facets.map((one) => [facets, one.facet, one] as const),
      ]) {
        const into = open(sketches, name);
        into.records += records;
        letGo(into.lower(bound));
      }
      for (const entry of pool.entries) {
        keep(entry, sketchesOf(entry));
        const form = forms.get(entry.form);
        const { formBound } = entry;
        if (form === undefined || formBound === undefined) continue;
        if (form.bound === undefined || formBound < form.bound) form.bound = formBound;
        capForm(form);
      }
      pruneAll();
    },
    toPool() {
      pruneAll();
      const kept = [...entries.values()]
        .map(({ entry, sketches }): PoolEntry => {
          const { bound } = forms.get(entry.form)!;
          const { formBound: _before, ...own } = entry;
          // Where the samples themselves end earlier, the form's bound is of no account, and may be forgotten.
          const counts = sketches.some((sketch) => sketch.bound === undefined || sketch.bound > bound!);
          return bound === undefined || !counts ? own : { ...own, formBound: bound };
        })
        .sort((a, b) => (a.stratum === b.stratum ? (a.id < b.id ? -1 : 1) : a.stratum < b.stratum ? -1 : 1));
      const byStratum = Map.groupBy(kept, ({ stratum }) => stratum);
      return {
        strata: [...strata.keys()]
          .sort()
          .map((name) => closedStratum(name, strata.get(name)!, byStratum.get(name) ?? [])),
        facets: [...facets.keys()].sort().map((name) => closedFacet(name, facets.get(name)!)),
        entries: kept,
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
  const gone = pool.entries.filter(isGone);
  if (gone.length === 0) return pool;
  const ofStratum = Map.groupBy(gone, ({ stratum }) => stratum);
  const ofFacet = Map.groupBy(
    gone.flatMap(({ facets, count }) => facets.map((facet) => ({ facet, count }))),
    ({ facet }) => facet,
  );
  const left = (records: number, entries: readonly { readonly count: number }[] = []): number =>
    records - entries.reduce((sum, { count }) => sum + count, 0);
  const ids = new Set(gone.map(({ id }) => id));
  return {
    strata: pool.strata
      .map((one) => ({
        ...one,
        records: left(one.records, ofStratum.get(one.stratum)),
        distinct: Math.max(0, one.distinct - (ofStratum.get(one.stratum)?.length ?? 0)),
      }))
      .filter(({ records }) => records > 0),
    facets: pool.facets
      .map((one) => ({ ...one, records: left(one.records, ofFacet.get(one.facet)) }))
      .filter(({ records }) => records > 0),
    entries: pool.entries.filter(({ id }) => !ids.has(id)),
  };
}

/**
 * Distinct inputs: each kept one stands for one over the share of ids that would have been kept.
 * Source: Bar-Yossef et al., Counting distinct elements in a data stream, RANDOM 2002.
 */
function closedStratum(stratum: string, { records, bound }: Sketch, kept: readonly PoolEntry[]): Stratum {
  // Those above the stratum's bound are there for a facet's sake.
  const own = kept.filter(({ id }) => bound === undefined || id < bound);
  const estimate = own.reduce(
    (sum, { formBound }) => sum + 1 / Math.min(shareBelow(bound), shareBelow(formBound)),
    0,
  );
  const distinct = Math.min(records, Math.max(kept.length, Math.round(estimate)));
  return {
    stratum,
    records,
    distinct,
    overflowed: bound !== undefined,
    ...(bound === undefined ? {} : { bound }),
  };
}

function closedFacet(facet: string, { records, bound }: Sketch): Facet {
  return { facet, records, ...(bound === undefined ? {} : { bound }) };
}

/** The share of all ids that are below a bound, 1 without one. */
export function shareBelow(bound: string | undefined): number {
  return bound === undefined ? 1 : Number.parseInt(bound.slice(0, 13), 16) / 2 ** 52;
}
