/** `fieldtest pick`: the examples of the eval out of the pool. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { type Example, exampleLabel } from '../core/example.ts';
import type { DrawOptions, PickChange, PickedHow } from '../core/pick.ts';
import type { Pool } from '../core/pool.ts';
import type { Redactor } from '../core/redaction.ts';
import { isSynthetic } from '../core/synthetic.ts';
import { type Coverage, coverageOf } from '../sampling/coverage.ts';
import { withForms } from '../sampling/older-pool.ts';
import { type HandChanges, type Picked, type PickedStratum, pickExamples } from '../sampling/pick.ts';
import { textsToEmbed, type ViewedPool, viewPool } from '../sampling/view.ts';
import { embedPool } from './embed-pool.ts';
import { exampleFinder, prefixFinder } from './lookup.ts';

export interface PickInput {
  readonly count?: number;
  readonly holdout?: number;
  readonly seed?: string;
  /** So many examples on top of the set as it is. */
  readonly more?: number;
  /** Names or ids: out of the set. */
  readonly drop?: readonly string[];
  /** Out of the set, and the next of their kind in their place. */
  readonly swap?: readonly string[];
  /** Ids of the pool: into the set, without a draw. */
  readonly add?: readonly string[];
  /** As if they had never been changed by hand. */
  readonly restore?: readonly string[];
  /** Kept beside what is changed by hand. */
  readonly reason?: string;
}

export interface PickResult {
  readonly examples: number;
  readonly holdout: number;
  /** Examples that a model drafted or a program changed: beside the others, told apart in every figure. */
  readonly synthetic: number;
  readonly seed: string;
  readonly strata: readonly PickedStratum[];
  /** How each dev example came into the set, in the set's order. */
  readonly how: readonly (PickedHow & { readonly label: string })[];
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
    readonly swapped: number;
    /** Of these, with no other of their kind to take their place. */
    readonly unreplaced: number;
    readonly changes: readonly {
      readonly action: string;
      readonly label: string;
      readonly reason?: string;
    }[];
  };
  /** Examples that were asked for and that the pool does not have. */
  readonly short: { readonly dev: number; readonly holdout: number };
}

/** Of the embedding model that the config names; undefined without one. */
async function vectorsOf(context: Context, pool: Pool): Promise<readonly Float32Array[] | undefined> {
  const embedder = await context.embedder?.();
  return embedder && (await embedPool(context, embedder, textsToEmbed(pool)));
}

/** Whether a synthetic example was made of one that was dropped. */
function isCopyOf({ metadata }: Example, dropped: ReadonlySet<string>): boolean {
  const from = metadata?.from;
  return typeof from === 'string' && dropped.has(from);
}

type ByHand = Exclude<PickChange, { readonly action: 'draw' }>;

/** Draws the set. Same pool, seed, counts and changes: the same set, so that picking again changes nothing. */
export async function pick(context: Context, input: PickInput): Promise<PickResult> {
  const { store, config, clock } = context;
  const pool = withForms(await store.loadPool());
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
  const redactor = await context.redactor();
  const { count, holdout, seed } = config.examples;
  const own = { count, holdout, seed };
  const options = optionsOf(input, own, before);
  const changes = [...before.filter(isByHand), ...changesOf(input, { set, view, redactor, at: clock.now() })];
  const hand = handChanges(changes);
  const made = set.filter((example) => isSynthetic(example) && !isCopyOf(example, hand.dropped));
  const picked = pickExamples(view, { ...options, base: config.examples.count, changes: hand });
  let was: ReadonlySet<string> = new Set();
  await store.putPick((now) => {
    was = new Set(now.filter((example) => !isSynthetic(example)).map((example) => example.id));
    const drawn = { action: 'draw', at: clock.now(), options, config: own } as const;
    const last = before.findLast(({ action }) => action === 'draw');
    const isNew = last?.action !== 'draw' || JSON.stringify(last.options) !== JSON.stringify(options);
    return {
      examples: withClearNames([...picked.examples, ...made]),
      how: picked.how,
      changes: [...changes.slice(before.filter(isByHand).length), ...(isNew ? [drawn] : [])],
    };
  });
  const isIn = new Set(picked.examples.map(({ id }) => id));
  const left = new Set([...was].filter((id) => !isIn.has(id)));
  const rated = left.size === 0 ? [] : (await store.ratings()).map(({ example }) => example);
  return resultOf({
    picked,
    was,
    retiredRated: new Set(rated.filter((id) => left.has(id))).size,
    view,
    hand,
    seed: options.seed,
    synthetic: made.length,
    told: toldChanges(changes, view),
  });
}

function resultOf({
  picked,
  was,
  retiredRated,
  view,
  hand,
  seed,
  synthetic,
  told,
}: {
  readonly picked: Picked;
  readonly was: ReadonlySet<string>;
  readonly retiredRated: number;
  readonly view: ViewedPool;
  readonly hand: HandChanges;
  readonly seed: string;
  readonly synthetic: number;
  readonly told: PickResult['byHand']['changes'];
}): PickResult {
  const kept = picked.examples.filter((example) => was.has(example.id)).length;
  const dev = picked.examples.filter((example) => example.split === 'dev');
  return {
    examples: dev.length,
    holdout: picked.examples.length - dev.length,
    synthetic,
    seed,
    strata: picked.strata,
    how: dev.map((example, index) => ({ ...picked.how[index]!, label: exampleLabel(example) })),
    coverage: coverageOf(
      view,
      dev.map(({ id }) => id),
    ),
    kept,
    added: picked.examples.length - kept,
    retired: was.size - kept,
    retiredRated,
    byHand: {
      added: picked.how.filter(({ by }) => by === 'hand').length,
      dropped: hand.dropped.size,
      swapped: hand.swapped.size,
      unreplaced: picked.unreplaced,
      changes: told,
    },
    short: picked.missing,
  };
}

/**
 * What the set is drawn with: what is asked for; else as it was drawn before, unless the config has changed since; else as the
 * config says.
 */
function optionsOf(input: PickInput, config: DrawOptions, before: readonly PickChange[]): DrawOptions {
  const last = before.findLast(({ action }) => action === 'draw');
  const same = last?.action === 'draw' && JSON.stringify(last.config) === JSON.stringify(config);
  const now = same ? last.options : config;
  return {
    count: (input.count ?? now.count) + (input.more ?? 0),
    holdout: input.holdout ?? now.holdout,
    seed: input.seed ?? now.seed,
  };
}

function isByHand(change: PickChange): change is ByHand {
  return change.action !== 'draw';
}

/** Of each example the last change, as it is told. */
function toldChanges(changes: readonly ByHand[], view: ViewedPool): PickResult['byHand']['changes'] {
  const names = new Map(view.entries.map(({ id, record }) => [id, record.name ?? id]));
  const last = new Map(changes.map((change) => [change.example, change]));
  return [...last.values()]
    .filter(({ action }) => action !== 'restore')
    .map(({ action, example, reason }) => ({
      action,
      label: names.get(example) ?? example,
      ...(reason === undefined ? {} : { reason }),
    }));
}

/** Of each example the last change counts. */
function handChanges(changes: readonly ByHand[]): HandChanges {
  const last = new Map(changes.map(({ example, action }) => [example, action]));
  const of = (wanted: ByHand['action']) =>
    new Set([...last].filter(([, action]) => action === wanted).map(([example]) => example));
  return { dropped: of('drop'), swapped: of('swap'), added: of('add') };
}

/** Finds what is to be changed. Throws for what is not there, or may not be touched. */
function changesOf(
  input: PickInput,
  {
    set,
    view,
    redactor,
    at,
  }: {
    readonly set: readonly Example[];
    readonly view: ViewedPool;
    readonly redactor: Redactor;
    readonly at: string;
  },
): readonly ByHand[] {
  const inSet = exampleFinder(set, redactor);
  const inPool = new Map(
    view.entries.flatMap(({ id, record }) => [[id, id] as const, [record.name ?? id, id] as const]),
  );
  const byPrefix = prefixFinder(view.entries.map(({ id }) => id));
  const idOf = (action: ByHand['action'], reference: string): string => {
    const example = inSet(reference);
    if (example?.split === 'holdout') {
      throw new FieldtestError(
        'usage',
        `--${action} ${reference}: that example is held out`,
        'What is held out stays as it was drawn: choosing among it would spoil it.',
      );
    }
    if ((action === 'drop' || action === 'swap') && example === undefined) {
      throw new FieldtestError(
        'not-found',
        `--${action} ${reference}: the set has no such example`,
        'Their names and ids: fieldtest examples export',
      );
    }
    const id =
      example?.id ?? inPool.get(reference) ?? inPool.get(redactor.text(reference)) ?? byPrefix(reference);
    if (id === undefined) {
      throw new FieldtestError(
        'not-found',
        `--${action} ${reference}: the pool has no such record`,
        'It takes the name or the id of a record that the pool kept: fieldtest pick --explain names some.',
      );
    }
    if (action === 'add' && example !== undefined) {
      throw new FieldtestError(
        'usage',
        `--add ${reference}: ${exampleLabel(example)} is in the set already`,
        'Nothing was changed.',
      );
    }
    return id;
  };
  const reason = input.reason === undefined ? {} : { reason: input.reason };
  return (['drop', 'swap', 'add', 'restore'] as const).flatMap((action) =>
    (input[action] ?? []).map((reference) => ({ action, at, example: idOf(action, reference), ...reason })),
  );
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
