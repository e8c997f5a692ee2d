/** Runs on a PostgreSQL that restarts, on connections that go silent, with workers that are killed: nothing is lost or asked twice. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { OutputExportRow } from '../../src/pipeline/outputs.ts';
import { answer, type Loopback, type LoopbackRequest, startLoopback } from '../fixtures/loopback-provider.ts';
import { startServer } from '../fixtures/postgres-server.ts';
import { ended, freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';
import { seeded } from '../fixtures/seeded.ts';
import { databases } from '../fixtures/stores.ts';
import { startProxy, type TcpProxy } from '../fixtures/tcp-proxy.ts';

const KILLS = Number(process.env.FIELDTEST_KILLS ?? 5);
const SEED = Number(process.env.FIELDTEST_FAULT_SEED ?? 11);
const postgres = databases.find(({ name }) => name === 'PostgreSQL')!;

const questionIn = ({ body }: LoopbackRequest) => /question \d+/.exec(body)![0];

const provide = (delayMs: number) =>
  startLoopback((request) => ({
    ...(answer(`answer to ${questionIn(request)}`) as (r: LoopbackRequest) => object)(request),
    delayMs,
  }));

async function projectAt(store: string, provider: Loopback, examples: number): Promise<Project> {
  const files = {
    'fieldtest.yaml': `task: t\ncandidates:\n  - { name: m, model: "openai-compatible:m", baseUrl: "${provider.url}/v1", concurrency: 3 }\n`,
    'set.jsonl': jsonl(Array.from({ length: examples }, (_, i) => ({ input: `question ${i}` }))),
  };
  const project = await freshProject(files, { FIELDTEST_STORE: store });
  await project.run('examples', 'import', 'set.jsonl');
  return project;
}

async function asked(provider: Loopback, requests: number, by: ChildProcess): Promise<void> {
  while (provider.requests.length < requests && by.exitCode === null) await delay(5);
}

async function exported(project: Project): Promise<readonly OutputExportRow[]> {
  return parseJsonl<OutputExportRow>((await project.run('outputs', 'export')).stdout);
}

test('the server restarts in the middle of a run with a worker: both wait with a word and go on, no call is made twice', async () => {
  const examples = 240;
  await using provider = await provide(50);
  const server = await startServer();
  try {
    const client = new pg.Client({ connectionString: `${server.url}/postgres` });
    await client.connect();
    await client.query('create database team');
    await client.end();
    await using project = await projectAt(`${server.url}/team`, provider, examples);
    const running = project.start('run');
    const run = ended(running);
    await asked(provider, 3, running);
    const helping = project.start('worker', '--once');
    const worker = ended(helping);
    // One that is only starting when the server goes away ends at once, with the reason.
    await new Promise<void>((resolve) =>
      helping.stderr!.on('data', (text) => String(text).includes('helping with') && resolve()),
    );
    await asked(provider, provider.requests.length + 20, running);
    await server.stop();
    await delay(2_500);
    await server.start();
    const [result, helped] = await Promise.all([run, worker]);
    expect(result.code, result.stderr).toBe(0);
    expect(helped.code, helped.stderr).toBe(0);
    expect(result.stderr).toContain('the store cannot be used for now, trying again for 5 min');
    expect(result.stderr).toContain('the store can be used again');
    expect(provider.requests).toHaveLength(examples);
    const rows = await exported(project);
    expect(new Set(rows.map(({ output }) => output)).size).toBe(examples);
    expect(rows.filter(({ attempts }) => attempts.length !== 1)).toEqual([]);
  } finally {
    await server.end();
  }
});

const silences = [
  { when: 'at any moment', silence: (proxy: TcpProxy) => proxy.silence() },
  // Then the server holds what everybody waits for, and never hears its end.
  { when: 'in the middle of a transaction', silence: (proxy: TcpProxy) => proxy.silenceAtCommit() },
];

test.each(silences)(
  'connections that go silent $when are given up and replaced: every output is there, no call is made twice',
  async ({ silence }) => {
    const examples = 60;
    await using provider = await provide(30);
    const fresh = await postgres.fresh();
    await using proxy = await startProxy(fresh.where);
    await using project = await projectAt(`${proxy.url}?query_timeout=1500`, provider, examples);
    try {
      const running = project.start('run');
      const run = ended(running);
      await asked(provider, 20, running);
      const silentSince = performance.now();
      silence(proxy);
      expect(await run).toMatchObject({ code: 0 });
      expect(performance.now() - silentSince).toBeLessThan(30_000);
      expect(provider.requests).toHaveLength(examples);
      const rows = await exported(project);
      expect(rows.filter(({ attempts }) => attempts.length !== 1)).toEqual([]);
      expect(rows).toHaveLength(examples);
    } finally {
      await fresh.drop();
    }
  },
);

test(`kill -9 of workers at ${KILLS} random instants (seed ${SEED}): what each had stored stays, what it had begun is asked again`, {
  timeout: 60_000 + KILLS * 6_000,
}, async () => {
  const examples = 60 + KILLS * 30;
  const random = seeded(SEED);
  await using provider = await provide(40);
  const fresh = await postgres.fresh();
  await using project = await projectAt(fresh.where, provider, examples);
  try {
    const run = ended(project.start('run'));
    let done = false;
    void run.then(() => (done = true));
    for (let kill = 0; kill < KILLS && !done; kill++) {
      const worker = project.start('worker');
      const end = ended(worker);
      await new Promise((resolve) => worker.stderr!.on('data', resolve).on('close', resolve));
      await delay(random() * 600);
      worker.kill('SIGKILL');
      await end;
    }
    expect(await run).toMatchObject({ code: 0 });
    const rows = await exported(project);
    expect(new Set(rows.map(({ output }) => output)).size).toBe(examples);
    const requests = Map.groupBy(provider.requests, questionIn);
    const wrong = rows.filter(({ output, attempts }) => {
      const unknown = attempts.filter(({ failure }) => failure?.code === 'unknown').length;
      const answered = attempts.filter(({ status }) => status === 'ok').length;
      return answered !== 1 || requests.get(output.replace('answer to ', ''))!.length > 1 + unknown;
    });
    expect(wrong).toEqual([]);
  } finally {
    await fresh.drop();
  }
});
