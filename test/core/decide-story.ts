/** Small evals for the tests of decide, written as columns of ratings. */
import type { DecideInput, DecideOptions } from '../../src/core/decision.ts';

type Rating = DecideInput['ratings'][number];
type Output = NonNullable<DecideInput['outputs']>[number];

export interface Story {
  /** One list of ratings per candidate; null where nobody rated. */
  readonly columns: { readonly [candidate: string]: readonly (number | null)[] };
  readonly incumbent?: string;
  /** USD per 1,000 examples. */
  readonly costs?: { readonly [candidate: string]: number };
  readonly options?: DecideOptions;
}

/** Every example rated once by ann, one after the other, a minute apart; `e01` first. */
export function story({ columns, incumbent, costs, options }: Story): DecideInput {
  const names = Object.keys(columns);
  const n = Math.max(...names.map((name) => columns[name]!.length));
  const examples = Array.from({ length: n }, (_, i) => ({ id: exampleName(i) }));
  const ratings: Rating[] = [];
  const outputs: Output[] = [];
  for (const candidate of names) {
    columns[candidate]!.forEach((rating, i) => {
      if (rating !== null) ratings.push(rate(i, candidate, rating));
      const costUsd = costs?.[candidate];
      if (costUsd !== undefined) {
        outputs.push({ example: exampleName(i), candidate, status: 'ok', costUsd: costUsd / 1000 });
      }
    });
  }
  return {
    examples,
    candidates: names.map((name) => ({ name, ...(name === incumbent && { incumbent: true }) })),
    ratings,
    ...(costs && { outputs }),
    ...(options && { options }),
  };
}

export function rate(i: number, candidate: string, rating: number, more: Partial<Rating> = {}): Rating {
  const at = new Date(Date.UTC(2026, 10, 24, 9, i)).toISOString();
  return { example: exampleName(i), candidate, rater: 'ann', rating, at, ...more };
}

export function exampleName(i: number): string {
  return `e${String(i + 1).padStart(2, '0')}`;
}

/** A list of `n` made by repeating a pattern. */
export function cycle<Value>(n: number, ...pattern: readonly Value[]): Value[] {
  return Array.from({ length: n }, (_, i) => pattern[i % pattern.length]!);
}
