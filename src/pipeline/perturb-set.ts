/** `fieldtest pick --perturb`: synthetic edges made of the set's real examples, on top of it. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { isSynthetic } from '../core/synthetic.ts';
import { perturbed } from '../sampling/perturb.ts';
import { droppedIds } from './pick/synthetic.ts';

export interface PerturbResult {
  /** How many came in, by the way in which they were made. */
  readonly added: { readonly [kind: string]: number };
  /** Synthetic examples of the set now. */
  readonly synthetic: number;
  readonly examples: number;
}

/** Lets synthetic examples go; everything else stays. Gives how many went. */
export async function letSyntheticGo({
  store,
}: Context): Promise<{ readonly removed: number; readonly examples: number }> {
  const how = await store.pickedHow();
  let result = { removed: 0, examples: 0 };
  await store.putPick((now) => {
    const examples = now.filter((example) => !isSynthetic(example));
    result = { removed: now.length - examples.length, examples: examples.length };
    return { examples, how, changes: [] };
  });
  return result;
}

/** The real examples stay as they are. Throws FieldtestError('empty') where there is none. */
export async function perturbSet(
  context: Context,
  { count, seed }: { readonly count: number; readonly seed?: string },
): Promise<PerturbResult> {
  const { store, config } = context;
  const how = await store.pickedHow();
  const dropped = droppedIds(await store.pickChanges());
  let result: PerturbResult = { added: {}, synthetic: 0, examples: 0 };
  await store.putPick((now) => {
    if (!now.some((example) => !isSynthetic(example)))
      throw new FieldtestError(
        'empty',
        'there is no real example to make another of',
        'Pick some first: fieldtest pick',
      );
    const fresh = perturbed(now, { count, seed: seed ?? config.examples.seed, except: dropped });
    const examples = [...now, ...fresh];
    const kinds = Map.groupBy(fresh, ({ slices }) => slices[0]!.split(':')[1]!);
    result = {
      added: Object.fromEntries([...kinds].map(([kind, all]) => [kind, all.length])),
      synthetic: examples.filter(isSynthetic).length,
      examples: examples.length,
    };
    return { examples, how, changes: [] };
  });
  return result;
}
