/** `fieldtest worker`: machines that help with whatever run is started on the store that they share. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { RunResult } from '../../src/pipeline/run.ts';
import type { WorkerResult } from '../../src/pipeline/worker.ts';
import { answer, type LoopbackRequest, startLoopback } from '../fixtures/loopback-provider.ts';
import { ended, freshProject, jsonl, type Project } from '../fixtures/project.ts';
import { databases, type FreshDatabase } from '../fixtures/stores.ts';

const EXAMPLES = 60;
const postgres = databases.find(({ name }) => name === 'PostgreSQL')!;

const slowly = (delayMs: number) => (request: LoopbackRequest) => ({
  ...(answer('yes') as (r: LoopbackRequest) => object)(request),
  delayMs,
});

function configOf(url: string, { n = 'n', ofN = '' } = {}): string {
  return `task: t\ncandidates:\n  - { name: m, model: "openai-compatible:m", baseUrl: "${url}/v1", concurrency: 2 }\n  - { name: n, model: "openai-compatible:${n}", baseUrl: "${url}/v1", concurrency: 2${ofN} }\n`;
}

/** Folders of several machines on one store, the examples imported. */
async function machines(fresh: FreshDatabase, configs: readonly string[]): Promise<readonly Project[]> {
  const set = jsonl(Array.from({ length: EXAMPLES }, (_, i) => ({ id: `e${i}`, input: `question ${i}` })));
  const projects: Project[] = [];
  for (const config of configs)
    projects.push(
      await freshProject({ 'fieldtest.yaml': config, 'set.jsonl': set }, { FIELDTEST_STORE: fresh.where }),
    );
  await projects[0]!.run('examples', 'import', 'set.jsonl');
  return projects;
}

/** Resolves when the process has said so on stderr. */
function says(child: ChildProcess, text: string): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr!.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes(text)) resolve();
    });
    child.on('close', () => reject(new Error(`it ended without "${text}": ${said}`)));
  });
}

const addedBy = ({ candidates }: RunResult) => candidates.reduce((sum, { added }) => sum + added, 0);

test('workers that wait are woken by a run, and each call is made once; Ctrl-C ends them', async () => {
  await using provider = await startLoopback(slowly(100));
  const fresh = await postgres.fresh();
  const [one, two, three] = await machines(fresh, Array(3).fill(configOf(provider.url)));
  try {
    const workers = [two!, three!].map((machine) => {
      const child = machine.start('worker', '--json');
      return { child, waiting: says(child, 'waiting for runs'), end: ended(child) };
    });
    await Promise.all(workers.map(({ waiting }) => waiting));
    const started = performance.now();
    const helping = workers.map(async ({ child }) => {
      await says(child, 'helping with a run of m, n');
      return performance.now() - started;
    });
    const result = await one!.json<RunResult>('run', '--trials', '2');
    expect(Math.max(...(await Promise.all(helping)))).toBeLessThan(6_000);
    for (const { child } of workers) {
      await delay(300);
      child.kill('SIGINT');
    }
    const ends = await Promise.all(workers.map(({ end }) => end));
    expect(ends.map(({ code }) => code)).toEqual([130, 130]);
    const helped = ends.map(({ stdout }) => (JSON.parse(stdout) as WorkerResult).runs[0]!);
    expect(provider.requests).toHaveLength(4 * EXAMPLES);
    expect([result, ...helped].map(addedBy).reduce((sum, n) => sum + n)).toBe(4 * EXAMPLES);
    expect(Math.min(...helped.map(addedBy))).toBeGreaterThan(0);
    const elsewhere = result.candidates.reduce((sum, one) => sum + one.elsewhere, 0);
    expect(addedBy(result) + elsewhere).toBe(4 * EXAMPLES);
    expect(result.candidates.map(({ missing }) => missing)).toEqual([0, 0]);
  } finally {
    await fresh.drop();
  }
});

test('one whose folder differs, or that lacks a key, says so and helps with the rest; --once ends with the run', async () => {
  await using provider = await startLoopback(slowly(100));
  const fresh = await postgres.fresh();
  const [one, changed, keyless] = await machines(fresh, [
    configOf(provider.url),
    configOf(provider.url, { n: 'n2' }),
    configOf(provider.url, { ofN: ', apiKeyEnv: KEY_OF_N' }),
  ]);
  try {
    const running = ended(one!.start('run', '--json'));
    while (provider.requests.length === 0) await delay(20);
    const [other, lacking] = await Promise.all(
      [changed!, keyless!].map((machine) => machine.run('worker', '--once')),
    );
    expect(other!.stderr).toContain("not helping with n: this folder's config has no such candidate");
    expect(lacking!.stderr).toContain('not helping with n on this machine');
    expect(lacking!.stderr).toContain('KEY_OF_N');
    for (const { code, stdout } of [other!, lacking!]) {
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Helped with 1 run: [1-9]\d* outputs? stored\n$/);
    }
    const { code, stdout } = await running;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as RunResult).candidates.map(({ missing }) => missing)).toEqual([0, 0]);
    expect(provider.requests).toHaveLength(2 * EXAMPLES);
    expect(await changed!.run('worker', '--once')).toMatchObject({
      code: 0,
      stdout: 'Helped with 0 runs: 0 outputs stored\n',
    });
  } finally {
    await fresh.drop();
  }
});

test('when the run that began it is killed, its worker finishes it, and tells of the calls that were under way', async () => {
  await using provider = await startLoopback(slowly(100));
  const fresh = await postgres.fresh();
  const [one, two] = await machines(fresh, Array(2).fill(configOf(provider.url)));
  try {
    const running = one!.start('run');
    const killed = ended(running);
    while (provider.requests.length === 0) await delay(20);
    const child = two!.start('worker', '--once', '--json');
    const end = ended(child);
    await says(child, 'helping with a run of m, n');
    await delay(200);
    running.kill('SIGKILL');
    await killed;
    const { code, stdout } = await end;
    expect(code).toBe(0);
    const [helped] = (JSON.parse(stdout) as WorkerResult).runs;
    expect(helped!.candidates.map(({ missing }) => missing)).toEqual([0, 0]);
    const unknown = helped!.unknown?.calls ?? 0;
    expect(unknown).toBeLessThanOrEqual(4);
    expect(provider.requests.length).toBeLessThanOrEqual(2 * EXAMPLES + unknown);
  } finally {
    await fresh.drop();
  }
});

test('a user of the database who may not make a schema helps all the same, and knows why it is slower', async () => {
  await using provider = await startLoopback(slowly(100));
  const fresh = await postgres.fresh();
  const [one] = await machines(fresh, [configOf(provider.url)]);
  const role = `poor_${crypto.randomUUID().replaceAll('-', '')}`;
  const url = new URL(fresh.where);
  const client = new pg.Client({ connectionString: fresh.where });
  await client.connect();
  try {
    await client.query(`create role ${role} login password 'p'`);
    await client.query(`grant all on all tables in schema public to ${role}`);
    url.username = role;
    url.password = 'p';
    await using poor = await freshProject(
      { 'fieldtest.yaml': configOf(provider.url) },
      { FIELDTEST_STORE: url.href },
    );
    const running = one!.json<RunResult>('run');
    while (provider.requests.length === 0) await delay(20);
    const helped = await poor.run('worker', '--once');
    expect(helped.stderr).toContain('permission denied');
    expect(helped.stderr).toContain('Runs are looked for every 10 s instead.');
    expect(helped.stderr).toContain('create schema fieldtest_queue authorization USER');
    expect(helped.stdout).toMatch(/^Helped with 1 run: [1-9]\d* outputs? stored/);
    expect((await running).candidates.map(({ missing }) => missing)).toEqual([0, 0]);
    expect(provider.requests).toHaveLength(2 * EXAMPLES);
  } finally {
    await client.query(`drop owned by ${role}`);
    await client.query(`drop role ${role}`);
    await client.end();
    await fresh.drop();
  }
});

test('the cost cap holds for the run and its workers together; Ctrl-C at the run stops their help, and the worker waits again', async () => {
  // An answer says 7 tokens: 0.7 USD.
  const price = ', price: { input: 0, output: 100000 }, params: { maxOutputTokens: 7 }';
  await using provider = await startLoopback(slowly(500));
  const fresh = await postgres.fresh();
  const [one, two] = await machines(fresh, Array(2).fill(configOf(provider.url, { ofN: price })));
  try {
    const child = two!.start('worker', '--json');
    const end = ended(child);
    await says(child, 'waiting for runs');
    const capped = await one!.json<RunResult>('run', '--candidate', 'n', '--max-cost', '14.1');
    expect(provider.requests).toHaveLength(20);
    expect(addedBy(capped)).toBeLessThan(20);
    expect(capped.sharedCostUsd).toBeCloseTo(14);
    const running = one!.start('run', '--candidate', 'm');
    const stopped = ended(running);
    await says(child, 'helping with a run of m');
    const told = says(child, 'the run was ended');
    running.kill('SIGINT');
    expect((await stopped).code).toBe(130);
    await told;
    const before = provider.requests.length;
    await delay(500);
    expect(provider.requests).toHaveLength(before);
    child.kill('SIGINT');
    const { runs } = JSON.parse((await end).stdout) as WorkerResult;
    expect(runs).toHaveLength(2);
    expect(addedBy(capped) + addedBy(runs[0]!)).toBe(20);
  } finally {
    await fresh.drop();
  }
});

test('on SQLite it says what to do instead', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': configOf('http://127.0.0.1:9') });
  const { code, stderr } = await project.run('worker');
  expect(code).toBe(1);
  expect(stderr).toContain('workers need a PostgreSQL store that machines share');
  expect(stderr).toContain('start `fieldtest run` as often as you like');
});
