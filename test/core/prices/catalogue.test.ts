/** Finding a model's price: its own, that of the model it is a version of, or none. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Catalogue, findEntry } from '../../../src/core/prices/catalogue.ts';

const catalogue: Catalogue = {
  asOf: '2026-01-01',
  source: 's',
  licence: 'MIT',
  providers: {
    openai: {
      'gpt-5-mini': { input: 1, output: 2, limit: { context: 100, output: 10 } },
      'gpt-4o': { input: 3, output: 4 },
      'gpt-4o-2024-05-13': { input: 5, output: 6 },
    },
    anthropic: {
      'claude-old-20250101': { input: 7, output: 8 },
      'claude-old-20250601': { input: 7, output: 8 },
      'claude-moved-20250101': { input: 7, output: 8 },
      'claude-moved-20250601': { input: 9, output: 8 },
    },
    'amazon-bedrock': {
      'anthropic.claude-x-v1:0': { input: 1, output: 1 },
      'anthropic.claude-y': { input: 1, output: 1 },
    },
    'google-vertex': { 'claude-z@default': { input: 1, output: 1 } },
    openrouter: { 'openai/gpt-5-mini': { input: 1, output: 1 } },
  },
};

describe('a model', () => {
  test.each([
    ['openai', 'gpt-5-mini', 'openai/gpt-5-mini'],
    ['openai', 'GPT-5-mini', 'openai/gpt-5-mini'],
    ['openai', 'gpt-5-mini-2025-08-07', 'openai/gpt-5-mini'],
    ['openai', 'gpt-4o-2024-05-13', 'openai/gpt-4o-2024-05-13'],
    ['anthropic', 'claude-old', 'anthropic/claude-old-20250601'],
    ['amazon-bedrock', 'anthropic.claude-y-20250929-v1:0', 'amazon-bedrock/anthropic.claude-y'],
    ['google-vertex', 'claude-z', 'google-vertex/claude-z@default'],
    ['google-vertex', 'claude-z@20250929', 'google-vertex/claude-z@default'],
    ['openrouter', 'openai/gpt-5-mini', 'openrouter/openai/gpt-5-mini'],
  ])('%s:%s has the price of %s', (provider, model, name) => {
    expect(findEntry(catalogue, provider, model)?.name).toBe(name);
  });

  test('has its price and its limits apart', () => {
    expect(findEntry(catalogue, 'openai', 'gpt-5-mini')).toEqual({
      name: 'openai/gpt-5-mini',
      price: { input: 1, output: 2 },
      limit: { context: 100, output: 10 },
    });
  });

  test.each([
    ['a later model', 'openai', 'gpt-5-mini-pro'],
    ['a fine-tuned one', 'openai', 'ft:gpt-5-mini:us'],
    ['versions at different prices', 'anthropic', 'claude-moved'],
    ['a region that may cost more', 'amazon-bedrock', 'eu.anthropic.claude-x-v1:0'],
    ['a routing variant', 'openrouter', 'openai/gpt-5-mini:nitro'],
    ['another provider', 'openai-compatible', 'gpt-5-mini'],
    ['a name of JavaScript', 'openai', '__proto__'],
    ['a provider of JavaScript', 'constructor', 'name'],
  ])('of which nobody says the price has none: %s', (_what, provider, model) => {
    expect(findEntry(catalogue, provider, model)).toBeUndefined();
  });
});

describe('the catalogue that comes with the package', () => {
  const text = readFileSync(new URL('../../../src/open/prices.json', import.meta.url), 'utf8');
  const shipped = JSON.parse(text) as Catalogue;
  const entries = Object.values(shipped.providers).flatMap((models) => Object.values(models));

  test('says its day, its source and its licence, and is small', () => {
    expect(shipped.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(shipped.source).toBe('https://models.dev/api.json');
    expect(shipped.licence).toMatch(/^MIT/);
    expect(text.length).toBeLessThan(200_000);
  });

  test('holds only prices above 0, tiers that ascend, and whole limits', () => {
    expect(entries.length).toBeGreaterThan(500);
    for (const { tiers = [], limit = {}, ...rates } of entries) {
      for (const one of [rates, ...tiers]) {
        expect(one).toMatchObject({ input: expect.any(Number), output: expect.any(Number) });
        for (const rate of Object.values(one)) expect(rate).toBeGreaterThan(0);
      }
      expect(tiers.map(({ over }) => over)).toEqual(tiers.map(({ over }) => over).sort((a, b) => a - b));
      for (const tokens of Object.values(limit)) expect(Number.isSafeInteger(tokens)).toBe(true);
    }
  });

  test('is sorted, so that an update is a diff to read', () => {
    for (const models of Object.values(shipped.providers)) {
      const ids = Object.keys(models).filter((id) => !/^\d+$/.test(id));
      expect(ids).toEqual([...ids].sort());
    }
  });
});
