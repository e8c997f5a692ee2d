/** `fieldtest pick`: the examples of the eval out of the pool. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example } from '../core/example.ts';
import { type PickedStratum, pickExamples } from '../sampling/pick.ts';

export interface PickInput {
  readonly count?: number;
  readonly holdout?: number;
  readonly seed?: string;
}

export interface PickResult {
  readonly examples: number;
  readonly holdout: number;
  readonly seed: string;
  readonly strata: readonly PickedStratum[];
  /** Against the set before: what stayed, came and went. Nothing that went is lost. */
  readonly kept: number;
  readonly added: number;
  readonly retired: number;
  /** Examples that were asked for and that the pool does not have. */
  readonly short: { readonly dev: number; readonly holdout: number };
}

/** Draws the set. Same pool, seed and counts: the same set, so that picking again changes nothing. */
export async function pick(context: Context, input: PickInput): Promise<PickResult> {
  const { store, config } = context;
  const pool = await store.loadPool();
  if (pool.entries.length === 0) {
    throw new FieldtestError(
      'empty',
      'there are no records to pick from',
      'Bring production data: fieldtest import FILE',
    );
  }
  const seed = input.seed ?? config.examples.seed;
  const options = {
    count: input.count ?? config.examples.count,
    holdout: input.holdout ?? config.examples.holdout,
    seed,
  };
  const picked = pickExamples(pool, options);
  let before: ReadonlySet<string> = new Set();
  await store.changeExamples((now) => {
    before = new Set(now.map((example) => example.id));
    return withClearNames(picked.examples);
  });
  const kept = picked.examples.filter((example) => before.has(example.id)).length;
  return {
    examples: picked.examples.filter((example) => example.split === 'dev').length,
    holdout: picked.examples.filter((example) => example.split === 'holdout').length,
    seed,
    strata: picked.strata,
    kept,
    added: picked.examples.length - kept,
    retired: before.size - kept,
    short: picked.missing,
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
