/** The price of a candidate: the config's over the catalogue's, and unknown for whoever asks somewhere else. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/core/candidate.ts';
import type { Catalogue } from '../../src/core/prices/catalogue.ts';
import { priceCandidates } from '../../src/open/price-candidates.ts';
import { readYamlConfig } from '../../src/open/read-config.ts';
import { resolveCandidates } from '../../src/open/resolve-candidates.ts';

const shipped = JSON.parse(
  readFileSync(new URL('../../src/open/prices.json', import.meta.url), 'utf8'),
) as Catalogue;
const { limit: LIMIT, ...MINI } = shipped.providers.openai!['gpt-5-mini']!;

async function priced(entry: object, env: NodeJS.ProcessEnv = {}): Promise<Candidate> {
  const text = JSON.stringify({ task: 't', candidates: [entry] });
  const read = readYamlConfig('/project/fieldtest.yaml', Buffer.from(text));
  const [one] = await priceCandidates(read, await resolveCandidates(read), env);
  return one!.candidate;
}

describe('a candidate', () => {
  test.each(['openai:gpt-5-mini', 'openai/gpt-5-mini', 'openai:gpt-5-mini-2025-08-07'])(
    'that is %s has the price and the limits of the catalogue',
    async (model) => {
      expect(await priced({ model })).toMatchObject({
        price: MINI,
        priceOrigin: { config: false, catalogue: { asOf: shipped.asOf, entry: 'openai/gpt-5-mini' } },
        tokenLimits: LIMIT,
      });
    },
  );

  test('has its own fields of a price over those of the catalogue', async () => {
    const { price, priceOrigin } = await priced({ model: 'openai:gpt-5-mini', price: { cacheRead: 0.01 } });
    expect(price).toEqual({ ...MINI, cacheRead: 0.01 });
    expect(priceOrigin).toMatchObject({ config: true, catalogue: { entry: 'openai/gpt-5-mini' } });
  });

  test('that gives everything owes nothing to the catalogue but the limits', async () => {
    const price = { input: 1, output: 2, cacheRead: 0.1 };
    const { priceOrigin, tokenLimits } = await priced({ model: 'openai:gpt-5-mini', price });
    expect(priceOrigin).toEqual({ config: true });
    expect(tokenLimits).toEqual(LIMIT);
  });

  test('with a price of its own has no tiers but its own', async () => {
    expect((await priced({ model: 'openai:gpt-5.4' })).price?.tiers).toHaveLength(1);
    expect((await priced({ model: 'openai:gpt-5.4', price: { input: 1 } })).price).toMatchObject({
      input: 1,
    });
    expect((await priced({ model: 'openai:gpt-5.4', price: { input: 1 } })).price?.tiers).toBeUndefined();
    const tiers = [{ over: 1000, input: 3 }];
    expect((await priced({ model: 'openai:gpt-5.4', price: { input: 1, tiers } })).price?.tiers).toEqual(
      tiers,
    );
  });

  test('that the config says is free of charge is so in every way', async () => {
    const { price } = await priced({ model: 'openai:gpt-5-mini', price: { input: 0, output: 0 } });
    expect(price).toEqual({ input: 0, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 });
  });

  test('has the same identity at any price', async () => {
    const { id } = await priced({ model: 'openai:gpt-5-mini' });
    expect((await priced({ model: 'openai:gpt-5-mini', price: { input: 9, output: 9 } })).id).toBe(id);
  });

  test.each([
    [
      'a server of your own',
      { model: 'openai-compatible:gpt-5-mini', baseUrl: 'http://127.0.0.1:8080/v1' },
      {},
    ],
    ['a proxy', { model: 'openai:gpt-5-mini', baseUrl: 'https://proxy.example/v1' }, {}],
    ['a proxy by a variable', { model: 'openai:gpt-5-mini' }, { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }],
    ['a region', { model: 'openai:gpt-5-mini', baseUrl: 'https://eu.api.openai.com/v1' }, {}],
    ['a model that is newer than the catalogue', { model: 'openai:gpt-99' }, {}],
    ['a deployment with a name of its own', { model: 'azure:our-mails' }, {}],
    [
      'another speed of service',
      { model: 'openai:gpt-5-mini', params: { providerOptions: { openai: { serviceTier: 'priority' } } } },
      {},
    ],
  ])('has an unknown price, never 0: %s', async (_what, entry, env) => {
    expect((await priced(entry, env)).price).toBeUndefined();
  });

  test('is priced by whose address it asks', async () => {
    const entry = { model: 'openai-compatible:gpt-5-mini', baseUrl: 'https://api.openai.com/v1' };
    expect((await priced(entry)).price).toEqual(MINI);
    expect((await priced({ model: 'openai:gpt-5-mini' }, { OPENAI_BASE_URL: entry.baseUrl })).price).toEqual(
      MINI,
    );
  });

  test('with half a price that nothing completes is a mistake, told with its place', async () => {
    await expect(
      priced({ model: 'openai-compatible:m', baseUrl: 'http://127.0.0.1:9/v1', price: { input: 1 } }),
    ).rejects.toThrow(/fieldtest\.yaml:1:\d+.*the price of "openai-compatible:m" needs `output` too/);
  });
});
