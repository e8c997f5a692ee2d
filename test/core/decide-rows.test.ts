/** Rows as they really come: corrected, repeated, failed, by several people, over several trials. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { FieldtestError } from '../../src/core/errors.ts';
import { cycle, exampleName, rate, story } from './decide-story.ts';

const base = () => story({ columns: { A: cycle(20, 3, 4), B: cycle(20, 4, 4, 3, 5) } });

test('the latest rating counts, wherever it stands in the file', () => {
  const input = base();
  const late = rate(0, 'A', 1, { at: '2026-12-24T00:00:00Z' });
  const first = decide({ ...input, ratings: [late, ...input.ratings] });
  const last = decide({ ...input, ratings: [...input.ratings, late] });
  expect(first).toEqual(last);
  expect(first.candidates[0]!.rating!.mean).toBeCloseTo(3.5 - 2 / 20, 12);
});

test('of two ratings at the same time the later row counts', () => {
  const input = base();
  const again = { ...input.ratings[0]!, rating: 1 };
  expect(decide({ ...input, ratings: [...input.ratings, again] }).candidates[0]!.rating!.mean).toBeCloseTo(
    3.4,
    12,
  );
  expect(decide({ ...input, ratings: [again, ...input.ratings] }).candidates[0]!.rating!.mean).toBeCloseTo(
    3.5,
    12,
  );
});

test('importing the same file twice changes nothing, not even a correction without a time', () => {
  const input = base();
  const untimed = input.ratings.map(({ at, ...row }) => row);
  const corrected = [...untimed, { ...untimed[0]!, rating: 1 }];
  expect(decide({ ...input, ratings: [...corrected, ...corrected] })).toEqual(
    decide({ ...input, ratings: corrected }),
  );
});

test('a rating and a yes/no answer of the same output may come in two files', () => {
  const input = base();
  const answers = input.ratings.map(({ rating, ...row }) => ({
    ...row,
    acceptable: rating! > 3,
    at: '2026-12-01T00:00Z',
  }));
  const { candidates } = decide({ ...input, ratings: [...input.ratings, ...answers] });
  expect(candidates[0]!.rating!.mean).toBeCloseTo(3.5, 12);
  expect(candidates[0]!.acceptable!.rate).toBeCloseTo(0.5, 12);
});

test('a hidden repeat gives self-agreement and never enters the estimate', () => {
  const input = base();
  const repeats = [
    rate(0, 'A', 1, { repeatOf: 'r1', at: '2026-12-24T00:00:00Z' }),
    rate(1, 'A', 4, { repeatOf: 'r2', at: '2026-12-24T00:00:00Z' }),
  ];
  const decision = decide({ ...input, ratings: [...input.ratings, ...repeats] });
  expect(decision.repeats).toEqual([{ rater: 'ann', n: 2, same: 1 }]);
  expect(decision.comparisons).toEqual(decide(input).comparisons);
});

test('an output that failed after all retries counts as the lowest rating and as not acceptable', () => {
  const input = base();
  const ratings = input.ratings
    .filter(({ example, candidate }) => !(example === 'e01' && candidate === 'A'))
    .map((row) => ({ ...row, acceptable: row.rating! > 3 }));
  const outputs = [{ example: 'e01', candidate: 'A', status: 'error' as const }];
  const decision = decide({ ...input, ratings, outputs });
  expect(decision.candidates[0]).toMatchObject({ n: 20, statuses: { error: 1 } });
  expect(decision.candidates[0]!.rating!.mean).toBeCloseTo(3.5 - 2 / 20, 12);
  expect(decision.candidates[0]!.acceptable!.rate).toBeCloseTo(0.5, 12);
  expect(decision.comparisons[0]!.n).toBe(20);
});

test('a failure on an example that nobody rated for the other does not make a pair', () => {
  const input = story({ columns: { A: cycle(10, 3), B: [...cycle(9, 4), null] } });
  const ratings = input.ratings.filter(({ example }) => example !== 'e10');
  const outputs = [{ example: 'e10', candidate: 'A', status: 'error' as const }];
  expect(decide({ ...input, ratings, outputs }).comparisons[0]!.n).toBe(9);
});

test('a rating of an output that failed is not used, and that is said', () => {
  const input = base();
  const decision = decide({ ...input, outputs: [{ example: 'e01', candidate: 'A', status: 'error' }] });
  expect(decision.warnings).toEqual(['Not used, since the output ended in an error: 1 rating.']);
  expect(decision.candidates[0]!.rating!.mean).toBeCloseTo(3.5 - 2 / 20, 12);
});

test('refused, truncated and empty outputs are rated like any', () => {
  const input = base();
  const outputs = (['refused', 'truncated', 'empty'] as const).map((status, i) => ({
    example: exampleName(i),
    candidate: 'A',
    status,
  }));
  const decision = decide({ ...input, outputs });
  expect(decision.candidates[0]!.rating).toEqual(decide(input).candidates[0]!.rating);
  expect(decision.candidates[0]!.statuses).toEqual({ ok: 0, refused: 1, truncated: 1, empty: 1, error: 0 });
});

test('trials are averaged first, with failures at their share', () => {
  const input = base();
  const second = input.ratings.map((row) => ({
    ...row,
    trial: 2,
    rating: row.candidate === 'A' ? 5 : row.rating!,
  }));
  const decision = decide({ ...input, ratings: [...input.ratings, ...second] });
  expect(decision.candidates[0]!).toMatchObject({ n: 20 });
  expect(decision.candidates[0]!.rating!.mean).toBeCloseTo((3.5 + 5) / 2, 12);
  const outputs = [
    { example: 'e02', candidate: 'A', trial: 1, status: 'ok' as const },
    { example: 'e02', candidate: 'A', trial: 2, status: 'error' as const },
  ];
  const failed = decide({ ...input, outputs }).candidates[0]!.rating!.mean;
  expect(failed).toBeCloseTo(3.5 + ((4 + 1) / 2 - 4) / 20, 12);
});

test('a strict and a mild rater do not become a difference of candidates', () => {
  const n = 20;
  const examples = Array.from({ length: n }, (_, i) => ({ id: exampleName(i) }));
  const candidates = [{ name: 'A' }, { name: 'B' }];
  const row = (i: number, candidate: string, rating: number, rater: string) =>
    rate(i, candidate, rating, { rater });
  const ratings = examples.flatMap((_, i) => [
    // Mild Bob rated everything, strict Ann only B, on every second example.
    row(i, 'A', 4, 'bob'),
    row(i, 'B', 4, 'bob'),
    ...(i % 2 === 0 ? [row(i, 'B', 1, 'ann')] : []),
  ]);
  const decision = decide({ examples, candidates, ratings });
  expect(decision.comparisons[0]).toMatchObject({ n, difference: 0, winner: null });
  expect(decision.candidates[1]!.rating!.mean).toBeLessThan(4);
});

test('two people who rated nothing in common make no pair', () => {
  const input = base();
  const ratings = input.ratings.map((row) => ({ ...row, rater: row.candidate }));
  const decision = decide({ ...input, ratings });
  expect(decision.comparisons[0]!.n).toBe(0);
  expect(decision.verdict.because).toContain('No example has two candidates rated by the same person');
});

test('agreement is reported over the outputs that several people rated', () => {
  const input = base();
  const bob = input.ratings.slice(0, 12).map((row) => ({ ...row, rater: 'bob' }));
  expect(decide({ ...input, ratings: [...input.ratings, ...bob] }).agreement).toEqual({
    alpha: 1,
    outputs: 12,
    raters: 2,
  });
  expect(decide(input).agreement).toBeUndefined();
});

test('a taste for long answers shows, rater by rater', () => {
  const input = base();
  const outputs = input.ratings.map(({ example, candidate, rating }) => ({
    example,
    candidate,
    status: 'ok' as const,
    length: 100 * rating!,
  }));
  const decision = decide({ ...input, outputs });
  expect(decision.lengthCorrelation).toEqual([{ rater: 'ann', n: 40, r: expect.closeTo(1, 10) }]);
});

test.each<[string, (input: DecideInput) => object, string]>([
  [
    'two candidates of one name',
    () => ({ candidates: [{ name: 'A' }, { name: 'A' }] }),
    'candidate 2: the name "A" is already taken by candidate 1',
  ],
  [
    'two incumbents',
    () => ({
      candidates: [
        { name: 'A', incumbent: true },
        { name: 'B', incumbent: true },
      ],
    }),
    'candidate 2: "B" and "A" are both the incumbent',
  ],
  [
    'an example given twice',
    (input) => ({ examples: [...input.examples, { id: 'e03' }] }),
    'example 21 (e03): the id is already taken',
  ],
  ['a negative weight', () => ({ examples: [{ id: 'e01', weight: -1 }] }), 'example 1 (e01): the weight -1'],
  [
    'a rating of an unknown example',
    () => ({ ratings: [rate(30, 'A', 3)] }),
    'rating 1: there is no example "e31"',
  ],
  [
    'a rating of an unknown candidate',
    () => ({ ratings: [rate(0, 'C', 3)] }),
    'rating 1: there is no candidate "C"',
  ],
  [
    'a rating off the scale',
    () => ({ ratings: [rate(0, 'A', 3), rate(1, 'B', 7)] }),
    'rating 2 (example e02, candidate B, rater ann): 7 is not on the scale 1 to 5',
  ],
  ['a rating that is no number', () => ({ ratings: [rate(0, 'A', Number.NaN)] }), 'NaN is not a number'],
  [
    'a rating given as text',
    () => ({ ratings: [{ ...rate(0, 'A', 3), rating: '3' }] }),
    '"3" is not a number',
  ],
  [
    'an answer that is neither yes nor no',
    () => ({ ratings: [{ ...rate(0, 'A', 3), acceptable: 'yes' }] }),
    'acceptable is "yes"',
  ],
  [
    'a time that is none',
    () => ({ ratings: [rate(0, 'A', 3, { at: 'yesterday' })] }),
    '"yesterday" is not a time',
  ],
  ['a trial of zero', () => ({ ratings: [rate(0, 'A', 3, { trial: 0 })] }), 'the trial 0'],
  [
    'an output of an unknown candidate',
    () => ({ outputs: [{ example: 'e01', candidate: 'C', status: 'ok' }] }),
    'output 1: there is no candidate "C"',
  ],
  [
    'an output of unknown status',
    () => ({ outputs: [{ example: 'e01', candidate: 'A', status: 'good' }] }),
    'the status "good" does not exist',
  ],
  [
    'an output with a negative cost',
    () => ({ outputs: [{ example: 'e01', candidate: 'A', status: 'ok', costUsd: -1 }] }),
    'costUsd is -1',
  ],
  [
    'two different outputs of one trial',
    () => ({
      outputs: [
        { example: 'e01', candidate: 'A', status: 'ok' },
        { example: 'e01', candidate: 'A', status: 'empty' },
      ],
    }),
    'output 2 (example e01, candidate A, trial 1) differs from an earlier row',
  ],
  ['looks out of order', () => ({ options: { looks: [20, 10] } }), 'looks: 10 comes after 20'],
  [
    'a look at half an example',
    () => ({ options: { looks: [2.5] } }),
    'looks: 2.5 is not a number of examples',
  ],
  ['an empty plan', () => ({ options: { looks: [] } }), 'looks: the plan is empty'],
  [
    'looks taken out of order',
    () => ({ options: { looks: [10, 20], looksTaken: [20, 10] } }),
    'looksTaken: 10 comes after 20',
  ],
  ['a scale upside down', () => ({ options: { scale: [5, 1] } }), 'scale: 5 to 1 is not a scale'],
  ['a confidence of 95', () => ({ options: { confidence: 95 } }), 'confidence: 95 is not between 0.5 and 1'],
  ['a margin of nothing', () => ({ options: { margin: 0 } }), 'margin: 0 is not a difference'],
  [
    'a limit that is no number',
    () => ({ options: { limits: { p95LatencyMs: Number.NaN } } }),
    'limits.p95LatencyMs',
  ],
  ['a figure nobody knows', () => ({ options: { by: 'votes' } }), 'by: votes is not something to decide by'],
  ['a split nobody knows', () => ({ options: { split: 'test' } }), 'split: test is not a split'],
])('%s is refused, and the row is named', (_name, change, message) => {
  const input = base();
  const bad = { ...input, ...change(input) } as DecideInput;
  const error = (() => {
    try {
      decide(bad);
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(FieldtestError);
  expect(error).toMatchObject({
    code: 'input',
    message: expect.stringContaining(message),
    hint: expect.stringMatching(/\.$/),
  });
});
