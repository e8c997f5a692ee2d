/** Sets for the tests of the signs of wear: fine ones, and ones that show a sign. */
import { decide } from '../../../src/core/decide.ts';
import { evidenceOf } from '../../../src/core/evidence.ts';
import type { HealthInput } from '../../../src/core/health/sign.ts';
import type { OutputText, SetText } from '../../../src/core/health/texts.ts';
import type { StoredDecision } from '../../../src/core/store.ts';
import { exampleName, type Story, story } from '../decide-story.ts';

export type Columns = Story['columns'];

/** Ratings that tell candidates apart on every example. */
export function apart(n: number, candidates = 3): Columns {
  const names = Array.from({ length: candidates }, (_, at) => `c${at}`);
  return Object.fromEntries(
    names.map((name, at) => [
      name,
      Array.from({ length: n }, (_, i) => 1 + ((at + (i % 2 === 0 ? 0 : 1)) % 5)),
    ]),
  );
}

/** The same set, rated so. */
export function worn(of: {
  readonly columns?: Columns;
  readonly holdout?: Columns;
  readonly decisions?: readonly StoredDecision[];
  readonly texts?: HealthInput['texts'];
  readonly hasPool?: boolean;
}): HealthInput {
  const { columns = apart(30), holdout, decisions = [], texts, hasPool = true } = of;
  const dev = evidenceOf(story({ columns }));
  return {
    by: 'rating',
    range: [1, 5],
    confidence: 0.95,
    dev,
    everyone: dev,
    decisions,
    ...(holdout === undefined ? {} : { holdout: evidenceOf(story({ columns: holdout })) }),
    holdoutExamples: 10,
    hasPool,
    ...(texts === undefined ? {} : { texts }),
  };
}

/** A decision of these columns, kept at that hour. */
export function kept(hour: number, columns: Columns, split: 'dev' | 'holdout' = 'dev'): StoredDecision {
  const input = story({ columns });
  const decision = decide({
    ...input,
    examples: input.examples.map((example) => ({ ...example, split })),
    options: { split },
  });
  return {
    at: new Date(Date.UTC(2026, 10, 24, hour)).toISOString(),
    rule: { by: 'rating', confidence: 0.95, margin: 0.2, looks: 'final', limits: {} },
    decision,
  };
}

/** Texts of a set of their own words, `e01` first. */
export function textsOf(
  inputs: readonly string[],
  more: {
    /** Of each example one, or several. */
    readonly references?: readonly (string | readonly string[])[];
    readonly outputs?: readonly OutputText[];
    readonly held?: readonly number[];
    readonly forms?: readonly string[];
  } = {},
): NonNullable<HealthInput['texts']> {
  const examples = inputs.map(
    (input, i): SetText => ({
      example: exampleName(i),
      held: more.held?.includes(i) ?? false,
      shown: input,
      input,
      references: [more.references?.[i] ?? ''].flat(),
      form: more.forms?.[i] ?? input,
      words: new Set(input.split(' ')),
      vector: Float32Array.from(inputs, (_, d) => (d === i ? 1 : 0)),
    }),
  );
  return { examples, outputs: more.outputs ?? [] };
}
