/** `fieldtest pick`: the examples of the eval out of the pool. */
import type { Context } from '../core/context.ts';
import type { Example } from '../core/example.ts';
import type { DrawOptions } from '../core/pick.ts';
import type { Picked } from '../sampling/pick.ts';
import { optionsOf } from './pick/draw-options.ts';
import { nextSet } from './pick/next-set.ts';
import { type PickResult, resultOf } from './pick/result.ts';
import { type PickInput, type Standing, standingOf } from './pick/standing.ts';
import { syntheticKept } from './pick/synthetic.ts';

export type { PickResult } from './pick/result.ts';
export type { PickInput } from './pick/standing.ts';

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
  const { store } = context;
  const { count, holdout, seed } = context.config.examples;
  const config = { count, holdout, seed };
  const standing = await standingOf(context, input);
  const { view, real, how, past, synthetic, held, seen, hand } = standing;
  const last = lastDraw(standing);
  const isChange = standing.fresh.length > 0 || input.more !== undefined;
  const options = optionsOf({ ...input, stays: isChange || input.explain === true }, { config, last, real });
  const fresh =
    input.fresh === true ||
    (input.seed !== undefined && last !== undefined && last.options.seed !== input.seed);
  const { picked, kept } = nextSet({
    view,
    set: real,
    how,
    options,
    base: count,
    mayShrink: {
      dev: input.quick === true || input.count !== undefined,
      holdout: input.quick === true || input.holdout !== undefined,
    },
    changes: standing.fresh.filter(({ example }) => !synthetic.has(example)),
    isChange,
    hand,
    take: input.take ?? [],
    past,
    apart: fresh ? new Set() : held,
    ...(input.more === undefined ? {} : { more: input.more }),
    fresh,
    seen,
  });
  const made = syntheticKept(synthetic, standing);
  await keep(context, standing, { picked, made, options, config });
  const isIn = new Set(picked.examples.map(({ id }) => id));
  const left = new Set(real.map(({ id }) => id).filter((id) => !isIn.has(id)));
  const rated = left.size === 0 ? [] : (await store.ratings()).map(({ example }) => example);
  return resultOf(standing, {
    picked,
    made,
    options,
    stayed: kept,
    retiredRated: new Set(rated.filter((id) => left.has(id))).size,
    otherSeed: seed === options.seed || input.seed !== undefined ? undefined : seed,
  });
}

function lastDraw({ before }: Standing) {
  const last = before.findLast(({ action }) => action === 'draw');
  return last?.action === 'draw' ? last : undefined;
}

/** Keeps the set and what led to it. Throws SetChanged, with nothing kept, where the set is not what was read any more. */
async function keep(
  { store, clock }: Context,
  standing: Standing,
  {
    picked,
    made,
    options,
    config,
  }: {
    readonly picked: Picked;
    readonly made: readonly Example[];
    readonly options: DrawOptions;
    readonly config: DrawOptions;
  },
): Promise<void> {
  const { set, fresh } = standing;
  const last = lastDraw(standing);
  const uncovered = uncoveredBy(picked);
  const isNew =
    last === undefined ||
    JSON.stringify([last.options, last.uncovered]) !== JSON.stringify([options, uncovered]);
  await store.putPick((now) => {
    if (now.length !== set.length || now.some(({ id }, index) => id !== set[index]!.id))
      throw new SetChanged();
    const drawn = { action: 'draw', at: clock.now(), options, config, uncovered } as const;
    return {
      examples: withClearNames([...picked.examples, ...made]),
      how: picked.how,
      changes: [...fresh, ...(isNew ? [drawn] : [])],
    };
  });
}

function uncoveredBy({ strata }: Picked): { readonly kinds: number; readonly share: number } {
  const bare = strata.filter(({ picked }) => picked === 0);
  const sum = (some: typeof strata) => some.reduce((total, { records }) => total + records, 0);
  return { kinds: bare.length, share: sum(bare) / Math.max(1, sum(strata)) };
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
