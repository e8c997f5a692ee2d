/** Synthetic edges out of real examples, told apart from them in every figure. */
import { type Example, exampleLabel } from '../core/example.ts';
import { exampleId } from '../core/identity.ts';
import { seededNumbers } from '../core/seeded-numbers.ts';
import { isSynthetic, SYNTHETIC } from '../core/synthetic.ts';
import { perturbations } from './perturb/list.ts';
import { type Perturbation, withAsked } from './perturb/perturbation.ts';

/**
 * At most `count` examples, each a real one of `examples` changed in one way; the ways and the examples take turns. They have no
 * weight, and the cluster of the example that they come from. Same examples, seed and count: the same; a
 * larger count adds.
 */
export function perturbed(
  examples: readonly Example[],
  {
    count,
    seed,
    except = new Set(),
  }: {
    readonly count: number;
    readonly seed: string;
    /** Ids that are not to be made. */
    readonly except?: ReadonlySet<string>;
  },
): readonly Example[] {
  const real = inOrder(
    examples.filter((example) => example.split === 'dev' && !isSynthetic(example)),
    seed,
  );
  const taken = new Set([...examples.map(({ id }) => id), ...except]);
  const names = new Set(examples.map(({ name }) => name));
  const made: Example[] = [];
  // Of each way the examples that it was not tried on yet.
  const open = perturbations.map((way, at) => ({ way, left: rotated(real, at * 7) }));
  while (made.length < count && open.some(({ left }) => left.length > 0)) {
    for (const { way, left } of open) {
      if (made.length === count) break;
      for (let example = left.shift(); example !== undefined; example = left.shift()) {
        const one = changed(example, way, seed);
        if (one === undefined || taken.has(one.id)) continue;
        const named = names.has(one.name) ? { ...one, name: `${one.name}-${one.id.slice(0, 8)}` } : one;
        taken.add(named.id);
        names.add(named.name);
        made.push(named);
        break;
      }
    }
  }
  return made;
}

function changed(example: Example, way: Perturbation, seed: string): Example | undefined {
  const random = seededNumbers(seed, 'perturb', way.kind, example.id);
  const input = withAsked(example.input, (text) => way.change(text, random));
  if (input === undefined) return undefined;
  const { reference } = example;
  return {
    id: exampleId(input),
    name: `${exampleLabel(example).slice(0, 60)}+${way.kind}`,
    input,
    ...(reference === undefined || !way.keepsReference ? {} : { reference }),
    slices: [`${SYNTHETIC}${way.kind}`],
    split: 'dev',
    cluster: example.cluster ?? example.id,
    metadata: { from: example.id },
  };
}

function inOrder(examples: readonly Example[], seed: string): readonly Example[] {
  return examples
    .map((example) => ({ example, key: seededNumbers(seed, 'perturb order', example.id)() }))
    .sort((a, b) => a.key - b.key)
    .map(({ example }) => example);
}

/** So that the ways do not all begin with the same example. */
function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
