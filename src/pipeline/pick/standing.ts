/** What a pick begins with: the pool, the set as it is, and all that was changed of it by hand, now too. */
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example, Split } from '../../core/example.ts';
import type { PickChange, PickedHow } from '../../core/pick.ts';
import type { Pool, PoolEntry } from '../../core/pool.ts';
import { isSynthetic } from '../../core/synthetic.ts';
import { withForms } from '../../sampling/older-pool.ts';
import { textsToEmbed, type ViewedPool, viewPool } from '../../sampling/view.ts';
import { embedPool } from '../embed-pool.ts';
import {
  type AllChanges,
  type ByHand,
  type ChangeInput,
  changesOf,
  handChanges,
  isByHand,
} from './hand-changes.ts';
import { syntheticOf, withMade } from './synthetic.ts';

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

export interface Standing {
  readonly view: ViewedPool;
  /** The set as it is, with the synthetic examples, and without them. */
  readonly set: readonly Example[];
  readonly real: readonly Example[];
  readonly how: readonly PickedHow[];
  /** Those that left it. */
  readonly past: readonly Example[];
  /** By id, of the set and of those that left it. */
  readonly synthetic: ReadonlyMap<string, Example>;
  /** Ids that were held out, and ids that were in dev, at some time; also what a quick set has let go of. */
  readonly held: ReadonlySet<string>;
  readonly seen: ReadonlySet<string>;
  /** What was changed and drawn before, and what is changed now. */
  readonly before: readonly PickChange[];
  readonly fresh: readonly ByHand[];
  /** All of it by hand; what of it is about real examples. */
  readonly changes: readonly ByHand[];
  readonly hand: AllChanges;
}

/** Reads it. Throws a FieldtestError where there is nothing to pick from, and for changes of what is not there. */
export async function standingOf(context: Context, input: PickInput): Promise<Standing> {
  const { store, clock } = context;
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
  const set = await store.examples();
  const past = await store.retiredExamples();
  const synthetic = syntheticOf({ set, past, view });
  const redactor = await context.redactor();
  const at = clock.now();
  const { take = [], reason } = input;
  const why = reason === undefined ? {} : { reason };
  const fresh = [
    ...withMade(changesOf(input, { set, past, synthetic, view, redactor, at }), { synthetic, set, before }),
    ...take.map(({ id }) => ({ action: 'take' as const, at, example: id, ...why })),
  ];
  const changes = [...before.filter(isByHand), ...fresh];
  const real = set.filter((example) => !isSynthetic(example));
  const ever = (wanted: Split) =>
    new Set([...real, ...past].filter(({ split }) => split === wanted).map(({ id }) => id));
  return {
    view,
    set,
    real,
    how: await store.pickedHow(),
    past,
    synthetic,
    held: ever('holdout'),
    seen: ever('dev'),
    before,
    fresh,
    changes,
    hand: handChanges(changes.filter(({ example }) => !synthetic.has(example))),
  };
}

/** Of the embedding model that the config names; undefined without one. */
async function vectorsOf(context: Context, pool: Pool): Promise<readonly Float32Array[] | undefined> {
  const embedder = await context.embedder?.();
  return embedder && (await embedPool(context, embedder, textsToEmbed(pool)));
}
