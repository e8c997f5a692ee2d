/** `npm run prices:update`: what is taken of models.dev's facts, what is not, and what the maintainer reads. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Catalogue } from '../../src/core/prices/catalogue.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/update-prices.ts');
const dir = mkdtempSync(join(tmpdir(), 'fieldtest-prices-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const text = { output: ['text'] };
const NAMES =
  'amazon-bedrock anthropic azure cerebras cohere deepseek fireworks-ai google google-vertex groq mistral openai openrouter perplexity togetherai vercel xai';

function facts(openai: object): object {
  const other = { models: { m: { modalities: text, cost: { input: 1, output: 2 } } } };
  return { ...Object.fromEntries(NAMES.split(' ').map((name) => [name, other])), openai: { models: openai } };
}

const OPENAI = {
  zeta: { modalities: text, cost: { input: 3, output: 4, cache_read: 0 }, limit: { context: 10, output: 0 } },
  alpha: {
    modalities: text,
    cost: {
      input: 1,
      output: 2,
      cache_read: 0.1,
      cache_write: 1.5,
      reasoning: 2,
      tiers: [{ input: 2, output: 3, tier: { type: 'context', size: 200_001 } }],
      context_over_200k: { input: 2, output: 3 },
    },
    limit: { context: 1000, output: 100 },
  },
  older: {
    modalities: text,
    cost: { input: 1, output: 2, reasoning: 3, context_over_200k: { input: 2, output: 3 } },
  },
  picture: { modalities: { output: ['image'] }, cost: { input: 1, output: 2 } },
  free: { modalities: text, cost: { input: 0, output: 0 } },
  odd: { modalities: text, cost: { input: -1, output: 'NaN' } },
  'bad\u001b[2J': { modalities: text, cost: { input: 1, output: 2 } },
  unknown: { modalities: text },
};

function update(openai: object, asOf: string): string {
  const file = join(dir, 'api.json');
  writeFileSync(file, JSON.stringify(facts(openai)));
  return execFileSync(process.execPath, [SCRIPT, file, '--as-of', asOf, '--out', join(dir, 'prices.json')], {
    encoding: 'utf8',
  });
}

const written = () => readFileSync(join(dir, 'prices.json'), 'utf8');

test('the update takes what has a price and writes text, in a sorted file that is the same for the same facts', () => {
  update(OPENAI, '2026-01-02');
  const catalogue = JSON.parse(written()) as Catalogue;
  expect(catalogue).toMatchObject({ asOf: '2026-01-02', source: 'https://models.dev/api.json' });
  expect(catalogue.providers.openai).toEqual({
    alpha: {
      input: 1,
      output: 2,
      cacheRead: 0.1,
      cacheWrite: 1.5,
      tiers: [{ over: 200_000, input: 2, output: 3 }],
      limit: { context: 1000, output: 100 },
    },
    older: { input: 1, output: 2, reasoning: 3, tiers: [{ over: 200_000, input: 2, output: 3 }] },
    zeta: { input: 3, output: 4, limit: { context: 10 } },
  });
  expect(Object.keys(catalogue.providers)).toEqual(Object.keys(catalogue.providers).sort());
  const first = written();
  update(Object.fromEntries(Object.entries(OPENAI).reverse()), '2026-01-02');
  expect(written()).toBe(first);
});

test('the maintainer reads what was added, what is gone and what changed', () => {
  update(OPENAI, '2026-01-02');
  const { zeta, alpha } = OPENAI;
  const said = update({ alpha, zeta: { ...zeta, cost: { input: 2, output: 4 } }, young: zeta }, '2026-02-03');
  expect(said).toBe(`19 models as of 2026-02-03; before: 19 as of 2026-01-02
1 added, 1 gone, 1 changed
+ openai/young
- openai/older
~ openai/zeta
    {"input":3,"output":4,"limit":{"context":10}}
    {"input":2,"output":4,"limit":{"context":10}}
`);
});

test('a provider without any price, or a copy without a day, changes nothing', () => {
  update(OPENAI, '2026-01-02');
  const before = written();
  const file = join(dir, 'api.json');
  const tried = (facts: object, ...args: string[]) => {
    writeFileSync(file, JSON.stringify(facts));
    return spawnSync(process.execPath, [SCRIPT, file, ...args, '--out', join(dir, 'prices.json')], {
      encoding: 'utf8',
    });
  };
  expect(tried({}, '--as-of', '2026-01-03')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no prices of amazon-bedrock any more'),
  });
  expect(tried(facts(OPENAI))).toMatchObject({ status: 2, stderr: expect.stringContaining('--as-of') });
  expect(written()).toBe(before);
});
