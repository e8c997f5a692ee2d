/** The set that a pick leads to: the draw of today's pool, or, where that is not what was asked for, the set as it is with what is changed and missing. */
import type { Example, Split } from '../../core/example.ts';
import type { PickChange, PickedHow } from '../../core/pick.ts';
import type { PoolEntry } from '../../core/pool.ts';
import { extendPick } from '../../sampling/extend.ts';
import { type Picked, pickExamples } from '../../sampling/pick.ts';
import type { ViewedPool } from '../../sampling/view.ts';
import { type AllChanges, type ByHand, isByHand } from './hand-changes.ts';

type Draw = Extract<PickChange, { readonly action: 'draw' }>;

export interface NextSetInput {
  readonly view: ViewedPool;
  /** The real examples as they are. */
  readonly set: readonly Example[];
  readonly how: readonly PickedHow[];
  readonly options: Draw['options'];
  /** The count that draws of other sizes are parts of. */
  readonly base: number;
  /** Whether a number was asked for, which may be smaller than what is there. */
  readonly asked: { readonly [split in Split]: boolean };
  /** What was changed and drawn before, and the last draw of it. */
  readonly before: readonly PickChange[];
  readonly last: Draw | undefined;
  /** Whether something of the set is changed, or it is only looked at: else it grows to what was wanted of it. */
  readonly stays: boolean;
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
  readonly more: number;
  /** Whether the set may lose what is not drawn again. */
  readonly fresh: boolean;
  /** Ids that were in dev at some time. */
  readonly seen: ReadonlySet<string>;
}

/** What is to become of the set, as ids. */
interface Goal {
  /** Dev examples that stay, those taken by hand apart; all that are held out. */
  readonly stay: { readonly [split in Split]: ReadonlySet<string> };
  readonly out: ReadonlySet<string>;
  /** Of these the ones whose place goes to another of their kind. */
  readonly swapped: ReadonlySet<string>;
  /** Restored: in the set again; of these the ones that were swapped, whose place somebody else has, and the ones that the pool does not hold. */
  readonly back: ReadonlySet<string>;
  readonly wereSwapped: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
  /** How many there are to be, those taken by hand apart. */
  readonly size: { readonly [split in Split]: number };
}

/**
 * The same pool, seed and counts draw the same set, and a larger one of which it is a part, with exact chances; so that is tried first. A pool
 * that has changed draws another one: then what is there stays, and so do the splits, since ratings have been paid for and what was held out
 * must stay unseen.
 */
export function nextSet(input: NextSetInput): { readonly picked: Picked; readonly kept: boolean } {
  const { view, options, base, hand, seen, set, apart, take } = input;
  const barred = hand.swapped.union(apart);
  const changes = { ...hand, swapped: barred };
  const picked = pickExamples(view, { ...options, base, changes, seen });
  const goal = goalOf(input);
  if (input.fresh || (set.length === 0 && goal.back.size === 0)) return { picked, kept: false };
  if (take.length === 0 && goal.lost.size === 0 && agrees(picked, goal, input))
    return { picked, kept: false };
  return {
    picked: extendPick(view, {
      set,
      how: input.how,
      count: goal.size.dev,
      holdout: goal.size.holdout,
      seed: options.seed,
      out: goal.out,
      swapped: goal.swapped,
      back: goal.back,
      past: new Map(input.past.filter(({ id }) => goal.lost.has(id)).map((example) => [example.id, example])),
      taken: take,
      took: hand.taken,
      added: hand.added,
      barred: new Set([...hand.dropped, ...barred]),
      seen,
    }),
    kept: true,
  };
}

function goalOf(input: NextSetInput): Goal {
  const { view, set, how, changes, before } = input;
  const inSet = new Set(set.map(({ id }) => id));
  const drawable = new Set(view.entries.map(({ id }) => id));
  const byHand = new Set(how.filter(({ by }) => by === 'hand').map(({ example }) => example));
  const was = new Map(before.filter(isByHand).map(({ example, action }) => [example, action]));
  const idsOf = (wanted: ByHand['action']) =>
    new Set(changes.filter(({ action }) => action === wanted).map(({ example }) => example));
  const restored = idsOf('restore');
  const back = new Set(
    [...restored].filter((id) => !inSet.has(id) && (was.get(id) === 'drop' || was.get(id) === 'swap')),
  );
  const taken = idsOf('drop').union(idsOf('swap'));
  // Restored, what was taken in by hand leaves. What was dropped before and came again, with a file, stays.
  const out = new Set([...inSet].filter((id) => taken.has(id) || (restored.has(id) && byHand.has(id))));
  const stays = (split: Split) =>
    new Set(
      set.filter((one) => one.split === split && !byHand.has(one.id) && !out.has(one.id)).map(({ id }) => id),
    );
  const stay = { dev: stays('dev'), holdout: stays('holdout') };
  // What was taken by hand has no place in the draw that another could take.
  const swapped = new Set([...idsOf('swap')].filter((id) => out.has(id) && !byHand.has(id)));
  const changed = swapped.size + back.size + input.take.length + input.more;
  return {
    stay,
    out,
    swapped,
    back,
    wereSwapped: new Set([...back].filter((id) => was.get(id) === 'swap')),
    lost: new Set([...back].filter((id) => !drawable.has(id))),
    size: {
      dev: input.asked.dev ? askedFor(input) : stay.dev.size + changed + grown(input, 'dev', stay.dev.size),
      holdout: input.asked.holdout
        ? input.options.holdout
        : stay.holdout.size + grown(input, 'holdout', stay.holdout.size),
    },
  };
}

/** A number that was asked for has places of those that were dropped, which nobody takes, and has none of those that a refresh took in. */
function askedFor({ view, set, options, base, seen, hand }: NextSetInput): number {
  const plain = hand.dropped.size === 0 ? [] : pickExamples(view, { ...options, base, seen }).examples;
  const places = plain.filter(({ id, split }) => split === 'dev' && hand.dropped.has(id)).length;
  return options.count - places + set.filter(({ id }) => hand.taken.has(id) && !hand.dropped.has(id)).length;
}

/** What a set lacks that nobody changes: what the config wants more of than the last draw did, and what the pool did not have then. */
function grown({ last, options, stays }: NextSetInput, split: Split, there: number): number {
  if (stays) return 0;
  const of = (numbers: Draw['options']) => (split === 'dev' ? numbers.count : numbers.holdout);
  if (last === undefined) return Math.max(0, of(options) - there);
  return Math.max(0, of(options) - of(last.options)) + (last.short?.[split] ?? 0);
}

/** Whether a draw gives what is wanted: nobody goes that is to stay, nor from one split to the other, and there are as many as are to be. */
function agrees({ examples, how, missing, unreplaced }: Picked, goal: Goal, input: NextSetInput): boolean {
  const drawn = new Set(how.filter(({ by }) => by === 'draw').map(({ example }) => example));
  return (['dev', 'holdout'] as const).every((split) => {
    const then = new Set(
      examples.filter((one) => one.split === split && drawn.has(one.id)).map(({ id }) => id),
    );
    const now = goal.stay[split];
    const gone = [...now].filter((id) => !then.has(id)).length;
    if (input.asked[split]) return goal.size[split] < now.size ? then.isSubsetOf(now) : gone === 0;
    if (split === 'holdout') return gone === 0 && isSize(then.size, goal.size.holdout, missing.holdout);
    // Who comes back from a swap takes the place of who had come instead.
    if (gone > goal.wereSwapped.size || !goal.back.isSubsetOf(then)) return false;
    return isSize(then.size, goal.size.dev - gone, missing.dev + Math.min(unreplaced, goal.swapped.size));
  });
}

/** As many as are wanted, but for those that the pool does not have. */
function isSize(size: number, wanted: number, missing: number): boolean {
  return size <= wanted && size + missing >= wanted;
}
