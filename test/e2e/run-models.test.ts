/** Running models for real: retries, wrong keys, failures as data and cost, against a provider on loopback. */
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/pipeline/run.ts';
import { answer, json, type LoopbackStep, startLoopback } from '../fixtures/loopback-provider.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

const KEY = 'sk-canary-4711';

async function modelProject(url: string, examples: number, extra = ''): Promise<Project> {
  return await freshProject(
    {
      'fieldtest.yaml': `task: t
prompt: "Answer: {{input}}"
candidates:
  - name: small
    model: openai-compatible:small
    baseUrl: ${url}/v1
    apiKeyEnv: LOCAL_KEY
    price: { input: 1, output: 2 }
${extra}`,
      'set.jsonl': jsonl(
        Array.from({ length: examples }, (_, i) => ({ id: `e${i}`, input: `question ${i}` })),
      ),
    },
    { LOCAL_KEY: KEY },
  );
}

interface OutputLine {
  readonly example: string;
  readonly status: string;
  readonly output: string;
  readonly costUsd?: number;
  readonly latencyMs?: number;
  readonly failure?: { readonly code: string; readonly httpStatus?: number };
  readonly attempts: readonly {
    readonly number: number;
    readonly status: string;
    readonly durationMs: number;
  }[];
}

async function outputsOf(project: Project): Promise<readonly OutputLine[]> {
  return parseJsonl<OutputLine>((await project.run('outputs', 'export')).stdout);
}

describe('a user who runs a model', () => {
  test('gets every answer with its cost and its time; the key goes to the provider and nowhere else', async () => {
    await using provider = await startLoopback(answer('Fine.', { usage: { input: 100, output: 50 } }));
    await using project = await modelProject(provider.url, 12);
    await project.run('examples', 'import', 'set.jsonl');
    const result = await project.json<RunResult>('run');
    expect(result.candidates).toMatchObject([{ name: 'small', added: 12, failed: 0, missing: 0 }]);
    expect(provider.requests).toHaveLength(12);
    expect(provider.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(provider.requests[0]?.json.messages).toEqual([
      { role: 'user', content: expect.stringMatching(/^Answer: question \d+$/) },
    ]);
    const outputs = await outputsOf(project);
    for (const output of outputs) {
      expect(output).toMatchObject({ status: 'ok', output: 'Fine.' });
      expect(output.costUsd).toBeCloseTo(0.0002, 10);
      expect(output.latencyMs).toBeGreaterThan(0);
    }
    expect(result.costUsd).toBeCloseTo(0.0024, 10);
    await project.run('export', 'out');
    const stored = await Promise.all(
      ['candidates', 'outputs', 'attempts'].map((table) => project.read(`out/${table}.jsonl`)),
    );
    expect(stored.join('')).not.toContain(KEY);
  });

  test('has busy and broken replies retried, and sees every attempt', async () => {
    const calls = new Map<string, number>();
    const flaky: LoopbackStep = async (request) => {
      const question = request.json.messages[0].content as string;
      const n = (calls.get(question) ?? 0) + 1;
      calls.set(question, n);
      if (n === 1)
        return json({ error: { message: 'slow down' } }, { status: 429, headers: { 'retry-after': '0.05' } });
      if (n === 2) return { status: 503, body: '<html>busy</html>' };
      const good = answer('At last.');
      return typeof good === 'function' ? await good(request) : good;
    };
    await using provider = await startLoopback(flaky);
    await using project = await modelProject(provider.url, 4);
    await project.run('examples', 'import', 'set.jsonl');
    const result = await project.json<RunResult>('run');
    expect(result.candidates).toMatchObject([{ added: 4, failed: 0, missing: 0 }]);
    expect(provider.requests).toHaveLength(12);
    for (const output of await outputsOf(project)) {
      expect(output.attempts.map(({ status }) => status)).toEqual(['error', 'error', 'ok']);
      // The provider's time alone: neither the waits between attempts nor the failed ones.
      expect(output.latencyMs).toBe(output.attempts[2]?.durationMs);
    }
  });

  test('keeps what failed after all retries as a result, and can ask again for it later', async () => {
    let broken = true;
    await using provider = await startLoopback(async (request) => {
      if (broken)
        return json(
          { error: { message: 'overloaded' } },
          { status: 529, headers: { 'retry-after': '0.01' } },
        );
      const good = answer('Back again.');
      return typeof good === 'function' ? await good(request) : good;
    });
    await using project = await modelProject(provider.url, 1);
    await project.run('examples', 'import', 'set.jsonl');
    const first = await project.run('run');
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/1 output stored, 1 failed after all retries/);
    expect(provider.requests).toHaveLength(5);
    expect(await outputsOf(project)).toMatchObject([
      { status: 'error', output: '', failure: { httpStatus: 529 } },
    ]);
    broken = false;
    expect(await project.json<RunResult>('run')).toMatchObject({ candidates: [{ added: 0, missing: 0 }] });
    expect(provider.requests).toHaveLength(5);
    await project.run('run', '--retry-errors');
    const [output] = await outputsOf(project);
    expect(output).toMatchObject({ status: 'ok', output: 'Back again.' });
    expect(output?.attempts).toHaveLength(6);
  });

  test('is stopped by a wrong key after at most three calls, told which variable, and loses nothing', async () => {
    await using provider = await startLoopback(() =>
      json({ error: { message: 'invalid key' } }, { status: 401 }),
    );
    await using project = await modelProject(provider.url, 40, '  - { name: local, command: cat }\n');
    await project.run('examples', 'import', 'set.jsonl');
    const { code, stdout } = await project.run('run', '--trust');
    expect(code).toBe(1);
    expect(provider.requests.length).toBeLessThanOrEqual(3);
    expect(stdout).toMatch(/small: 0 outputs stored, 40 still missing\n {2}stopped: .*\n {2}.*LOCAL_KEY/);
    expect(stdout).toMatch(/local: 40 outputs stored/);
    expect(stdout).not.toContain(KEY);
    expect(await project.json('status')).toMatchObject({
      candidates: [
        { name: 'small', outputs: 0, missingOutputs: 40, failed: 0 },
        { name: 'local', outputs: 40 },
      ],
    });
  });

  test('never pays more than --max-cost, and goes on from there', async () => {
    await using provider = await startLoopback(answer('Fine.', { usage: { input: 1000, output: 1000 } }));
    await using project = await modelProject(provider.url, 20, '    params: { maxOutputTokens: 1000 }\n');
    await project.run('examples', 'import', 'set.jsonl');
    const limited = await project.run('run', '--max-cost', '0.012', '--concurrency', '2');
    expect(limited).toMatchObject({ code: 3 });
    expect(limited.stdout).toMatch(/cost limit is reached: a further call of small may cost up to \$0\.00/);
    const spent = (await outputsOf(project)).reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
    expect(spent).toBeGreaterThan(0.005);
    expect(spent).toBeLessThanOrEqual(0.012);
    expect(provider.requests).toHaveLength((await outputsOf(project)).length);
    await project.run('run');
    expect(provider.requests).toHaveLength(20);
  });

  test('gets every output within --max-cost where only the worst cases of the calls in flight exceed it', async () => {
    await using provider = await startLoopback(answer('Fine.', { usage: { input: 10, output: 10 } }));
    await using project = await modelProject(provider.url, 30);
    await project.run('examples', 'import', 'set.jsonl');
    // A call may cost 4096 x 2 USD per million; it costs 0.00003.
    const result = await project.json<RunResult>('run', '--max-cost', '0.02', '--concurrency', '10');
    expect(result).toMatchObject({ candidates: [{ added: 30, missing: 0 }] });
    expect(result.costLimit).toBeUndefined();
    expect(result.costUsd).toBeCloseTo(0.0009, 6);
  });

  test('hears before the first call that the prompt asks for what an example does not have', async () => {
    await using provider = await startLoopback(answer('Fine.'));
    await using project = await modelProject(provider.url, 1);
    await project.write(
      'fieldtest.yaml',
      (await project.read('fieldtest.yaml')).replace('{{input}}', '{{question}}'),
    );
    await project.write(
      'set.jsonl',
      jsonl([
        { id: 'a', input: { question: 'q' } },
        { id: 'b', input: 'text' },
      ]),
    );
    await project.run('examples', 'import', 'set.jsonl');
    const refused = await project.run('run');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /"small" asks for \{\{question\}\}, which 1 of 2 examples do not have \(b has: input\)/,
    );
    expect(provider.requests).toHaveLength(0);
  });

  test('sees refusals, cuts and empty answers as results to rate, not as failures', async () => {
    await using provider = await startLoopback([
      answer('I cannot.', { finish: 'filter' }),
      answer('Cut he', { finish: 'length' }),
      answer(''),
    ]);
    await using project = await modelProject(provider.url, 3);
    await project.run('examples', 'import', 'set.jsonl');
    await project.run('run', '--concurrency', '1');
    expect((await outputsOf(project)).map(({ status }) => status).sort()).toEqual([
      'empty',
      'refused',
      'truncated',
    ]);
    expect(await project.json('status')).toMatchObject({ ratings: { missing: 3 } });
  });
});
