/** The history: which decisions stand for a time, what changed, and how models of different sets come on one scale. */
import { describe, expect, test } from 'vitest';
import { historyOf } from '../../src/core/history/history.ts';
import { modelFamily } from '../../src/core/model-family.ts';
import { past, RULE } from '../fixtures/past-decision.ts';

const low = [3, 4, 3, 2, 3, 4, 3, 3, 2, 4, 3, 3];
const high = [4, 5, 4, 4, 3, 5, 4, 4, 4, 5, 4, 4];

describe('what stands for a time', () => {
  test('the last decision before candidates, set or rule become others', () => {
    const { decisions, stations } = historyOf([
      past(1, { a: low.slice(0, 6), b: high.slice(0, 6) }),
      past(2, { a: low, b: high }),
      past(2, { a: low, b: high }),
      past(3, { a: low, b: high, c: high }),
    ]);
    expect(stations).toEqual([1, 3, 4]);
    expect(decisions.map(({ milestone }) => milestone)).toEqual([true, false, true, true]);
  });

  test('each says what changed since: models, examples, raters, prices and the rule', () => {
    const price = (input: number) => ({ price: { input, output: 10 } });
    const { decisions } = historyOf([
      past(1, { a: low, b: high }, { incumbent: 'a', facts: { a: price(1) } }),
      {
        ...past(
          2,
          { a: low, c: [...high, 5] },
          {
            incumbent: 'c',
            facts: { a: { ...price(2), id: 'other', prompt: 'x' } },
          },
        ),
        rule: { ...RULE, margin: 0.3 },
      },
    ]);
    expect(decisions[1]!.changes).toEqual([
      { kind: 'models', text: 'c is new' },
      { kind: 'models', text: 'b is gone' },
      { kind: 'models', text: 'a is another: another prompt' },
      { kind: 'models', text: 'the incumbent is c, was a' },
      { kind: 'examples', text: '1 added, 0 retired, 12 shared' },
      { kind: 'raters', text: 'ann 24 -> 25 ratings' },
      { kind: 'prices', text: 'a $1.00 in, $10.00 out -> $2.00 in, $10.00 out per 1,000,000 tokens' },
      { kind: 'rule', text: 'margin 0.2 -> 0.3' },
    ]);
  });

  test('another guide for the raters is told, though nothing else is different', () => {
    const { decisions, stations } = historyOf([
      past(1, { a: low, b: high }, { question: 'Is it right?', guide: 'strict' }),
      past(2, { a: low, b: high }, { question: 'Is it right?', guide: 'mild' }),
    ]);
    expect(stations).toEqual([1, 2]);
    expect(decisions[1]!.changes).toEqual([{ kind: 'rule', text: 'another guide for the raters' }]);
  });

  test('what was kept before questions were is taken as asked the same', () => {
    const { stations } = historyOf([
      past(1, { a: low, b: high }),
      past(2, { a: low, b: high }, { question: 'Is it right?' }),
    ]);
    expect(stations).toEqual([2]);
  });

  test('a model that is silently another version is told', () => {
    const of = (...versions: string[]) => ({
      facts: { a: { servedBy: versions.map((version) => ({ version, outputs: 6 })) } },
    });
    const { decisions } = historyOf([
      past(1, { a: low, b: high }, of('m-0301')),
      past(2, { a: low, b: high, c: low }, of('m-0301', 'm-0714')),
    ]);
    expect(decisions[1]!.changes).toContainEqual({ kind: 'models', text: 'a was also answered by m-0714' });
  });
});

describe('models on one scale', () => {
  test('another rater who is milder makes nobody look better than who left, and the link says how far it may be off', () => {
    const milder = (list: readonly number[]) => list.map((one) => one + 1);
    const { models } = historyOf([
      past(1, { gone: low, stays: low }),
      past(2, { stays: milder(low), fresh: milder(low) }, { rater: 'bob' }),
    ]);
    const [gone, , fresh] = models.map(({ score }) => score!);
    expect(gone!.kind).toBe('linked');
    expect(gone!.mean).toBeCloseTo(fresh!.mean, 5);
    // All that the others moved by.
    expect(gone!.mean - gone!.link![0]).toBeGreaterThanOrEqual(1);
    const none = historyOf([past(1, { gone: low }), past(2, { fresh: milder(low) }, { rater: 'bob' })]);
    expect(none.models.map(({ score }) => score?.kind)).toEqual(['apart', 'direct']);
  });

  test('an answer to another question is no answer to this one', () => {
    const { models, decisions, stations } = historyOf([
      past(1, { gone: low, stays: high }, { question: 'Is it kind?' }),
      past(2, { stays: high, fresh: low }, { question: 'Is it right?' }),
    ]);
    expect(models[0]).toMatchObject({ name: 'gone', score: { kind: 'apart' } });
    expect(stations).toEqual([1, 2]);
    expect(decisions[1]!.changes).toContainEqual({
      kind: 'rule',
      text: 'question "Is it kind?" -> "Is it right?"',
    });
  });

  test('an earlier one is linked through shared examples, with the error of the link, and never without', () => {
    const { models } = historyOf([
      past(1, { old: low, b: high }),
      past(2, { b: [...high.slice(4), 5, 5, 5, 5], c: [...low.slice(4), 4, 4, 4, 4] }, { start: 4 }),
    ]);
    expect(models.map(({ name, entered, score }) => [name, entered.decision, score?.kind])).toEqual([
      ['old', 1, 'linked'],
      ['b', 1, 'direct'],
      ['c', 2, 'direct'],
    ]);
    const { mean, link, shared, of, interval } = models[0]!.score!;
    expect([shared, of]).toEqual([8, 12]);
    expect(link![0]).toBeLessThan(mean);
    expect(interval[1] - interval[0]).toBeGreaterThan(link![1] - link![0]);
    // What is new to the set is easy: others gained there, so the old one would have too.
    expect(mean).toBeGreaterThan(low.slice(4).reduce((sum, one) => sum + one, 0) / 8);
  });

  test('nothing links sets that share nothing, or answers to another question', () => {
    const { models } = historyOf([
      past(1, { old: low, b: high }),
      past(2, { c: low, d: high }, { start: 30 }),
    ]);
    expect(models.map(({ score }) => score?.kind)).toEqual(['apart', 'apart', 'direct', 'direct']);
  });
});

test('what money bought: the best at each price, and an acceptable answer', () => {
  const { prices, stations } = historyOf([
    past(1, { cheap: low, dear: high }, { costs: { cheap: 0.5, dear: 8 } }),
    past(2, { cheap: low, dear: high, fresh: high }, { costs: { cheap: 0.5, dear: 8, fresh: 0.8 } }),
  ]);
  expect(stations).toEqual([1, 2]);
  expect(prices.map(({ upTo, best }) => [upTo, ...best.map((one) => one?.name)])).toEqual([
    [1, 'cheap', 'fresh'],
    [3, 'cheap', 'fresh'],
    [10, 'dear', 'dear'],
  ]);
});

test.each([
  ['openai:gpt-5-mini', 'gpt-mini'],
  ['gpt-4o-mini-2024-07-18', 'gpt-mini'],
  ['anthropic/claude-sonnet-4-5', 'claude-sonnet'],
  ['claude-3-5-sonnet-20241022', 'claude-sonnet'],
  ['google:gemini-2.5-flash-preview', 'gemini-flash'],
  ['qwen2.5-72b', 'qwen-72b'],
  ['our-program v2', 'our-program'],
  ['o3', 'o'],
  ['42', '42'],
])('%s is of the family %s', (name, family) => {
  expect(modelFamily(name)).toBe(family);
});
