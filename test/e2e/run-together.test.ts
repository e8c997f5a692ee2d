/** Several processes run on one project: each call is made once, and the work of one that dies is taken over. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/pipeline/run.ts';
import { answer, startLoopback } from '../fixtures/loopback-provider.ts';
import { ended, freshProject, jsonl, type Project } from '../fixtures/project.ts';
import { databases } from '../fixtures/stores.ts';

const EXAMPLES = 60;

async function projectAt(url: string, store: string, price = ''): Promise<Project> {
  const files = {
    'fieldtest.yaml': `task: t\ncandidates:\n  - { name: m, model: "openai-compatible:m", baseUrl: "${url}/v1"${price} }\n  - { name: n, model: "openai-compatible:n", baseUrl: "${url}/v1"${price} }\n`,
    'set.jsonl': jsonl(Array.from({ length: EXAMPLES }, (_, i) => ({ id: `e${i}`, input: `question ${i}` }))),
  };
  const project = await freshProject(files, { FIELDTEST_STORE: store });
  await project.run('examples', 'import', 'set.jsonl');
  return project;
}

describe.each(databases)('on $name', (database) => {
  test('eight processes at once make each call once, and each of them ends with everything stored', async () => {
    await using provider = await startLoopback((request) => ({
      ...(answer('yes') as (r: typeof request) => object)(request),
      delayMs: 30,
    }));
    const fresh = await database.fresh();
    await using project = await projectAt(provider.url, fresh.where);
    try {
      const runs = await Promise.all(
        Array.from({ length: 8 }, () => project.run('run', '--json', '--concurrency', '4')),
      );
      expect(runs.map(({ code, stderr }) => [code, stderr.includes('locked')])).toEqual(
        runs.map(() => [0, false]),
      );
      expect(provider.requests).toHaveLength(2 * EXAMPLES);
      const results = runs.map(({ stdout }) => JSON.parse(stdout) as RunResult);
      const added = results.flatMap(({ candidates }) => candidates.map((one) => one.added));
      expect(added.reduce((sum, n) => sum + n)).toBe(2 * EXAMPLES);
      for (const { candidates } of results) expect(candidates.map(({ missing }) => missing)).toEqual([0, 0]);
    } finally {
      await fresh.drop();
    }
  });

  test('what the other process stores is counted in the progress of each, and in the time that is left', async () => {
    await using provider = await startLoopback((request) => ({
      ...(answer('yes') as (r: typeof request) => object)(request),
      delayMs: 300,
    }));
    const fresh = await database.fresh();
    await using project = await projectAt(provider.url, fresh.where);
    try {
      const runs = await Promise.all(
        [1, 2].map(() => project.run('run', '--json', '--concurrency', '2', '--candidate', 'm')),
      );
      const elsewhere = runs.map(({ stderr }) =>
        Math.max(...[...stderr.matchAll(/"elsewhere":(\d+)/g)].map(([, n]) => Number(n))),
      );
      // Each did about the half of it, and met few of the other's by itself.
      for (const n of elsewhere) expect(n).toBeGreaterThan(EXAMPLES / 10);
    } finally {
      await fresh.drop();
    }
  });

  test('one that is killed costs the others nothing: what it was asking for is asked again, and told as unknown', async () => {
    let slow = true;
    await using provider = await startLoopback((request) => ({
      ...(answer('yes') as (r: typeof request) => object)(request),
      delayMs: slow ? 1_000 : 1,
    }));
    const fresh = await database.fresh();
    await using project = await projectAt(provider.url, fresh.where);
    try {
      const dying = project.start('run', '--concurrency', '3');
      const end = ended(dying);
      while (provider.requests.length < 4 && dying.exitCode === null) await delay(5);
      dying.kill('SIGKILL');
      await end;
      slow = false;
      const before = provider.requests.length;
      const started = performance.now();
      const next = await project.run('run', '--json');
      expect(next.code).toBe(0);
      const result = JSON.parse(next.stdout) as RunResult;
      // Of a call that was granted and not yet sent nobody can tell; what it may have cost has no price here.
      expect(result.unknown).toEqual({ calls: expect.any(Number) });
      expect(result.unknown!.calls).toBeGreaterThanOrEqual(before);
      expect(result.unknown!.calls).toBeLessThanOrEqual(6);
      expect(result.candidates.map(({ missing }) => missing)).toEqual([0, 0]);
      expect(provider.requests).toHaveLength(2 * EXAMPLES + before);
      // Its process is gone from this machine, which is seen at once.
      expect(performance.now() - started).toBeLessThan(9_000);
    } finally {
      await fresh.drop();
    }
  });

  test('one that may spend no more, because of what another spent, asks nothing and says so', async () => {
    // An answer says 7 tokens: 0.7 USD.
    const price = ', price: { input: 0, output: 100000 }, params: { maxOutputTokens: 7 }';
    await using provider = await startLoopback((request) => ({
      ...(answer('yes') as (r: typeof request) => object)(request),
      delayMs: 200,
    }));
    const fresh = await database.fresh();
    await using project = await projectAt(provider.url, fresh.where, price);
    try {
      const spending = project.start('run', '--candidate', 'm', '--concurrency', '1');
      const end = ended(spending);
      while (provider.requests.length < 4 && spending.exitCode === null) await delay(5);
      const late = await project.run('run', '--candidate', 'n', '--max-cost', '1.5');
      spending.kill('SIGKILL');
      await end;
      expect(late.code).toBe(3);
      expect(late.stdout).toContain('The cost limit is reached: a further call of n may cost up to $0.70');
      expect(provider.requests.filter(({ json }) => json.model === 'n')).toEqual([]);
    } finally {
      await fresh.drop();
    }
  });
});

test('one that is started while another was told to wait sends nothing until then', async () => {
  const database = databases[0]!;
  const waitMs = 5_000;
  const arrivals: number[] = [];
  await using provider = await startLoopback((request) => {
    arrivals.push(performance.now());
    return arrivals.length === 1
      ? { status: 429, headers: { 'retry-after': String(waitMs / 1000) } }
      : (answer('yes') as (r: typeof request) => object)(request);
  });
  const fresh = await database.fresh();
  await using project = await projectAt(provider.url, fresh.where);
  try {
    const args = ['run', '--json', '--candidate', 'm', '--concurrency', '1'];
    const first = ended(project.start(...args));
    while (arrivals.length === 0) await delay(5);
    await delay(200);
    const [one, other] = await Promise.all([first, project.run(...args)]);
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(arrivals[1]! - arrivals[0]!).toBeGreaterThanOrEqual(waitMs - 5);
    expect(arrivals).toHaveLength(EXAMPLES + 1);
    const added = [one, other].map(({ stdout }) => (JSON.parse(stdout) as RunResult).candidates[0]!.added);
    expect(added[0]! + added[1]!).toBe(EXAMPLES);
  } finally {
    await fresh.drop();
  }
});
