/** What a call may cost before it is made, and what it is charged after: a provider's counts are its word alone. */
import { describe, expect, test } from 'vitest';
import type { ModelParams, ModelTarget } from '../../src/core/candidate.ts';
import type { Input } from '../../src/core/input.ts';
import type { CallResult } from '../../src/core/plugins.ts';
import type { Usage } from '../../src/core/record.ts';
import { createBudget } from '../../src/pipeline/engine/budget.ts';
import { chargeOf, estimateCall, worstUsd } from '../../src/pipeline/engine/call-estimate.ts';
import { candidateOf, exampleOf } from '../fixtures/nouns.ts';

function modelOf(params: ModelParams, rest: Parameters<typeof candidateOf>[1] = {}) {
  const target: ModelTarget = { kind: 'model', provider: 'openai', model: 'm', params };
  return { target, candidate: candidateOf('m', { target, ...rest }) };
}

describe('the worst case of a call', () => {
  const of = (params: ModelParams, input: Input = 'x', limit?: number) => {
    const { target, candidate } = modelOf(
      params,
      limit === undefined ? {} : { tokenLimits: { output: limit } },
    );
    return estimateCall(candidate, target, exampleOf(input));
  };

  test('has the output that the config sets, else all that the model can give', () => {
    expect(of({ maxOutputTokens: 800 }, 'x', 128_000).mostOutput).toBe(800);
    expect(of({}, 'x', 128_000).mostOutput).toBe(128_000);
    expect(of({}).mostOutput).toBeUndefined();
  });

  test('has the thinking that is asked for on top', () => {
    const thinking = { type: 'enabled', budgetTokens: 2000 };
    const params = { maxOutputTokens: 800, providerOptions: { anthropic: { thinking } } };
    expect(of(params).mostOutput).toBe(2800);
  });

  test('has room for images', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
    const text = { type: 'text', text: 'what is this?' };
    expect(of({}, [{ role: 'user', content: [text, image, image] }]).mostInput).toBeGreaterThan(10_000);
  });

  test('has every token at its dearest rate, in the dearest tier that it reaches', () => {
    const price = { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5, reasoning: 3 };
    expect(worstUsd(price, 1_000_000, 1_000_000)).toBeCloseTo(12.5, 9);
    const tiers = [
      { over: 1000, input: 20 },
      { over: 5000, input: 1, cacheWrite: 0 },
    ];
    expect(worstUsd({ ...price, tiers }, 1000, 0)).toBeCloseTo(0.0025, 9);
    expect(worstUsd({ ...price, tiers }, 1001, 0)).toBeCloseTo(0.02002, 9);
    expect(worstUsd({ ...price, tiers }, 6000, 0)).toBeCloseTo(0.12, 9);
  });

  test('with the limit of the catalogue is a bound, so that calls need not find out one by one', () => {
    const price = { input: 0, output: 1 };
    const { candidate } = modelOf({}, { price, tokenLimits: { output: 100_000 } });
    const budget = createBudget(0.35, [candidate]);
    for (let i = 0; i < 3; i++) expect(budget.reserve(candidate, exampleOf(`${i}`))).toBeTypeOf('object');
    expect(budget.reserve(candidate, exampleOf('x'))).toBe('wait');
    expect(createBudget(0.09, [candidate]).reserve(candidate, exampleOf('x'))).toBe('over');
  });
});

describe('an answer of 400 tokens to a prompt of 100', () => {
  const { target, candidate } = modelOf({ maxOutputTokens: 1000 });
  const price = { input: 1000, output: 10_000 }; // 0.1 + 4 USD in truth
  const call = estimateCall(candidate, target, exampleOf('word'.repeat(100)));
  const charged = (facts: { usage?: Usage; costUsd?: number }) => {
    const answer: CallResult = { kind: 'answer', status: 'ok', text: 'text'.repeat(400), ...facts };
    return chargeOf(price, call, answer, 1000);
  };

  test('is told and charged as its provider says', () => {
    const { usd, most, unsure } = charged({ usage: { inputTokens: 110, outputTokens: 500 } });
    expect([usd, most, unsure]).toEqual([5.11, 5.11, 0]);
  });

  test('is told as its provider says, and charged as the text shows, where both are possible', () => {
    const { usd, most } = charged({ usage: { inputTokens: 90, outputTokens: 380 } });
    expect([usd, most]).toEqual([3.89, 4.1]);
  });

  test('is told and charged as the text shows where the text disproves what is said', () => {
    for (const outputTokens of [0, 1, 99]) {
      const { usd, most } = charged({ usage: { inputTokens: 100, outputTokens } });
      expect(most).toBe(6.5);
      expect(usd).toBe(6.5);
    }
  });

  test.each([Number.NaN, -5, Number.POSITIVE_INFINITY, undefined])(
    'is charged its worst case where the count is %s, and that is said',
    (outputTokens) => {
      const { usd, most, unsure } = charged({ usage: { inputTokens: 100, outputTokens } as Usage });
      expect([usd, most]).toEqual([10.1, 10.1]);
      expect(unsure).toBeCloseTo(6, 9);
    },
  );

  test('is charged what is said however much that is', () => {
    expect(charged({ usage: { inputTokens: 100, outputTokens: 1_000_000 } }).most).toBeCloseTo(10_000.1, 6);
  });

  test('is charged more than a stated sum that the text disproves', () => {
    expect(charged({ costUsd: 5 })).toEqual({ usd: 5, most: 5, unsure: 0 });
    expect(charged({ costUsd: 3 })).toEqual({ usd: 3, most: 4.1, unsure: 0 });
    expect(charged({ costUsd: 0 })).toEqual({ usd: 4.1, most: 4.1, unsure: 0 });
    expect(charged({ costUsd: Number.NaN, usage: { inputTokens: 110, outputTokens: 500 } }).usd).toBe(5.11);
  });
});
