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
  const stays = standing.fresh.length > 0 || input.more !== undefined || input.explain === true;
  const options = optionsOf({ ...input, stays }, { config, last, real });
  const fresh =
    input.fresh === true ||
    (input.seed !== undefined && last !== undefined && last.options.seed !== input.seed);
  const { picked, kept } = nextSet({
    view,
    set: real,
    how,
    options,
    base: count,
    asked: {
      dev: input.quick === true || input.count !== undefined,
      holdout: input.quick === true || input.holdout !== undefined,
    },
    before: standing.before,
    last,
    stays,
    changes: standing.fresh.filter(({ example }) => !synthetic.has(example)),
    hand,
    take: input.take ?? [],
    past,
    apart: fresh ? new Set() : held,
    more: input.more ?? 0,
    fresh,
    seen,
  });
  const made = syntheticKept(synthetic, standing);
  await keep(context, standing, { picked, made, options, config, stays });
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
    stays,
  }: {
    readonly picked: Picked;
    readonly made: readonly Example[];
    readonly options: DrawOptions;
    readonly config: DrawOptions;
    readonly stays: boolean;
  },
): Promise<void> {
  const { set, fresh } = standing;
  const last = lastDraw(standing);
  const uncovered = uncoveredBy(picked);
  // What was lacking when it was drawn is still to come, whatever is changed meanwhile.
  const { dev, holdout } = picked.missing;
  const short = stays ? last?.short : dev + holdout > 0 ? { dev, holdout } : undefined;
  const facts = { options, uncovered, ...(short === undefined ? {} : { short }) };
  const was = last && {
    options: last.options,
    uncovered: last.uncovered,
    ...(last.short && { short: last.short }),
  };
  const isNew = JSON.stringify(was) !== JSON.stringify(facts);
  await store.putPick((now) => {
    if (now.length !== set.length || now.some(({ id }, index) => id !== set[index]!.id))
      throw new SetChanged();
    const drawn = { action: 'draw', at: clock.now(), config, ...facts } as const;
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
