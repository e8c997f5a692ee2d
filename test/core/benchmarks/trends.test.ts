/** What moves in public tables: records by date, a speed with its interval, and silence where there is too little. */
import { expect, test } from 'vitest';
import type { Benchmark, BenchmarkModel } from '../../../src/core/benchmarks/benchmark.ts';
import { trends } from '../../../src/core/benchmarks/trends.ts';

const QUARTERS = [
  '2024-01-01',
  '2024-04-01',
  '2024-07-01',
  '2024-10-01',
  '2025-01-01',
  '2025-04-01',
  '2025-07-01',
];

function table(
  models: readonly BenchmarkModel[],
  rest: Partial<Benchmark['columns'][number]> = {},
): Benchmark {
  return {
    name: 'board',
    digest: 'd',
    source: 's',
    at: '',
    columns: [{ name: 'MATH', kind: 'quality', direction: 'higher', range: 100, ...rest }],
    models,
  };
}

/** One model a quarter, each `step` better, and a poor one beside it. */
const rising = (step: number, name = 'gpt') =>
  QUARTERS.flatMap((date, i) => [
    { name: `${name}-${i}`, date, scores: [{ value: 40 + step * i }] },
    { name: `${name}-${i}-mini`, date, scores: [{ value: 20 }] },
  ]);

test('five points a quarter are twenty a year, whatever weaker models come along', () => {
  const [trend] = trends([table(rising(5))], 'all');
  expect(trend).toMatchObject({ group: 'all', dated: 14, undated: 0 });
  expect(trend!.records.map(({ value }) => value)).toEqual([45, 50, 55, 60, 65, 70]);
  expect(trend!.pointsPerYear).toBeCloseTo(20, 0);
  const [low, high] = trend!.pointsInterval!;
  expect(low).toBeLessThan(20);
  expect(high).toBeGreaterThan(15);
  expect(trends([table(rising(5))], 'all')[0]!.interval).toEqual(trend!.interval);
});

test('where lower is better a fall is progress; of an unknown scale there are no points', () => {
  const falling = rising(5).map((one) => ({ ...one, scores: [{ value: 100 - one.scores[0]!.value }] }));
  expect(trends([table(falling, { direction: 'lower' })], 'all')[0]!.pointsPerYear).toBeCloseTo(20, 0);
  const { range: _range, ...open } = table(rising(5)).columns[0]!;
  const [trend] = trends([{ ...table(rising(5)), columns: [open] }], 'all');
  expect(trend).toMatchObject({ perYear: expect.closeTo(20, 0) });
  expect(trend).not.toHaveProperty('pointsPerYear');
});

test('a weak model that stands first is no beginning: the line starts with the best of the first three', () => {
  const late = table([{ name: 'gpt-weak', date: '2023-12-01', scores: [{ value: 3 }] }, ...rising(5)]);
  const [trend] = trends([late], 'all');
  expect(trend!.records[0]).toMatchObject({ model: 'gpt-0', value: 40 });
  expect(trend!.pointsPerYear).toBeCloseTo(20, 0);
});

test.each([
  ['five models', rising(5).slice(0, 5), '5 models with a date'],
  [
    'three months',
    rising(5).map((one, i) => ({ ...one, date: `2024-0${1 + (i % 3)}-01` })),
    '60 days from the first to the last',
  ],
  ['no progress', rising(0), '1 of them better than all before'],
  ['no dates', rising(5).map(({ date: _date, ...one }) => one), '0 models with a date'],
])('of %s nothing is told', (_name, models, tooFew) => {
  const [trend] = trends([table(models)], 'all');
  expect(trend).toMatchObject({ tooFew });
  expect(trend).not.toHaveProperty('perYear');
});

test('the fastest comes first, by provider and family, and the date of a name goes before that of its row', () => {
  const both = table([...rising(2, 'claude-opus'), ...rising(6, 'gpt')]);
  expect(trends([both], 'provider').map(({ group }) => group)).toEqual(['openai', 'anthropic']);
  expect(
    trends([both], 'family')
      .map(({ group }) => group)
      .slice(0, 2),
  ).toEqual(['gpt', 'claude-opus']);
  const [trend] = trends(
    [table([{ name: 'gpt-4o-2024-05-13', date: '2025-01-01', scores: [{ value: 1 }] }])],
    'all',
  );
  expect(trend!.records[0]!.date).toBe('2024-05-13');
});
