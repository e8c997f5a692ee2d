/** Who may be skipped: poor everywhere, by two that do not copy each other, and never the incumbent. */
import { expect, test } from 'vitest';
import type { Benchmark } from '../../../src/core/benchmarks/benchmark.ts';
import { filterCandidates } from '../../../src/core/benchmarks/filter.ts';

/** Eight others with 10, 20 ... 80, so that the lowest quarter of nine ends at the third. */
function board(
  name: string,
  own: readonly (number | { value: number; interval: [number, number] })[],
  rest: Partial<Benchmark> = {},
): Benchmark {
  const shift = name.length;
  const scores = (value: number) => own.map((_, at) => ({ value: value + shift + at }));
  return {
    name,
    digest: name,
    source: name,
    at: '',
    columns: own.map((_, at) => ({ name: `${name} ${at}`, kind: 'quality', direction: 'higher' })),
    models: [
      ...[10, 20, 30, 40, 50, 60, 70, 80].map((value) => ({ name: `m${value}`, scores: scores(value) })),
      { name: 'mine', scores: own.map((score) => (typeof score === 'number' ? { value: score } : score)) },
    ],
    ...rest,
  };
}

const filter = (tables: readonly Benchmark[], incumbent = false) =>
  filterCandidates(
    tables.map((benchmark) => ({
      benchmark,
      matches: [{ candidate: 'mine', model: 'mine', by: 'name' as const }],
    })),
    [{ name: 'mine', incumbent }],
  )[0]!;

test('poor in two independent tables may be skipped, with the figures behind it', () => {
  const found = filter([board('a', [5]), board('bb', [5])]);
  expect(found).toMatchObject({ skip: true, because: 'poor', sources: 2 });
  expect(found.tables[0]!.columns).toEqual([
    { column: 'a 0', direction: 'higher', value: 5, cut: 21, poor: true, models: 9 },
  ]);
});

test.each([
  ['one table alone', [board('a', [5])], 'one-source'],
  [
    'two tables of one page',
    [board('a', [5], { source: 'https://x.org/b#1' }), board('bb', [5], { source: 'http://www.x.org/b/' })],
    'one-source',
  ],
  [
    'a table and its copy',
    [board('a', [5]), { ...board('a', [5]), name: 'copy', source: 'elsewhere' }],
    'one-source',
  ],
  [
    'one benchmark at two dates',
    [board('a', [5]), { ...board('bb', [5]), columns: board('a', [5]).columns }],
    'one-source',
  ],
  ['one good column in one of the tables', [board('a', [5, 50]), board('bb', [5])], 'not-poor-everywhere'],
  [
    'an interval that reaches the lowest quarter',
    [board('a', [{ value: 15, interval: [5, 25] }]), board('bb', [5])],
    'not-poor-everywhere',
  ],
  ['a score at the lowest quarter itself', [board('a', [21]), board('bb', [5])], 'not-poor-everywhere'],
  ['tables that measured others', [board('a', [])], 'not-in-a-table'],
] as const)('%s is not enough', (_name, tables, because) => {
  expect(filter(tables)).toMatchObject({ skip: false, because });
});

test('what runs now is never left out', () => {
  expect(filter([board('a', [5]), board('bb', [5])], true)).toMatchObject({
    skip: false,
    because: 'incumbent',
  });
});

test('where lower is better, high is poor; prices and times count for nothing', () => {
  const worst = (name: string) => ({
    ...board(name, [95, 1]),
    columns: [
      { name: `${name} error rate`, kind: 'quality', direction: 'lower' },
      { name: 'cost', kind: 'price', direction: 'lower' },
    ] as const,
  });
  expect(filter([worst('a'), worst('bb')])).toMatchObject({ skip: true });
  const small = { ...board('a', [5]), models: board('a', [5]).models.slice(5) };
  expect(filter([small, board('bb', [5])])).toMatchObject({ because: 'one-source' });
});
