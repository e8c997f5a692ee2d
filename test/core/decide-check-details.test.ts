/** What more than yes or no a check knows stands in the decision: by field, and what was taken for what. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { detailLines } from '../../src/core/wording/checks.ts';
import { cycle, exampleName, story } from './decide-story.ts';

type Score = NonNullable<DecideInput['scores']>[number];

const rated = story({ columns: { a: cycle(10, 4), b: cycle(10, 4) } });

function decided(details: { readonly [candidate: string]: (i: number) => NonNullable<Score['detail']> }) {
  const scores = Object.entries(details).flatMap(([candidate, of]) =>
    Array.from(
      { length: 10 },
      (_, i): Score => ({
        ...{ check: 'c', example: exampleName(i), candidate, pass: true },
        detail: of(i),
      }),
    ),
  );
  return decide({ ...rated, checks: [{ name: 'c' }], scores }).checks![0]!;
}

const fields = (total: number, items: number): Score['detail'] & object => ({
  kind: 'fields',
  fields: {
    total: { wanted: 1, given: 1, right: total },
    'items[].price': { wanted: 3, given: 2, right: items },
    date: { wanted: 1, given: 1, right: 1 },
  },
});

test('a field that an output has once has an interval; several of one output are not independent', () => {
  const check = decided({ a: (i) => fields(i < 8 ? 1 : 0, 2), b: () => fields(1, 1) });
  expect(check.fields!.map(({ path }) => path)).toEqual(['', 'items[].price', 'date', 'total']);
  const of = (path: string) => check.fields!.find((field) => field.path === path)!.candidates[0]!;
  expect(of('total')).toMatchObject({ wanted: 10, given: 10, right: 8, recall: 0.8, precision: 0.8 });
  // R: prop.test(8, 10, correct = FALSE)$conf.int
  expect(of('total').recallInterval![0]).toBeCloseTo(0.4901625, 6);
  expect(of('items[].price')).toEqual({
    ...{ candidate: 'a', wanted: 30, given: 20, right: 20, precision: 1 },
    recall: 20 / 30,
  });
  expect(of('')).toMatchObject({ wanted: 50, given: 40, right: 38 });
  expect(of('').recallInterval).toBeUndefined();
  expect(detailLines(check)).toEqual({
    lines: [
      'items[].price: recall a 67 %, b 33 %; precision a 100 %, b 50 %',
      'total: recall a 80 % (49 to 94), b 100 % (72 to 100); precision a 80 % (49 to 94), b 100 % (72 to 100)',
    ],
    rest: 'In full: fieldtest checks',
  });
});

test('two trials of an example are no two examples', () => {
  const scores = [1, 2].flatMap((trial) =>
    Array.from(
      { length: 10 },
      (_, i): Score => ({
        ...{ check: 'c', example: exampleName(i), candidate: 'a', trial, pass: true },
        detail: fields(i < 8 ? 1 : 0, 2),
      }),
    ),
  );
  const [check] = decide({ ...rated, checks: [{ name: 'c' }], scores }).checks!;
  const [figures] = check!.fields!.find(({ path }) => path === 'total')!.candidates;
  expect(figures).toMatchObject({ wanted: 20, right: 16, recall: 0.8 });
  expect(figures!.recallInterval![0]).toBeCloseTo(0.4901625, 6);
});

test('the largest confusions are named with who made them, and the rest is counted', () => {
  const label = (wanted: string, given: string | null): Score['detail'] & object => ({
    ...{ kind: 'label', wanted, given },
  });
  const check = decided({
    a: (i) => label(i < 6 ? 'spam' : 'ham', i < 4 ? 'ham' : i === 4 ? null : i === 5 ? 'news' : 'ham'),
    b: (i) => label(i < 6 ? 'spam' : 'ham', i === 0 ? 'ham' : i === 9 ? 'spam' : i < 6 ? 'spam' : 'ham'),
  });
  expect(check.labels).toEqual({
    labels: ['spam', 'ham', 'news'],
    candidates: [
      {
        candidate: 'a',
        matrix: [
          [0, 4, 1, 1],
          [0, 4, 0, 0],
        ],
      },
      {
        candidate: 'b',
        matrix: [
          [5, 1, 0, 0],
          [1, 3, 0, 0],
        ],
      },
    ],
  });
  const { lines, rest } = detailLines(check);
  expect(lines[0]).toBe('"spam" taken for "ham": a 4, b 1');
  expect(lines).toContain('"spam" taken for none of the labels: a 1');
  expect(rest).toBe('And 1 more, in full: fieldtest checks');
});

test('where nothing is wrong, or a check knows only yes and no, there is nothing to say', () => {
  const right = () => fields(1, 2);
  const check = decided({ a: right, b: right });
  expect(detailLines({ fields: check.fields!.filter(({ path }) => path !== 'items[].price') }).lines).toEqual(
    [],
  );
  const scores: Score[] = [{ check: 'c', example: 'e01', candidate: 'a', pass: false }];
  const [plain] = decide({ ...rated, checks: [{ name: 'c' }], scores }).checks!;
  expect(detailLines(plain!).lines).toEqual([]);
  expect(Object.keys(plain!)).not.toContain('fields');
});
