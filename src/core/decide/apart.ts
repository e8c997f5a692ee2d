/** Synthetic examples beside real ones: what is decided on, and what is told apart from it. */
import type { DecideInput } from '../decision.ts';
import { decidingExamples, isSynthetic } from '../synthetic.ts';

export interface Parts {
  readonly decides: DecideInput;
  /** The synthetic examples of the split, where there are real ones too. */
  readonly apart?: DecideInput;
  /** No example of the split is real. */
  readonly onlySynthetic: boolean;
}

/** Takes an input that has been checked. */
export function partsOf(input: DecideInput): Parts {
  const split = input.options?.split ?? 'dev';
  const own = input.examples.filter((example) => (example.split ?? 'dev') === split);
  const deciding = new Set(decidingExamples(own));
  const set = new Set(own.filter((example) => !deciding.has(example)).map(({ id }) => id));
  if (set.size === 0)
    return { decides: input, onlySynthetic: own.length > 0 && own.every((one) => isSynthetic(one)) };
  const { complete: _all, looksTaken: _looks, ...options } = input.options ?? {};
  return {
    decides: restricted(input, (id) => !set.has(id)),
    apart: {
      ...restricted(input, (id) => set.has(id)),
      options: { ...options, looks: 'final' },
    },
    onlySynthetic: false,
  };
}

function restricted(input: DecideInput, keeps: (example: string) => boolean): DecideInput {
  const of = <Row extends { readonly example: string }>(rows: readonly Row[]) =>
    rows.filter(({ example }) => keeps(example));
  return {
    ...input,
    examples: input.examples.filter(({ id }) => keeps(id)),
    ratings: of(input.ratings),
    ...(input.outputs === undefined ? {} : { outputs: of(input.outputs) }),
    ...(input.scores === undefined ? {} : { scores: of(input.scores) }),
  };
}
