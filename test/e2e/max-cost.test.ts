/** `--max-cost` against a provider that lies about what it used: what its texts cost never exceeds the limit. */
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/pipeline/run.ts';
import { answer, type LoopbackStep, startLoopback } from '../fixtures/loopback-provider.ts';
import { freshProject, jsonl, type Project } from '../fixtures/project.ts';

const EXAMPLES = 40;
const CAP = 0.05;
/** 1,000 tokens of output as texts usually have them, at 2 USD per million. */
const TEXT = 'four'.repeat(1000);
const TRUE_USD = 0.002;

async function project(candidate: string): Promise<Project> {
  const rows = Array.from({ length: EXAMPLES }, (_, i) => ({ id: `e${i}`, input: `question ${i}` }));
  return await freshProject(
    { 'fieldtest.yaml': `task: t\ncandidates:\n  - ${candidate}\n`, 'set.jsonl': jsonl(rows) },
    { OPENAI_API_KEY: 'sk-none' },
  );
}

const local = (url: string, more = '') =>
  `{ model: openai-compatible:m, name: m, baseUrl: "${url}/v1", price: { input: 1, output: 2 }${more} }`;

describe('a cost limit of 5 cents, with an answer that really costs a fifth of a cent and at most 0.4', () => {
  const said = (usage: { input: number; output: number } | null): LoopbackStep => answer(TEXT, { usage });
  test.each([
    // [what is said, the requests that are made]: the limit is kept for the worst of each further call.
    ['the truth', said({ input: 5, output: 1000 }), 23],
    ['nothing', said(null), 12],
    ['0', said({ input: 0, output: 0 }), 12],
    ['1 token', said({ input: 1, output: 1 }), 15],
    ['a tenth', said({ input: 5, output: 100 }), 15],
    ['a little less', said({ input: 5, output: 900 }), 23],
    ['less than nothing', said({ input: -5, output: -1000 }), 12],
    ['what is no number', said({ input: Number.NaN, output: Number.NaN }), 12],
    ['a fraction', said({ input: 5.5, output: 0.001 }), 12],
    ['a hundred times as much', said({ input: 5, output: 100_000 }), 1],
    ['more than there is', said({ input: 5, output: 1e300 }), 12],
  ])('holds when the provider says %s', async (_what, step, requests) => {
    await using provider = await startLoopback(step);
    await using folder = await project(local(provider.url, ', params: { maxOutputTokens: 2000 }'));
    await folder.run('examples', 'import', 'set.jsonl');
    // One at a time: so the number of requests is exact also where one answer uses up everything.
    const args = ['run', '--max-cost', String(CAP), '--concurrency', requests === 1 ? '1' : '4'];
    const result = await folder.json<RunResult>(...args);
    expect(provider.requests).toHaveLength(requests);
    expect(provider.requests.length * TRUE_USD).toBeLessThanOrEqual(CAP);
    expect(result.costLimit).toMatchObject({ candidate: 'm' });
    expect(result.candidates).toMatchObject([{ added: requests, missing: EXAMPLES - requests }]);
  });
});

test('what nobody said is counted at its worst, and told as such', async () => {
  await using provider = await startLoopback(answer(TEXT, { usage: null }));
  await using folder = await project(local(provider.url, ', params: { maxOutputTokens: 2000 }'));
  await folder.run('examples', 'import', 'set.jsonl');
  const { stdout } = await folder.run('run', '--max-cost', '0.05');
  expect(stdout).toContain('At most $0.048 spent');
  expect(stdout).toMatch(/\$0\.024 of it .* did not say what they used/);
});

test('a model of the catalogue that may answer at length is not asked at all within a small limit', async () => {
  await using folder = await project('{ model: openai:gpt-5-mini }');
  await folder.run('examples', 'import', 'set.jsonl');
  const { code, stdout } = await folder.run('run', '--max-cost', '0.2');
  expect(code).toBe(3);
  // 128,000 tokens at 2 USD per million, and the prompt.
  expect(stdout).toMatch(/0 outputs stored, 40 still missing/);
  expect(stdout).toMatch(/a further call of openai:gpt-5-mini may cost up to \$0\.26/);
  expect(stdout).toMatch(/maxOutputTokens/);
});
