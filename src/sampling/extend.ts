/** A set that stays as it is while its pool has changed: what leaves it, what comes on top, and what each example weighs now. */
import type { Example, Split } from '../core/example.ts';
import type { PickedHow } from '../core/pick.ts';
import type { PoolEntry } from '../core/pool.ts';
import { allocate } from './allocate.ts';
import { type Chosen, chosen, chosenOutside, inHashOrder, slicesOf } from './chosen.ts';
import { type Part, partsOf } from './design.ts';
import { drawPart } from './draw.ts';
import { type Picked, softOf, strataOf } from './pick.ts';
import type { ViewedPool } from './view.ts';
import { weigh } from './weigh.ts';

export interface ExtendOptions {
  /** The real examples of the set, in its order. */
  readonly set: readonly Example[];
  /** How they came into it, as far as that is known. */
  readonly how: readonly PickedHow[];
  /** Dev examples that are wanted, those taken by hand apart. */
  readonly count: number;
  readonly holdout: number;
  readonly seed: string;
  /** Examples of each kind of edge, as far as what is new suffices. Default 1. */
  readonly edges?: number;
  /** Ids: out of the set. */
  readonly out: ReadonlySet<string>;
  /** Of these the ones whose place goes to another of their kind. */
  readonly swapped: ReadonlySet<string>;
  /** Ids: in the set again, as if they had never left. */
  readonly back: ReadonlySet<string>;
  /** Of these the ones that the pool does not hold: they keep the weight that they had. */
  readonly past?: ReadonlyMap<string, Example>;
  /** In the set as if they had been drawn, also where the pool has left them out since. */
  readonly taken?: readonly PoolEntry[];
  /** Ids: what a refresh took in, now or before. */
  readonly took?: ReadonlySet<string>;
  /** Ids: in the set by hand. */
  readonly added: ReadonlySet<string>;
  /** Ids: not to be drawn. */
  readonly barred: ReadonlySet<string>;
  /** Ids that were in dev at some time: never to be held out. */
  readonly seen: ReadonlySet<string>;
}

/** Where an example stands in today's pool. */
interface Place {
  readonly index?: number;
  readonly part?: Part;
}

type Placed = Chosen & Place;

/**
 * Keeps a set and adds what is missing, by the same rules as `pickExamples`; no example ever goes from one split to the other.
 * The weights are those of `weigh`.
 */
export function extendPick(view: ViewedPool, options: ExtendOptions): Picked {
  const { out, swapped, back, taken = [], past = new Map<string, Example>(), added, barred, seen } = options;
  const parts = partsOf(view);
  const place = placer(view, parts, options.how);
  const take = (id: string, split: Split, by: PickedHow['by']): readonly Placed[] => {
    const { index, part } = place(id);
    if (index === undefined) return [];
    return [{ ...chosen(view, part!, { index, split, weight: 0, by }), index, part: part! }];
  };
  const before = new Map(options.how.map((one) => [one.example, one]));
  const stays = options.set
    .filter(({ id }) => !out.has(id))
    .map((example) => asItWas(view, { example, how: before.get(example.id), place: place(example.id) }));
  const there = new Set(stays.map(({ example }) => example.id));
  const missing = (ids: ReadonlySet<string>) => [...ids].filter((id) => !there.has(id));
  const isByHand = ({ how }: Placed) => how.by === 'hand';
  const hand = [...stays.filter(isByHand), ...missing(added).flatMap((id) => take(id, 'dev', 'hand'))];
  const drawn = (split: Split) => stays.filter((one) => one.example.split === split && !isByHand(one));
  const incoming = taken.map(({ id }) => id);
  const closed = new Set([...there, ...idsOf(hand), ...incoming, ...barred, ...out, ...back]);
  const dev = grow(view, {
    ...options,
    parts,
    split: 'dev',
    kept: [
      ...drawn('dev'),
      ...missing(back).flatMap((id) => {
        const example = past.get(id);
        if (example === undefined) return take(id, 'dev', 'draw');
        return [asItWas(view, { example, how: undefined, place: {} })];
      }),
      ...taken.flatMap((entry) => {
        const found = take(entry.id, 'dev', 'draw');
        return found.length > 0 ? found : [outside(entry, parts)];
      }),
    ],
    wanted: options.count,
    first: [...swapped].map((id) => place(id).part),
    closed,
  });
  const held = grow(view, {
    ...options,
    parts,
    split: 'holdout',
    kept: drawn('holdout'),
    wanted: options.holdout,
    first: [],
    closed: new Set([...closed, ...idsOf(dev.all), ...seen]),
  });
  const weighed = weigh(view, parts, { dev: dev.all, holdout: held.all, took: options.took ?? new Set() });
  const byHand = hand.map(({ example, how }) => ({ example: { ...example, weight: 0 }, how }));
  const all = [...weighed.dev, ...byHand, ...weighed.holdout];
  return {
    examples: all.map(({ example }) => example),
    how: all.map(({ how }) => how),
    strata: strataOf(parts, weighed),
    missing: {
      dev: Math.max(0, options.count - dev.all.length - dev.unreplaced),
      holdout: Math.max(0, options.holdout - held.all.length),
    },
    unreplaced: dev.unreplaced,
  };
}

/** Of the part of its stratum, which it is weighed in. */
function outside(entry: PoolEntry, parts: readonly Part[]): Placed {
  const part = parts.find(({ name }) => name === entry.stratum);
  return { ...chosenOutside(entry), ...(part === undefined ? {} : { part }) };
}

function idsOf(some: readonly Chosen[]): readonly string[] {
  return some.map(({ example }) => example.id);
}

/** By the pool, or, where it has since had to leave an input out, by the part that it was drawn from. */
function placer(
  { entries }: ViewedPool,
  parts: readonly Part[],
  how: readonly PickedHow[],
): (id: string) => Place {
  const indexOf = new Map(entries.map(({ id }, index) => [id, index]));
  const partOf = new Map(parts.flatMap((part) => part.members.map((member) => [member, part] as const)));
  const named = new Map(parts.map((part) => [part.name, part]));
  const stratumOf = new Map(how.map(({ example, stratum }) => [example, stratum]));
  return (id) => {
    const index = indexOf.get(id);
    if (index !== undefined) return { index, part: partOf.get(index)! };
    const part = named.get(stratumOf.get(id) ?? '');
    return part === undefined ? {} : { part };
  };
}

/** Of what came from a file everything stays as it is; of what was drawn, what the pool says of it today counts. */
function asItWas(
  view: ViewedPool,
  of: { readonly example: Example; readonly how: PickedHow | undefined; readonly place: Place },
): Placed {
  const { example, how, place } = of;
  if (how === undefined || how.by === 'file')
    return { example, how: { example: example.id, by: 'file', stratum: '', edges: [] } };
  const { index, part } = place;
  const slices = index === undefined ? example.slices : slicesOf(view, part!, index);
  const edges = index === undefined ? how.edges : view.edges[index]!;
  return { ...place, example: { ...example, slices }, how: { ...how, stratum: part?.name ?? '', edges } };
}

/** What stays, and as many more as are wanted; `first` are the parts that get one more before any other. */
function grow(
  view: ViewedPool,
  of: {
    readonly parts: readonly Part[];
    readonly split: Split;
    readonly kept: readonly Placed[];
    readonly wanted: number;
    readonly first: readonly (Part | undefined)[];
    /** Ids that are not free. */
    readonly closed: ReadonlySet<string>;
    readonly seed: string;
    readonly edges?: number;
  },
): { readonly all: readonly Placed[]; readonly unreplaced: number } {
  const { parts, split, kept, wanted, first, closed, seed, edges: floor = 1 } = of;
  const own = kept.slice(0, Math.max(0, wanted - first.length));
  const shares = parts.map((part) => {
    const free = part.members.filter((index) => !closed.has(view.entries[index]!.id));
    const had = own.filter((one) => one.part === part).length;
    const more = Math.min(free.length, first.filter((one) => one === part).length);
    return { ...part, free, had, more, capacity: had + free.length, soft: softOf(part, wanted) };
  });
  const unreplaced = first.length - shares.reduce((sum, { more }) => sum + more, 0);
  const elsewhere = own.filter(({ part }) => part === undefined).length;
  const picks = allocate(shares, {
    count: wanted - elsewhere - unreplaced,
    floor,
    taken: shares.map(({ had, more }) => had + more),
  });
  const fresh = parts.flatMap((part, at) => {
    const { free, had } = shares[at]!;
    const n = picks[at]! - had;
    if (n <= 0) return [];
    const line = drawPart(view, { ...part, members: free }, { seed: `${seed} more ${split}`, base: n });
    return line
      .slice(0, n)
      .map(({ index }) => ({ ...chosen(view, part, { index, split, weight: 0, by: 'draw' }), index, part }));
  });
  return { all: [...own, ...inHashOrder(fresh, seed, `more ${split}`)], unreplaced };
}
