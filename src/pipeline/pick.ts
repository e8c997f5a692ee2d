/** `fieldtest pick`: the examples of the eval out of the pool. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { type Example, exampleLabel } from '../core/example.ts';
import { inputText } from '../core/input.ts';
import type { PickedHow } from '../core/pick.ts';
import type { Pool, PoolEntry } from '../core/pool.ts';
import { isSynthetic } from '../core/synthetic.ts';
import { textStart } from '../core/text-start.ts';
import { type Coverage, coverageOf } from '../sampling/coverage.ts';
import { withForms } from '../sampling/older-pool.ts';
import type { HandChanges, Picked, PickedStratum } from '../sampling/pick.ts';
import { textsToEmbed, type ViewedPool, viewPool } from '../sampling/view.ts';
import { embedPool } from './embed-pool.ts';
import { optionsOf } from './pick/draw-options.ts';
import {
  type ByHand,
  baredBy,
  type ChangeInput,
  changesOf,
  handChanges,
  isByHand,
  type ToldChange,
  toldChanges,
} from './pick/hand-changes.ts';
import { nextSet } from './pick/next-set.ts';
import { droppedIds, syntheticKept, syntheticOf, withMade } from './pick/synthetic.ts';

export interface PickInput extends ChangeInput {
  readonly count?: number;
  readonly holdout?: number;
  readonly seed?: string;
  /** 10 examples, none held out; what was held out leaves, and is none of the ten: a quick look spends nothing. */
  readonly quick?: boolean;
  /** So many examples on top of the set as it is. */
  readonly more?: number;
  /** Draw the set anew, also where it would lose examples. */
  readonly fresh?: boolean;
  /** In place of the stored one: what the pool is about to be. */
  readonly pool?: Pool;
  /** Only looked at: a set that is there stays as large as it is. */
  readonly explain?: boolean;
  /** Drawn for a refresh: in, also where the pool had no room for them. None of them is in the set. */
  readonly take?: readonly PoolEntry[];
}

export interface PickResult {
  readonly examples: number;
  readonly holdout: number;
  /** Examples that a model drafted or a program changed: beside the others, told apart in every figure. */
  readonly synthetic: number;
  readonly seed: string;
  /** What the config says, where that is another seed than the set was drawn with. */
  readonly otherSeed?: string;
  /** The set was not drawn anew, which would have taken examples out of it: it stayed, and what was missing came in. */
  readonly stayed: boolean;
  readonly strata: readonly PickedStratum[];
  /** How each dev example came into the set, in the set's order. */
  readonly how: readonly (PickedHow & {
    readonly label: string;
    /** Records that it stands for; absent where it came from a file without one. */
    readonly weight?: number;
    /** How its input begins. */
    readonly text: string;
  })[];
  readonly coverage: Coverage;
  /** Against the set before: what stayed, came and went. Nothing that went is lost. */
  readonly kept: number;
  readonly added: number;
  readonly retired: number;
  /** Of those that went, how many somebody has rated. */
  readonly retiredRated: number;
  /** Of the set, what is in it, or left it, by hand. */
  readonly byHand: {
    readonly added: number;
    readonly dropped: number;
    /** Synthetic examples that are dropped. */
    readonly synthetic: number;
    readonly swapped: number;
    /** Of these, with no other of their kind to take their place. */
    readonly unreplaced: number;
  };
  /** Of what is dropped now: kinds that are left without an example, though the pool has others. */
  readonly bared: readonly { readonly label: string; readonly stratum: string }[];
  /** What is changed by hand, of each example the last. */
  readonly changes: readonly ToldChange[];
  /** Examples that were asked for and that the pool does not have; inputs of it that were in the set at some time, and are not held out for that. */
  readonly short: { readonly dev: number; readonly holdout: number; readonly seen: number };
}

/** Of the embedding model that the config names; undefined without one. */
async function vectorsOf(context: Context, pool: Pool): Promise<readonly Float32Array[] | undefined> {
  const embedder = await context.embedder?.();
  return embedder && (await embedPool(context, embedder, textsToEmbed(pool)));
}

/** Thrown inside a transaction, which it undoes: another process has changed the set since it was read. */
class SetChanged extends Error {}

const MOST_TRIES = 20;

/**
 * Picks the set. Same pool, seed, counts and changes: the same set, so that picking again changes nothing. Where the pool has changed the
 * set stays, and what is missing is added, unless another seed or a fresh draw is asked for.
 */
export async function pick(context: Context, input: PickInput): Promise<PickResult> {
  for (let tries = 1; ; tries++) {
    try {
      return await pickOnce(context, input);
    } catch (error) {
      if (!(error instanceof SetChanged) || tries === MOST_TRIES) throw error;
    }
  }
}

async function pickOnce(context: Context, input: PickInput): Promise<PickResult> {
  const { store, config, clock } = context;
  const pool = withForms(input.pool ?? (await store.loadPool()));
  if (pool.entries.length === 0) {
    throw new FieldtestError(
      'empty',
      'there are no records to pick from',
      'Bring production data: fieldtest import FILE',
    );
  }
  const view = viewPool(pool, await vectorsOf(context, pool));
  const before = await store.pickChanges();
  const last = before.findLast(({ action }) => action === 'draw');
  const set = await store.examples();
  const redactor = await context.redactor();
  const { count, holdout, seed } = config.examples;
  const own = { count, holdout, seed };
  const { take = [], reason } = input;
  const at = clock.now();
  const past = await store.retiredExamples();
  const synthetic = syntheticOf({ set, past, view });
  const asked = changesOf(input, { set, past, synthetic, view, redactor, at });
  const fresh = [
    ...withMade(asked, { synthetic, set, before }),
    ...take.map(({ id }) => ({
      action: 'take' as const,
      at,
      example: id,
      ...(reason === undefined ? {} : { reason }),
    })),
  ];
  const isChange = fresh.length > 0 || input.more !== undefined;
  const changes = [...before.filter(isByHand), ...fresh];
  const isOfReal = ({ example }: ByHand) => !synthetic.has(example);
  const hand = handChanges(changes.filter(isOfReal));
  const made = syntheticKept(synthetic, { set, before, fresh });
  const real = set.filter((example) => !isSynthetic(example));
  const stays = isChange || input.explain === true;
  const options = optionsOf({ ...input, stays }, { config: own, last, real, hand });
  // Also what a quick set has let go of.
  const held = new Set([...real, ...past].filter(({ split }) => split === 'holdout').map(({ id }) => id));
  const seen = new Set([...real, ...past].filter(({ split }) => split === 'dev').map(({ id }) => id));
  const otherSeed = input.seed !== undefined && last?.action === 'draw' && last.options.seed !== input.seed;
  const how = await store.pickedHow();
  const { picked, kept } = nextSet({
    view,
    set: real,
    how,
    options,
    base: count,
    changes: fresh.filter(isOfReal),
    isChange,
    hand,
    take,
    past,
    apart: input.quick ? held : new Set(),
    ...(input.more === undefined ? {} : { more: input.more }),
    fresh: input.fresh === true || otherSeed,
    seen,
  });
  await store.putPick((now) => {
    if (now.length !== set.length || now.some(({ id }, index) => id !== set[index]!.id))
      throw new SetChanged();
    const uncovered = uncoveredBy(picked);
    const drawn = { action: 'draw', at: clock.now(), options, config: own, uncovered } as const;
    const isNew =
      last?.action !== 'draw' ||
      JSON.stringify([last.options, last.uncovered]) !== JSON.stringify([options, uncovered]);
    return {
      examples: withClearNames([...picked.examples, ...made]),
      how: picked.how,
      changes: [...fresh, ...(isNew ? [drawn] : [])],
    };
  });
  const isIn = new Set(picked.examples.map(({ id }) => id));
  const was = new Set(real.map(({ id }) => id));
  const left = new Set([...was].filter((id) => !isIn.has(id)));
  const seenOnly = view.entries.filter(({ id }) => seen.has(id) && !isIn.has(id)).length;
  const rated = left.size === 0 ? [] : (await store.ratings()).map(({ example }) => example);
  const result = resultOf({ picked, was, view, hand, held });
  return {
    ...result,
    seed: options.seed,
    ...(seed === options.seed || input.seed !== undefined ? {} : { otherSeed: seed }),
    synthetic: made.length,
    stayed: kept,
    retiredRated: new Set(rated.filter((id) => left.has(id))).size,
    short: { ...picked.missing, seen: seenOnly },
    byHand: {
      ...result.byHand,
      synthetic: [...droppedIds(changes)].filter((id) => synthetic.has(id)).length,
    },
    bared: baredBy(fresh, { set, how, strata: picked.strata }),
    changes: toldChanges(changes, { view, set: [...past, ...synthetic.values(), ...picked.examples] }),
  };
}

function uncoveredBy({ strata }: Picked): { readonly kinds: number; readonly share: number } {
  const bare = strata.filter(({ picked }) => picked === 0);
  const sum = (some: typeof strata) => some.reduce((total, { records }) => total + records, 0);
  return { kinds: bare.length, share: sum(bare) / Math.max(1, sum(strata)) };
}

function resultOf({
  picked,
  was,
  view,
  hand,
  held,
}: {
  readonly picked: Picked;
  readonly was: ReadonlySet<string>;
  readonly view: ViewedPool;
  readonly hand: HandChanges;
  /** Ids that were held out at some time. */
  readonly held: ReadonlySet<string>;
}) {
  const kept = picked.examples.filter((example) => was.has(example.id)).length;
  const dev = picked.examples.filter((example) => example.split === 'dev');
  return {
    examples: dev.length,
    holdout: picked.examples.length - dev.length,
    strata: picked.strata,
    how: dev.map((example, index) => ({
      ...picked.how[index]!,
      label: exampleLabel(example),
      ...(example.weight === undefined ? {} : { weight: example.weight }),
      text: textStart(inputText(example.input), 120),
    })),
    coverage: coverageOf(
      view,
      dev.map(({ id }) => id),
      held.union(new Set(picked.examples.filter(({ split }) => split === 'holdout').map(({ id }) => id))),
    ),
    kept,
    added: picked.examples.length - kept,
    retired: was.size - kept,
    byHand: {
      added: picked.how.filter(({ by }) => by === 'hand').length,
      dropped: hand.dropped.size,
      swapped: hand.swapped.size,
      unreplaced: picked.unreplaced,
    },
  };
}

/** Logs may give one id to several records; such an id names none of them. */
function withClearNames(examples: readonly Example[]): readonly Example[] {
  const uses = Map.groupBy(examples, (example) => example.name);
  return examples.map((example) => {
    if (example.name === undefined || uses.get(example.name)!.length === 1) return example;
    const { name: _ambiguous, ...rest } = example;
    return rest;
  });
}
