/** The set that a pick leads to: the draw of today's pool, or, where that would lose examples, the set as it is with what is missing. */
import type { Example, Split } from '../../core/example.ts';
import type { DrawOptions, PickedHow } from '../../core/pick.ts';
import type { PoolEntry } from '../../core/pool.ts';
import { extendPick } from '../../sampling/extend.ts';
import { type Picked, pickExamples } from '../../sampling/pick.ts';
import type { ViewedPool } from '../../sampling/view.ts';
import type { AllChanges, ByHand } from './hand-changes.ts';

export interface NextSetInput {
  readonly view: ViewedPool;
  /** The real examples as they are. */
  readonly set: readonly Example[];
  readonly how: readonly PickedHow[];
  readonly options: DrawOptions;
  /** The count that draws of other sizes are parts of. */
  readonly base: number;
  /** Whether a number was asked for, which may be smaller than what is there. */
  readonly mayShrink: { readonly [split in Split]: boolean };
  /** Whether something of the set is changed, which else stays as large as it is. */
  readonly isChange: boolean;
  /** What of the real examples is changed now, and all that is changed by now. */
  readonly changes: readonly ByHand[];
  readonly hand: AllChanges;
  /** What a refresh takes in, which no plain draw would give. */
  readonly take: readonly PoolEntry[];
  /** Those that left the set. */
  readonly past: readonly Example[];
  /** Ids that are not to come into dev. */
  readonly apart: ReadonlySet<string>;
  /** So many more than there are. */
  readonly more?: number;
  /** Whether the set may lose what is not drawn again. */
  readonly fresh: boolean;
  /** Ids that were in dev at some time. */
  readonly seen: ReadonlySet<string>;
}

/**
 * The same pool, seed and counts draw the same set, and a larger one of which it is a part, with exact chances; so that is tried first. A pool
 * that has changed draws another one: then what is there stays, and so do the splits, since ratings have been paid for and what was held out
 * must stay unseen.
 */
export function nextSet(input: NextSetInput): { readonly picked: Picked; readonly kept: boolean } {
  const { view, options, base, hand, seen, set, changes, apart, mayShrink } = input;
  const drawnWith = { ...hand, swapped: hand.swapped.union(apart) };
  const picked = pickExamples(view, { ...options, base, changes: drawnWith, seen });
  const touched = new Map(changes.map(({ example, action }) => [example, action]));
  const drawable = new Set(view.entries.map(({ id }) => id));
  // What the pool does not hold no draw of it gives back.
  const lost = new Set(
    [...touched].filter(([id, action]) => action === 'restore' && !drawable.has(id)).map(([id]) => id),
  );
  const draws = input.take.length === 0 && lost.size === 0 && !disturbs(picked, input);
  if (input.fresh || set.length === 0 || draws) return { picked, kept: false };
  const out = new Set(
    set.map(({ id }) => id).filter((id) => hand.dropped.has(id) || hand.swapped.has(id) || isTakenBack(id)),
  );
  // What was taken by hand has no place in the draw that another could take.
  const swapped = new Set([...out].filter((id) => touched.get(id) === 'swap' && !isByHand(id)));
  const back = new Set(
    [...touched].filter(([id, action]) => action === 'restore' && !out.has(id)).map(([id]) => id),
  );
  return {
    picked: extendPick(view, {
      set,
      how: input.how,
      count: wanted(input, { out, swapped, back }),
      holdout: mayShrink.holdout
        ? options.holdout
        : Math.max(options.holdout, set.filter(({ split }) => split === 'holdout').length),
      seed: options.seed,
      out,
      swapped,
      back,
      past: new Map(input.past.filter(({ id }) => lost.has(id)).map((example) => [example.id, example])),
      taken: input.take,
      took: hand.taken,
      added: hand.added,
      barred: new Set([...hand.dropped, ...drawnWith.swapped]),
      seen,
    }),
    kept: true,
  };

  /** It was taken in by hand, and that has been undone. */
  function isTakenBack(id: string): boolean {
    return touched.get(id) === 'restore' && isByHand(id);
  }

  function isByHand(id: string): boolean {
    return input.how.some((one) => one.example === id && one.by === 'hand');
  }
}

/**
 * Dev examples, those by hand apart. What is changed by hand changes the set as it is; else it has as many as are asked for, without the places of
 * those that were dropped, and never fewer than there are unless a number was asked for.
 */
function wanted(
  { view, set, isChange, hand, more = 0, take, options, base, seen, how, mayShrink }: NextSetInput,
  of: {
    readonly out: ReadonlySet<string>;
    readonly swapped: ReadonlySet<string>;
    readonly back: ReadonlySet<string>;
  },
): number {
  const byHand = new Set(how.filter(({ by }) => by === 'hand').map(({ example }) => example));
  const drawn = set.filter(({ id, split }) => split === 'dev' && !byHand.has(id));
  if (!isChange) {
    const plain = hand.dropped.size === 0 ? [] : pickExamples(view, { ...options, base, seen }).examples;
    const places = plain.filter(({ id, split }) => split === 'dev' && hand.dropped.has(id)).length;
    const asked = options.count - places + drawn.filter(({ id }) => hand.taken.has(id)).length;
    return mayShrink.dev ? asked : Math.max(asked, drawn.length);
  }
  const left = drawn.filter(({ id }) => of.out.has(id) && !of.swapped.has(id)).length;
  return drawn.length - left + of.back.size + take.length + more;
}

/** Whether an example would leave the set that nobody wants out of it, or go from one split to the other. */
function disturbs({ examples }: Picked, { set, changes, hand, options, mayShrink }: NextSetInput): boolean {
  const touched = new Set(changes.map(({ example }) => example));
  const idsOf = (some: readonly Example[], split: Split) =>
    new Set(
      some
        .filter((one) => one.split === split && !touched.has(one.id) && !hand.added.has(one.id))
        .map(({ id }) => id),
    );
  // Who comes back from a swap takes the place of who had come instead.
  const backs = changes.filter(({ action }) => action === 'restore').length;
  const isWithin = (few: ReadonlySet<string>, many: ReadonlySet<string>, but = 0) =>
    [...few].filter((id) => !many.has(id)).length <= but;
  return (['dev', 'holdout'] as const).some((split) => {
    const [now, then] = [idsOf(set, split), idsOf(examples, split)];
    const fewer = split === 'dev' ? options.count < now.size : options.holdout < now.size;
    return fewer && mayShrink[split]
      ? !isWithin(then, now)
      : !isWithin(now, then, split === 'dev' ? backs : 0);
  });
}
