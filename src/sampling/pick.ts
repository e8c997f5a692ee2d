/** Choosing the examples of an eval from a pool: every kind of work, its edges, and weights that stay honest. */
import type { Example, Split } from '../core/example.ts';
import type { PickedHow } from '../core/pick.ts';
import { allocate, type Share } from './allocate.ts';
import { type Chosen, chosen, inHashOrder } from './chosen.ts';
import { type Part, partsOf } from './design.ts';
import { drawPart, type InLine } from './draw.ts';
import type { EdgeFamily } from './edges/edge.ts';
import type { ViewedPool } from './view.ts';

export interface PickOptions {
  /** Examples to work with. */
  readonly count: number;
  /** Examples to keep apart, on top of `count`. */
  readonly holdout: number;
  readonly seed: number | string;
  /** The count that sets of other sizes are parts or extensions of; it is the best spread. Default `count`. */
  readonly base?: number;
  /** Examples of each kind of edge, as far as four tenths of the set suffice. Default 1. */
  readonly edges?: number;
  /** What was changed by hand. */
  readonly changes?: HandChanges;
  /** Ids that were in dev at some time: never to be held out. */
  readonly seen?: ReadonlySet<string>;
}

/** Example ids. */
export interface HandChanges {
  /** Left out, and nothing in their place. */
  readonly dropped: ReadonlySet<string>;
  /** Left out, and the next of their part taken. */
  readonly swapped: ReadonlySet<string>;
  /** Taken without a draw. */
  readonly added: ReadonlySet<string>;
}

/** What a part of the pool had and gave. */
export interface PickedStratum {
  readonly stratum: string;
  readonly family?: EdgeFamily;
  readonly records: number;
  /** Entries of the pool: near-duplicates count once, or 64 times at the most. */
  readonly distinct: number;
  /** Dev examples. */
  readonly picked: number;
  readonly holdout: number;
}

export interface Picked {
  /** Dev examples, then holdout ones; each in a random order, so that the first ten are a random ten. */
  readonly examples: readonly Example[];
  /** Of each example, in the same order. */
  readonly how: readonly PickedHow[];
  readonly strata: readonly PickedStratum[];
  /** Examples that were asked for and that the pool did not have. */
  readonly missing: { readonly dev: number; readonly holdout: number };
  /** Places of swapped examples that no other of their part could take. */
  readonly unreplaced: number;
}

const NOBODY: ReadonlySet<string> = new Set();
const NO_CHANGES: HandChanges = { dropped: new Set(), swapped: new Set(), added: new Set() };

/**
 * Picks examples. Each part of the pool is put into an order by `drawPart`; dev takes from the front and holdout from
 * the end, so a larger `count` adds to the smaller one's examples and never touches the holdout while entries last.
 *
 * Weights are Horvitz-Thompson: an entry that stands for r records and had the chance pi to be picked weighs r / pi.
 * The dev ones estimate all the traffic of the parts that they cover. So do those held out, but for what is sure to be in
 * dev (an input that very much of the traffic is), which can never be held out. The two are never to be added up.
 * What was taken by hand had no chance and weighs 0.
 */
export function pickExamples(view: ViewedPool, options: PickOptions): Picked {
  const { count, seed, base = count, changes = NO_CHANGES, edges: floor = 1, seen = NOBODY } = options;
  const parts = partsOf(view);
  const idOf = ({ index }: InLine) => view.entries[index]!.id;
  const bases = allocate(
    parts.map((part) => ({ ...part, capacity: part.members.length, soft: softOf(part, base) })),
    { count: base, floor },
  );
  const drawn = parts.map((part, index) => drawPart(view, part, { seed: String(seed), base: bases[index]! }));
  const { dev, holdout, devReach } = seats(
    parts.map((part, index) => ({
      ...part,
      capacity: drawn[index]!.length,
      soft: softOf(part, base),
      places: [...drawn[index]!.keys()].reverse().filter((at) => !seen.has(idOf(drawn[index]![at]!))),
    })),
    { count, holdout: options.holdout, bases, floor },
  );
  const choose = (split: Split) => {
    const found = parts.map((part, index) =>
      takeFrom(view, {
        part,
        // What the other split has is at the other end, and out of reach.
        drawn: drawn[index]!,
        most: split === 'dev' ? devReach[index]! : drawn[index]!.length - dev[index]!,
        n: (split === 'dev' ? dev : holdout)[index]!,
        split,
        // Among what is held out nobody chooses, and what somebody has worked with is not held out.
        changes: split === 'dev' ? changes : { ...NO_CHANGES, swapped: seen },
      }),
    );
    return {
      all: inHashOrder(
        found.flatMap(({ chosen: some }) => some),
        seed,
        `order ${split}`,
      ),
      empty: found.reduce((sum, { empty }) => sum + empty, 0),
    };
  };
  const { all: taken, empty: unreplaced } = choose('dev');
  const { all: kept } = choose('holdout');
  const all = [...taken, ...byHand(view, { parts, taken: [...taken, ...kept], changes }), ...kept];
  const sum = (picks: readonly number[]): number => picks.reduce((a, b) => a + b, 0);
  return {
    examples: all.map(({ example }) => example),
    how: all.map(({ how }) => how),
    strata: strataOf(parts, { dev: taken, holdout: kept }),
    missing: { dev: count - sum(dev), holdout: options.holdout - sum(holdout) },
    unreplaced,
  };
}

/** What each part of the pool had and gave; what was taken by hand does not count. */
export function strataOf(
  parts: readonly Part[],
  { dev, holdout }: { readonly dev: readonly Chosen[]; readonly holdout: readonly Chosen[] },
): readonly PickedStratum[] {
  const inPart = (some: readonly Chosen[], name: string) =>
    some.filter(({ how }) => how.stratum === name).length;
  return parts.map(({ name, family, records, members }) => ({
    stratum: name,
    ...(family === undefined ? {} : { family }),
    records: Math.round(records),
    distinct: members.length,
    picked: inPart(dev, name),
    holdout: inPart(holdout, name),
  }));
}

/** One template does not fill the set, however much of the traffic it is: its weights say that. */
const FORM_SHARE = 0.04;

export function softOf({ name }: Pick<Part, 'name'>, base: number): number {
  return name.startsWith('form:') ? Math.max(1, Math.round(FORM_SHARE * base)) : Number.POSITIVE_INFINITY;
}

/** A part in line for both splits. */
interface LineShare extends Share {
  /** From the end, where the holdout begins: the places in line of those that may be held out. */
  readonly places: readonly number[];
}

/**
 * What is held out is shared out beside a set of the usual size, whatever size the set has, and is then out of its reach.
 * Where the pool has too little for both, the set comes first, and what is left is held out.
 */
function seats(
  parts: readonly LineShare[],
  of: {
    readonly count: number;
    readonly holdout: number;
    readonly bases: readonly number[];
    readonly floor: number;
  },
): {
  readonly dev: readonly number[];
  readonly holdout: readonly number[];
  readonly devReach: readonly number[];
} {
  const { count, bases, floor } = of;
  const behind = (taken: readonly number[]) =>
    allocate(
      parts.map((part, index) => ({
        ...part,
        capacity: part.places.filter((at) => at >= taken[index]!).length,
      })),
      { count: of.holdout, floor },
    );
  const before = (held: readonly number[]) =>
    parts.map(({ places, capacity }, index) => (held[index] === 0 ? capacity : places[held[index]! - 1]!));
  const holdout = behind(bases);
  if (holdout.reduce((a, b) => a + b, 0) === of.holdout) {
    const devReach = before(holdout);
    const room = parts.map((part, index) => ({ ...part, capacity: devReach[index]! }));
    return { dev: allocate(room, { count, floor }), holdout, devReach };
  }
  const dev = allocate(parts, { count, floor });
  const left = behind(dev);
  return { dev, holdout: left, devReach: before(left) };
}

/** The first n of a part, or its last ones; what was swapped gives its place to the next one in line. */
function takeFrom(
  view: ViewedPool,
  of: {
    readonly part: Part;
    readonly drawn: readonly InLine[];
    /** How far it may go. */
    readonly most: number;
    readonly n: number;
    readonly split: Split;
    readonly changes: HandChanges;
  },
): { readonly chosen: readonly Chosen[]; readonly empty: number } {
  const { part, drawn, most, n, split, changes } = of;
  const line = (split === 'dev' ? drawn : [...drawn].reverse()).slice(0, most);
  const taken: InLine[] = [];
  let seats = n;
  for (const one of line) {
    const { id } = view.entries[one.index]!;
    if (seats === 0) break;
    if (changes.swapped.has(id)) continue;
    seats--;
    if (!changes.dropped.has(id)) taken.push(one);
  }
  const all = taken.map(({ index, chanceFirst, chanceLast }) => {
    const chance = split === 'dev' ? chanceFirst(taken.length) : chanceLast(taken.length);
    return chosen(view, part, {
      index,
      split,
      weight: view.records[index]! / chance,
      by: 'draw',
      chance,
    });
  });
  return { chosen: all, empty: seats };
}

function byHand(
  view: ViewedPool,
  {
    parts,
    taken,
    changes,
  }: { readonly parts: readonly Part[]; readonly taken: readonly Chosen[]; readonly changes: HandChanges },
): readonly Chosen[] {
  const there = new Set(taken.map(({ example }) => example.id));
  return parts.flatMap((part) =>
    part.members
      .filter((index) => changes.added.has(view.entries[index]!.id) && !there.has(view.entries[index]!.id))
      .map((index) => chosen(view, part, { index, split: 'dev', weight: 0, by: 'hand' })),
  );
}
