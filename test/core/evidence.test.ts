/** The rows behind a decision: whoever reads a figure can do the sum again. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { evidenceOf } from '../../src/core/evidence.ts';
import { cycle, exampleName, rate, story } from './decide-story.ts';

const base = story({ columns: { A: cycle(12, 3, 4), B: cycle(12, 4, 4, 3, 5) }, costs: { A: 2, B: 1 } });
const input = {
  ...base,
  ratings: [...base.ratings, rate(0, 'A', 1, { rater: 'bob' })],
  outputs: base.outputs!.map((output) =>
    output.example === exampleName(1) && output.candidate === 'B'
      ? { ...output, status: 'error' as const }
      : output,
  ),
};
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test('the mean of the rows is the mean of the report', () => {
  const { candidates } = decide(input);
  const { examples } = evidenceOf(input);
  for (const [column, { rating, n }] of candidates.entries()) {
    const values = examples.flatMap(({ cells }) => cells[column]!.value ?? []);
    expect(values).toHaveLength(n);
    expect(mean(values)).toBeCloseTo(rating!.mean, 12);
  }
});

test('so is the mean of the differences', () => {
  const [comparison] = decide(input).comparisons;
  const [pair] = evidenceOf(input).pairs;
  expect(pair).toMatchObject({ a: 'A', b: 'B' });
  expect(mean(pair!.differences.map(({ difference }) => difference))).toBeCloseTo(comparison!.difference, 12);
});

test('each row says who rated what, and what failed', () => {
  const [first, second] = evidenceOf(input).examples;
  expect(first!.cells[0]).toMatchObject({
    value: 2,
    failed: false,
    outputs: [{ trial: 1, status: 'ok', costUsd: 0.002 }],
    ratings: [
      { rater: 'ann', rating: 3 },
      { rater: 'bob', rating: 1 },
    ],
  });
  expect(second!.cells[1]).toMatchObject({ value: 1, failed: true });
});

test('synthetic examples stand apart, and a row that nobody rated has no value', () => {
  const { examples, apart } = evidenceOf({
    ...input,
    examples: [...input.examples, { id: 'made', slices: ['synthetic:typos'] }, { id: 'new', cluster: 'c' }],
  });
  expect(apart.map(({ id }) => id)).toEqual(['made']);
  const added = examples.find(({ id }) => id === 'new')!;
  expect(added.cluster).toBe('c');
  expect(examples[0]).not.toHaveProperty('cluster');
  expect(added.cells).toEqual([
    { failed: false, outputs: [], ratings: [] },
    { failed: false, outputs: [], ratings: [] },
  ]);
});
