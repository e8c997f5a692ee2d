/** `run --dry-run`: a user knows what a run asks and what it may cost before the first call, without a key. */
import { describe, expect, test } from 'vitest';
import type { DryRunResult } from '../../src/pipeline/dry-run.ts';
import type { RunResult } from '../../src/pipeline/run.ts';
import { answer, type LoopbackStep, replyOf, startLoopback } from '../fixtures/loopback-provider.ts';
import { freshProject, jsonl, type Project } from '../fixtures/project.ts';

async function projectOf(candidates: string, examples = 10): Promise<Project> {
  // 40 characters: 10 tokens as texts usually have them, 16 at the most.
  const rows = Array.from({ length: examples }, (_, i) => ({
    id: `e${i}`,
    input: `question ${i} `.padEnd(40, 'x'),
  }));
  const project = await freshProject({
    'fieldtest.yaml': `task: t\ncandidates:\n${candidates}`,
    'set.jsonl': jsonl(rows),
  });
  await project.run('examples', 'import', 'set.jsonl');
  return project;
}

const PRICED = 'price: { input: 1000, output: 10000 }, params: { maxOutputTokens: 100 }';
/** The counts that are true by the texts, at four characters a token. */
const honest =
  (text: string): LoopbackStep =>
  (request) => {
    const prompt = request.json.messages[0].content as string;
    const usage = { input: prompt.length / 4, output: text.length / 4 };
    const step = answer(text, { usage });
    return typeof step === 'function' ? step(request) : step;
  };

describe('a user who asks what a run would cost', () => {
  test('hears it without a key and before any call, and nothing is stored', async () => {
    await using provider = await startLoopback(honest('four'));
    await using project = await projectOf(
      `  - { model: openai:gpt-5-mini, params: { maxOutputTokens: 1000 } }
  - { name: local, model: openai-compatible:m, baseUrl: "${provider.url}/v1", apiKeyEnv: NO_KEY, ${PRICED} }
`,
    );
    await project.run('export', 'before');
    const { candidates, total } = await project.json<DryRunResult>('run', '--dry-run');
    expect(candidates).toMatchObject([
      {
        name: 'openai:gpt-5-mini',
        calls: 10,
        price: { input: 0.25, output: 2 },
        priceFrom: expect.stringMatching(/^catalogue of 20\d\d-\d\d-\d\d$/),
        maxOutputTokens: 1000,
        seconds: null,
      },
      { name: 'local', calls: 10, priceFrom: 'config', seconds: null },
    ]);
    // Ten prompts of 10 to 16 tokens and answers of 0 to 100, at 0.001 and 0.01 USD each.
    expect(candidates[1]?.costUsd?.low).toBeCloseTo(0.1, 9);
    expect(candidates[1]?.costUsd?.high).toBeCloseTo(10.16, 9);
    expect(candidates[0]?.costUsd?.high).toBeCloseTo((10 * (16 * 0.25 + 1000 * 2)) / 1e6, 9);
    expect(total).toMatchObject({ calls: 20, unknown: [], seconds: null });
    expect(total.costUsd.high).toBeCloseTo(10.16 + 0.02004, 9);
    expect(provider.requests).toHaveLength(0);
    await project.run('export', 'after');
    for (const table of ['candidates', 'outputs', 'attempts', 'decisions'])
      expect(await project.read(`after/${table}.jsonl`)).toBe(await project.read(`before/${table}.jsonl`));
  });

  test('is right: what the run then costs lies within', async () => {
    await using provider = await startLoopback(honest('four'.repeat(20)));
    await using project = await projectOf(
      `  - { name: local, model: openai-compatible:m, baseUrl: "${provider.url}/v1", ${PRICED} }\n`,
    );
    const { total } = await project.json<DryRunResult>('run', '--dry-run');
    const { costUsd } = await project.json<RunResult>('run');
    expect(costUsd).toBeCloseTo(10 * (0.01 + 0.2), 9);
    expect(costUsd).toBeGreaterThanOrEqual(total.costUsd.low);
    expect(costUsd).toBeLessThanOrEqual(total.costUsd.high!);
    const done = await project.run('run', '--dry-run');
    expect(done.stdout).toContain('Nothing is missing: the run would ask nobody.');
  });

  test('hears of what is missing alone, and of answers and times as they were so far', async () => {
    await using provider = await startLoopback(honest('four'.repeat(20)));
    await using project = await projectOf(
      `  - { name: local, model: openai-compatible:m, baseUrl: "${provider.url}/v1", ${PRICED} }\n`,
      30,
    );
    await project.run('run', '--quick');
    const { candidates, total } = await project.json<DryRunResult>('run', '--dry-run');
    expect(candidates).toMatchObject([{ calls: 20 }]);
    expect(total.costUsd.low).toBeCloseTo(20 * (0.01 + 0.2), 9);
    expect(total.seconds).toBeGreaterThan(0);
    expect(provider.requests).toHaveLength(10);
    const { stdout } = await project.run('run', '--dry-run', '--trials', '2');
    expect(stdout).toMatch(/^50 calls in about \d+ s, \$10\.50 to \$50\.80$/m);
    expect(stdout).toContain('answers as long as those that are stored');
  });

  test('hears how long it takes a candidate that is asked one call at a time', async () => {
    await using provider = await startLoopback(async (request) => ({
      ...(await replyOf(honest('four'.repeat(20)), request)),
      delayMs: 60,
    }));
    const local = `model: openai-compatible:m, baseUrl: "${provider.url}/v1", ${PRICED}`;
    await using project = await projectOf(
      `  - { name: many, ${local} }\n  - { name: one, ${local.replace(':m,', ':n,')}, concurrency: 1 }\n`,
      30,
    );
    await project.run('run', '--quick');
    const { candidates } = await project.json<DryRunResult>('run', '--dry-run');
    const [many, one] = candidates.map(({ seconds }) => seconds!);
    // Twenty calls one after the other, against two rows of ten; their own times differ a little.
    expect(one! / many!).toBeGreaterThan(2);
  });

  test('hears that a cost is unknown, never 0, and what to do about it', async () => {
    await using project = await projectOf(
      `  - { name: local, model: openai-compatible:m, baseUrl: "http://127.0.0.1:9/v1" }
  - { name: endless, model: openai-compatible:n, baseUrl: "http://127.0.0.1:9/v1", price: { input: 1, output: 2 } }
  - { name: free, model: openai-compatible:o, baseUrl: "http://127.0.0.1:9/v1", price: { input: 0, output: 0 } }
  - { name: script, command: cat }
`,
    );
    const { candidates, total } = await project.json<DryRunResult>('run', '--dry-run');
    expect(candidates.map(({ costUsd }) => costUsd)).toEqual([
      null,
      { low: expect.closeTo(0.0001, 9), high: null },
      { low: 0, high: 0 },
      null,
    ]);
    expect(total).toMatchObject({ calls: 40, costUsd: { high: null }, unknown: ['local', 'script'] });
    const { code, stdout } = await project.run('run', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^local +10 +unknown +unknown +unknown +- +unknown$/m);
    expect(stdout).toMatch(/^endless +10 +\$0\.0001 +no limit known /m);
    expect(stdout).toMatch(/^free +10 +\$0 +\$0 +unknown +\$0 \/ \$0 +config$/m);
    expect(stdout).toContain('40 calls, at least $0.0001, and what local and script cost, which is unknown');
    expect(stdout).toMatch(/Add what you pay for local: price: /);
    expect(stdout).toMatch(/not known of endless: params: \{ maxOutputTokens: N \} bounds it/);
  });

  test.each([
    ['200', /--max-cost 200 cannot stop it\./],
    ['5', /--max-cost 5 may stop it before the end/],
    ['1.1', /--max-cost 1\.1 may stop it before the end/],
    ['0.5', /--max-cost 0\.5 does not let one call be made of: local \(up to \$1\.02\)\./],
  ])('hears what a limit of %s would do', async (limit, said) => {
    await using project = await projectOf(
      `  - { name: local, model: openai-compatible:m, baseUrl: "http://127.0.0.1:9/v1", ${PRICED} }\n`,
    );
    const { code, stdout } = await project.run('run', '--dry-run', '--max-cost', limit);
    expect(code).toBe(0);
    expect(stdout).toMatch(said);
  });

  test('hears at once what the run would refuse', async () => {
    await using project = await projectOf(
      '  - { name: local, model: openai-compatible:m, baseUrl: "http://127.0.0.1:9/v1", prompt: "{{question}}" }\n',
    );
    expect(await project.run('run', '--dry-run')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"local" asks for {{question}}'),
    });
    expect(await project.run('run', '--dry-run', '--max-cost', '1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--max-cost cannot hold: the price of "local" is not known'),
    });
  });
});
