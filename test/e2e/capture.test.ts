/** An app whose base URL is set to `fieldtest capture`: its calls go on as before, and the pool fills. */
import { readdir, readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listening, type RunningCapture } from '../fixtures/capture.ts';
import {
  answer,
  events,
  json,
  type Loopback,
  type LoopbackReply,
  startLoopback,
} from '../fixtures/loopback-provider.ts';
import { type Ended, freshProject, type Project } from '../fixtures/project.ts';

const CONFIG = `task: Answer a customer
candidates:
  - { name: a, recorded: file://a.jsonl }
  - { name: b, recorded: file://b.jsonl }
`;
const KEYS = {
  bearer: 'sk-canary-bearer-0123456789abcdef',
  apiKey: 'sk-ant-canary-0123456789abcdef',
  cookie: 'canary-cookie-0123456789abcdef',
  query: 'canary-query-0123456789abcdef',
  body: 'canary-body-0123456789abcdef',
};

interface Totals {
  readonly passed: number;
  readonly recorded: number;
  readonly skipped: { readonly [reason: string]: number };
  readonly unanswered: { readonly [reason: string]: number };
  readonly failed: { readonly [reason: string]: number };
  readonly stored: number;
  readonly pool: { readonly records: number; readonly distinct: number };
}

async function startCapture(project: Project, ...args: readonly string[]): Promise<RunningCapture> {
  return await listening(project.start('capture', '--port', '0', ...args));
}

function totals({ stdout, stderr }: Ended): Totals {
  try {
    return JSON.parse(stdout) as Totals;
  } catch {
    throw new Error(`not one JSON document: ${stdout}\n${stderr}`);
  }
}

function post(address: string, path: string, body: unknown, headers = {}): Promise<Response> {
  return fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const chat = (content: string, more = {}) => ({
  model: 'gpt-5-mini',
  messages: [{ role: 'user', content }],
  ...more,
});

async function poolOf(project: Project) {
  const db = new DatabaseSync(join(project.dir, '.fieldtest/fieldtest.db'), { readOnly: true });
  const pool = db.prepare('select record, records from pool').all() as { record: string; records: number }[];
  const imports = db
    .prepare('select file, format, options, records, rejected from imports order by at')
    .all();
  db.close();
  return { pool: pool.map(({ record, records }) => ({ ...JSON.parse(record), records })), imports };
}

describe('a day of an app', () => {
  let project: Project;
  let provider: Loopback;
  let ended: Ended;
  const answers: string[] = [];

  beforeAll(async () => {
    project = await freshProject({ 'fieldtest.yaml': CONFIG });
    provider = await startLoopback(async (asked) => {
      if (asked.body.includes('fail')) return json({ error: `${KEYS.bearer} is wrong` }, { status: 401 });
      // A gateway that says in its answer by which key it was called.
      const key = asked.headers.authorization ?? asked.headers['x-api-key'] ?? '';
      const step = answer(['It ', 'rains. ', key]);
      return typeof step === 'function' ? await step(asked) : step;
    });
    const capture = await startCapture(project, '--upstream', `${provider.url}/v1`);
    const { address } = capture;
    const bearer = { authorization: `Bearer ${KEYS.bearer}`, cookie: `session=${KEYS.cookie}` };
    const apiKey = { 'x-api-key': KEYS.apiKey, 'anthropic-version': '2023-06-01' };
    for (const stream of [false, true]) {
      const secret = { api_key: KEYS.body, metadata: { token: KEYS.body, conversation_id: 'c1' } };
      const calls = [
        post(
          address,
          `/v1/chat/completions?key=${KEYS.query}`,
          chat(`A ${stream}`, { stream, ...secret }),
          bearer,
        ),
        post(address, '/v1/responses', { model: 'gpt-5-mini', input: `B ${stream}`, stream }, bearer),
        post(address, '/v1/messages', { ...chat(`C ${stream}`), max_tokens: 99, stream }, apiKey),
        post(address, '/anthropic/v1/messages', { ...chat(`D ${stream}`), max_tokens: 99, stream }, apiKey),
      ];
      for (const call of await Promise.all(calls)) answers.push(await call.text());
    }
    await post(address, '/v1/chat/completions', chat('fail'), bearer);
    await post(address, '/v1/embeddings', { input: 'x' }, bearer);
    await post(address, '/v1/chat/completions', '{"messages": [{"role": "canary', bearer);
    ended = await capture.end();
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  });

  test('every call was answered by the provider, which had the key', () => {
    for (const text of answers) expect(text).toContain('rains');
    expect(provider.requests).toHaveLength(11);
    expect(provider.requests[0]!.headers.authorization).toBe(`Bearer ${KEYS.bearer}`);
    expect(provider.requests[0]!.path).toContain(KEYS.query);
  });

  test('each is a record with what was asked, what came, the model, the tokens and the time', async () => {
    const { pool } = await poolOf(project);
    const asked = pool.map(({ input }) => (typeof input === 'string' ? input : input.at(-1).content));
    const all = ['A', 'B', 'C', 'D'].flatMap((name) => [`${name} false`, `${name} true`]);
    expect(asked.sort()).toEqual(all);
    for (const { answer, model, usage, at, metadata } of pool) {
      expect({ answer, model, usage }).toMatchObject({
        answer: expect.stringContaining('It rains.'),
        model: 'gpt-5-mini',
        usage: { inputTokens: 11, outputTokens: 7 },
      });
      expect(Date.parse(at)).toBeGreaterThan(Date.now() - 600_000);
      expect(metadata.latency_ms).toBeGreaterThanOrEqual(0);
    }
    expect(pool.filter(({ metadata }) => metadata.conversation_id === 'c1')).toHaveLength(2);
  });

  test('the counts say what became of each, and what is next', async () => {
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(
      '11 requests passed: 8 recorded, 1 skipped, 1 not answered, 1 failed to record',
    );
    expect(ended.stdout).toContain('1 not recorded: the provider answered 401');
    expect(ended.stdout).toContain('Next: fieldtest pick');
    const { imports } = await poolOf(project);
    expect(imports).toMatchObject([{ file: 'capture', format: 'capture', records: 8, rejected: 1 }]);
  });

  test('no key is anywhere: not in the folder, not in what was said', async () => {
    expect(ended.stdout + ended.stderr).not.toMatch(/canary/);
    const files = await readdir(project.dir, { recursive: true, withFileTypes: true });
    let bytes = 0;
    for (const file of files.filter((entry) => entry.isFile())) {
      const content = await readFile(join(file.parentPath, file.name), 'latin1');
      bytes += content.length;
      expect(content).not.toMatch(/canary/);
    }
    expect(bytes).toBeGreaterThan(10_000);
    expect(JSON.stringify((await poolOf(project)).pool)).toContain('It rains. [secret]');
  });
});

test('a call that is under way at Ctrl-C comes to its end and is recorded', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  await using provider = await startLoopback(
    answer(['It ', 'rains ', 'all ', 'day.'], { pieceDelayMs: 150 }),
  );
  const capture = await startCapture(project, '--upstream', provider.url, '--json');
  const response = await post(capture.address, '/v1/chat/completions', chat('A', { stream: true }));
  const ended = capture.end('SIGTERM');
  expect(await response.text()).toContain('[DONE]');
  expect(totals(await ended)).toMatchObject({ passed: 1, recorded: 1, stored: 1, pool: { records: 1 } });
});

test('while the database is locked calls pass at once, and are recorded when it is free', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  await using provider = await startLoopback(answer('It rains.'));
  const capture = await startCapture(project, '--upstream', provider.url, '--json');
  const db = new DatabaseSync(join(project.dir, '.fieldtest/fieldtest.db'));
  db.exec('begin exclusive');
  const slowest: number[] = [];
  for (let n = 0; n < 30; n++) {
    const sent = performance.now();
    await (await post(capture.address, '/v1/chat/completions', chat(`A ${n}`))).text();
    slowest.push(performance.now() - sent);
    await sleep(80);
  }
  db.exec('rollback');
  db.close();
  expect(Math.max(...slowest)).toBeLessThan(1000);
  expect(totals(await capture.end())).toMatchObject({ recorded: 30, stored: 30, failed: {} });
});

test('what was stored outlives kill -9; the next capture adds to it, and counts what is asked again', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  await using provider = await startLoopback(answer('It rains.'));
  const ask = async (capture: RunningCapture, content: string) =>
    await (await post(capture.address, '/v1/chat/completions', chat(content))).text();
  const capture = await startCapture(project, '--upstream', provider.url, '--json');
  await ask(capture, 'A');
  await ask(capture, 'B');
  // The address and the counts come a line each while it runs.
  const facts = () =>
    capture
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  await expect
    .poll(() => facts().at(-1), { timeout: 20_000 })
    .toMatchObject({ address: capture.address, stored: 2 });
  await capture.end('SIGKILL');
  const next = await startCapture(project, '--upstream', provider.url, '--json');
  await ask(next, 'B');
  await ask(next, 'C');
  expect(totals(await next.end())).toMatchObject({ stored: 2, pool: { records: 4, distinct: 3 } });
  const { pool, imports } = await poolOf(project);
  expect(pool.map(({ input, records }) => [input[0].content, records]).sort()).toEqual([
    ['A', 1],
    ['B', 2],
    ['C', 1],
  ]);
  expect(imports).toMatchObject([{ records: 2 }, { records: 2 }]);
  expect(await project.json('status')).toMatchObject({ records: 4, next: 'fieldtest pick' });
});

test('answers that hold nothing usable, or too much of it, harm nobody, and other machines get none', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const bodies: readonly LoopbackReply[] = [
    { body: 'not json' },
    { body: '' },
    { body: 'not gzip', headers: { 'x-coding': 'gzip' } },
    { status: 204 },
    { body: 'x'.repeat(9_000_000) },
    json({ choices: [{ message: { content: 7, tool_calls: 'x' } }] }),
    json({ choices: 'x', usage: [] }),
    json({ error: { message: 'no' } }),
    events(['{"error": {"message": "overloaded"}}']),
    events(['{"choices": [{"delta": null}]}', '[]', '[DONE]']),
    json(null),
  ];
  await using provider = await startLoopback(bodies);
  const capture = await startCapture(project, '--upstream', provider.url, '--json');
  for (const { status = 200, body } of bodies) {
    const response = await post(capture.address, '/v1/chat/completions', chat('A'));
    expect(response.status).toBe(status);
    const text = await response.text();
    if (typeof body === 'string') expect(text === body).toBe(true);
  }
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  const { port } = new URL(capture.address);
  if (outside !== undefined)
    await expect(fetch(`http://${outside}:${port}/v1/models`)).rejects.toThrow('fetch failed');
  const ended = await capture.end();
  const { passed, recorded, skipped, unanswered, failed } = totals(ended);
  const sum = (of: object): number => Object.values(of).reduce((all: number, n: number) => all + n, 0);
  expect(recorded + sum(skipped) + sum(unanswered) + sum(failed)).toBe(passed);
  expect(failed).toMatchObject({ 'what was asked, or the answer, is longer than 8 MB': 1 });
  expect(passed).toBe(bodies.length);
  expect(ended.stderr.match(/a call was passed on and not recorded/g)).toHaveLength(1);
});

test('a port in use, and an upstream that is the capture itself, are said with what to type', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  await using provider = await startLoopback([]);
  const { port } = new URL(provider.url);
  const [taken, itself] = await Promise.all([
    project.run('capture', '--port', port),
    project.run('capture', '--upstream', 'http://localhost:4318/v1'),
  ]);
  expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining(`port ${port} is in use`) });
  expect(taken.stderr).toContain(`fieldtest capture --port ${Number(port) + 1}`);
  expect(itself).toMatchObject({ code: 2, stderr: expect.stringContaining('capture itself listens on') });
});
