/** What a call cost: every token once, at the rate of what it was. */
import { describe, expect, test } from 'vitest';
import { outputCost, usageCostUsd } from '../../src/core/cost.ts';
import { candidateOf } from '../fixtures/nouns.ts';

const M = 1_000_000;
const price = { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5 };

describe('the cost of a call', () => {
  test.each([
    ['plain tokens', { inputTokens: M, outputTokens: M }, 12],
    ['input that the cache gave', { inputTokens: M, outputTokens: 0, cachedInputTokens: M / 2 }, 1 + 0.1],
    ['input that went into the cache', { inputTokens: M, outputTokens: 0, cacheWriteTokens: M }, 2.5],
    [
      'both',
      { inputTokens: M, outputTokens: 0, cachedInputTokens: M / 2, cacheWriteTokens: M / 2 },
      0.1 + 1.25,
    ],
    [
      'cached tokens that are counted apart',
      { inputTokens: M / 10, outputTokens: 0, cachedInputTokens: M },
      0.2 + 0.2,
    ],
    ['reasoning within the output', { inputTokens: 0, outputTokens: M, reasoningTokens: M / 2 }, 10],
    ['reasoning that is counted apart', { inputTokens: 0, outputTokens: M / 2, reasoningTokens: M }, 15],
  ])('counts %s', (_what, usage, usd) => {
    expect(usageCostUsd(usage, price)).toBeCloseTo(usd, 9);
  });

  test('takes reasoning at its own rate where it has one', () => {
    const usage = { inputTokens: 0, outputTokens: M, reasoningTokens: M / 2 };
    expect(usageCostUsd(usage, { ...price, reasoning: 2 })).toBeCloseTo(5 + 1, 9);
  });

  test('takes the tier of the whole input, cached or not, for the whole call', () => {
    const tiers = [
      { over: 200_000, input: 4, output: 15, cacheRead: 0.4 },
      { over: 500_000, input: 8, output: 30 },
    ];
    const cost = (inputTokens: number, cachedInputTokens = 0) =>
      usageCostUsd({ inputTokens, outputTokens: 100_000, cachedInputTokens }, { ...price, tiers });
    expect(cost(200_000)).toBeCloseTo(0.4 + 1, 9);
    expect(cost(200_001)).toBeCloseTo(0.8 + 1.5, 4);
    expect(cost(300_000, 200_000)).toBeCloseTo(0.4 + 0.08 + 1.5, 9);
    expect(cost(600_000)).toBeCloseTo(4.8 + 3, 9);
  });

  test('is unknown where a count is missing, and 0 only where nothing costs anything', () => {
    expect(usageCostUsd(undefined, price)).toBeUndefined();
    expect(usageCostUsd({ inputTokens: 5 }, price)).toBeUndefined();
    expect(usageCostUsd(undefined, { input: 0, output: 0 })).toBe(0);
    expect(usageCostUsd(undefined, { input: 0, output: 0, tiers: [{ over: 1, input: 1 }] })).toBeUndefined();
  });
});

describe('the cost of a stored output says whose word it is', () => {
  const usage = { inputTokens: M, outputTokens: 0 };
  const catalogue = { asOf: '2026-09-30', entry: 'openai/gpt-5-mini' };
  test.each([
    ['the program', { costUsd: 3, usage }, { price }, { usd: 3, from: 'stated by the program' }],
    ['the config', { usage }, { price }, { usd: 2, from: 'config' }],
    [
      'the catalogue',
      { usage },
      { price, priceOrigin: { config: false, catalogue } },
      { usd: 2, from: 'catalogue of 2026-09-30' },
    ],
    [
      'both',
      { usage },
      { price, priceOrigin: { config: true, catalogue } },
      { usd: 2, from: 'config over catalogue of 2026-09-30' },
    ],
    ['nobody', { usage }, {}, undefined],
  ])('%s', (_who, output, candidate, cost) => {
    expect(outputCost(output, candidateOf('c', candidate))).toEqual(cost);
  });
});
