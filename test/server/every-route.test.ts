/** Every route that the app has, also one that is added tomorrow, against everything that a foreign page could send. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { forgeries, type Headers, ownHeaders, send as sendTo } from '../fixtures/forgeries.ts';
import { ask } from '../fixtures/rating.ts';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';

const TASK = 'canary-task';
let review: Review;
let other: Review;
/** Ids that really exist: what a forger would have to guess. */
let real: { block: string; item: string; foreign: string; output: string };
let before: string;

beforeAll(async () => {
  const project = await projectWithOutputs({
    task: TASK,
    candidates: ['canary-alpha', 'canary-beta'],
    input: (i) => `canary-input-${i}`,
    output: (i, c) => `canary-text-${i}-${c}`,
  });
  review = await startReview(project);
  other = await startReview(project, 'bo');
  const itemOf = async (one: Review) => JSON.parse((await ask(one, 'GET', '/api/session')).text).items[0];
  const { id: item, block } = await itemOf(review);
  real = { item, block, foreign: (await itemOf(other)).id, output: '0'.repeat(32) };
  before = await everything();
});
afterAll(async () => {
  await other?.kill();
  await review[Symbol.asyncDispose]();
});

/** All that is stored, as text. */
async function everything(): Promise<string> {
  const folder = `all ${crypto.randomUUID()}`;
  await review.project.run('export', folder);
  const dir = join(review.project.dir, folder);
  const tables = (await readdir(dir)).filter((file) => file.endsWith('.jsonl')).sort();
  return (
    await Promise.all(tables.map(async (file) => `${file}\n${await readFile(join(dir, file), 'utf8')}`))
  ).join('');
}

const send = (line: string, headers: Headers, text = '') => sendTo(review, line, headers, text);
const own = () => ownHeaders(review);
const plus = (...more: Headers): Headers => [...own(), ...more];

/** What only a request with a body can be. */
const BODIES: { readonly [what: string]: () => readonly [Headers, string] } = {
  'a form': () => [plus(['content-type', 'application/x-www-form-urlencoded']), 'events=1'],
  'plain text': () => [plus(['content-type', 'text/plain']), body()],
  'several parts': () => [plus(['content-type', 'multipart/form-data; boundary=x']), body()],
  'no type': () => [plus(), body()],
  'an empty type': () => [plus(['content-type', '']), body()],
  'almost JSON': () => [plus(['content-type', 'text/json']), body()],
  'JSON of another kind': () => [plus(['content-type', 'application/json-patch+json']), body()],
  'JSON after a form': () => [plus(['content-type', 'text/plain, application/json']), body()],
};

const body = () =>
  JSON.stringify({
    ...{
      early: true,
      kind: 'unmask',
      id: crypto.randomUUID(),
      item: real.item,
      at: '2026-11-24T10:00:00.000Z',
    },
    events: [{ kind: 'skip', id: crypto.randomUUID(), item: real.item, at: '2026-11-24T10:00:00.000Z' }],
  });
const sized = (text: string): Headers => [['content-length', String(Buffer.byteLength(text))]];
const json: Headers = [['content-type', 'application/json']];

const app = createApp({
  token: 't',
  host: 'h',
  openDesk: () => Promise.reject(new Error('not used')),
  after: {} as Parameters<typeof createApp>[0]['after'],
  file: async () => undefined,
  failed: () => {},
});
const ROUTES = [
  ...new Map(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => [`${method} ${path}`, { method, path }] as const),
  ),
];

test('the app has the routes that this file expects at least', () => {
  expect(ROUTES.length).toBeGreaterThanOrEqual(12);
  expect(Object.keys(forgeries(review, other)).length + Object.keys(BODIES).length).toBeGreaterThan(70);
  expect(ROUTES.map(([name]) => name)).toContain('POST /api/events');
  expect(before).toContain('canary-text-0');
});

test('what is right in all is answered, so that a refusal is one', async () => {
  const { status, text } = await send('GET /api/session', own());
  expect(status).toBe(200);
  expect(text).toContain('canary');
});

function expectRefused(what: string, { status, text }: { status: number; text: string }): void {
  expect(`${what}: ${status}`).toMatch(/: 4\d\d$/);
  expect(text, what).not.toContain('canary');
  for (const id of Object.values(real).slice(0, 3)) expect(text, what).not.toContain(id);
  expect(text.toLowerCase(), what).not.toContain('access-control-allow');
}

describe.each(ROUTES)('%s', (_name, { method, path }) => {
  const address = () => path.replace(':id', path.includes('blocks') ? real.block : real.output);

  test('is closed to every forgery', async () => {
    for (const [what, headers] of Object.entries(forgeries(review, other))) {
      const text = method === 'POST' ? body() : '';
      const all = method === 'POST' ? [...headers(), ...json, ...sized(text)] : headers();
      expectRefused(what, await send(`${method} ${address()}`, all, text));
    }
    for (const query of [`?token=${review.token}`, `?x-fieldtest-token=${review.token}`])
      expectRefused(query, await send(`${method} ${address()}${query}`, [['host', review.host]]));
    const elsewhere = `http://evil.example${address()}`;
    expectRefused(elsewhere, await send(`${method} ${elsewhere}`, [['host', review.host]]));
  });

  test('knows no other method', async () => {
    for (const one of [
      'OPTIONS',
      'PUT',
      'DELETE',
      'PATCH',
      'TRACE',
      'PROPFIND',
      'QUERY',
      'HEAD',
      'get',
      'X',
    ]) {
      const preflight = plus(['origin', `http://${review.host}`], ['access-control-request-method', 'POST']);
      expectRefused(one, await send(`${one} ${address()}`, preflight));
    }
  });

  test.runIf(method === 'POST')('takes JSON alone, and no more than it can hold', async () => {
    for (const [what, make] of Object.entries(BODIES)) {
      const [headers, text] = make();
      expectRefused(what, await send(`POST ${address()}`, [...headers, ...sized(text)], text));
    }
    const large: Headers = [...plus(), ...json, ['content-length', '4194305']];
    expectRefused('too large', await send(`POST ${address()}`, large, 'x'.repeat(4_194_305)));
    const chunked: Headers = [...plus(), ...json, ['transfer-encoding', 'chunked']];
    const chunk = `${body().length.toString(16)}\r\n${body()}\r\n0\r\n\r\n`;
    expectRefused('chunks', await send(`POST ${address()}`, chunked, chunk));
    for (const length of ['-1', '1e3', 'x', '99999999999999999999'])
      expectRefused(
        length,
        await send(`POST ${address()}`, [...plus(), ...json, ['content-length', length]], body()),
      );
  });
});

describe('a body with the right token that is not what the page sends', () => {
  const post = async (path: string, text: string) =>
    await send(`POST ${path}`, [...own(), ...json, ...sized(text)], text);
  const events = (...list: readonly unknown[]) => JSON.stringify({ events: list });
  const facts = () => ({ id: crypto.randomUUID(), at: '2026-11-24T10:00:00.000Z', item: real.item });

  test.each([
    ['nothing', ''],
    ['half of it', '{"events":['],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1'],
    ['events that are no list', '{"events":{"length":1}}'],
    [
      'a list in a list a hundred thousand deep',
      `{"events":${'['.repeat(100_000)}${']'.repeat(100_000)},"x":1}`,
    ],
    ['objects a hundred thousand deep', `{"events":[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]}`],
    ['__proto__ as the list', '{"__proto__":{"events":[]}}'],
    ['__proto__ as an event', '{"events":[{"__proto__":{"kind":"skip"}}]}'],
    ['bytes that are no UTF-8', '{"events":["\u00ff\ud800"]}'],
  ])('%s is refused by every door, and stores nothing', async (_what, text) => {
    for (const path of ['/api/events', '/api/unmask']) {
      const answer = await post(path, text);
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toContain('canary');
      if (answer.status === 200) expect(answer.text).toContain('"stored":[]');
    }
    const reveal = await post('/api/reveal', text);
    expect(reveal.status).toBe(409);
    expect(({} as Record<string, unknown>).kind).toBeUndefined();
  });

  test('an event about an item of another rater is refused, in every kind', async () => {
    const item = real.foreign;
    const answer = { rating: 3, acceptable: true };
    const sent = [
      { ...facts(), item, kind: 'answer', answer, activeMs: 1, position: 1 },
      { ...facts(), item, kind: 'skip' },
      { ...facts(), item, kind: 'flag', on: true },
      { ...facts(), item, kind: 'unmask' },
      { ...facts(), item, kind: 'undo', target: crypto.randomUUID() },
    ];
    const { text } = await post('/api/events', events(...sent));
    expect(text).toContain('"stored":[]');
    expect(text.match(/never asked for/g)).toHaveLength(5);
    expect((await post('/api/unmask', JSON.stringify(sent[3]))).status).toBe(404);
  });

  test('ten thousand events at once are answered one by one, in seconds', async () => {
    const many = Array.from({ length: 10_000 }, () => ({ ...facts(), item: 'f'.repeat(32), kind: 'skip' }));
    const { status, text } = await post('/api/events', events(...many));
    expect(status).toBe(200);
    expect(text.match(/never asked for/g)).toHaveLength(10_000);
  });
});

test('after all of it nothing is stored, nothing is revealed, and the page is still served', async () => {
  expect(await everything()).toBe(before);
  expect((await ask(review, 'GET', '/api/reveal')).text).toContain('"revealed":false');
  expect((await ask(review, 'GET', '/api/session')).status).toBe(200);
});

test('an id that another event has is no way to see a name without a note of it', async () => {
  const event = { id: crypto.randomUUID(), at: '2026-11-24T10:00:00.000Z', item: real.item };
  await ask(review, 'POST', '/api/events', { events: [{ ...event, kind: 'flag', on: true }] });
  expect((await ask(review, 'POST', '/api/unmask', { ...event, kind: 'unmask' })).status).toBe(404);
});

test('ten thousand good events at once are all stored, once', async () => {
  const at = '2026-11-24T10:00:00.000Z';
  const events = Array.from({ length: 10_000 }, (_, i) => ({
    ...{ id: crypto.randomUUID(), at, item: real.item, kind: 'flag', on: i % 2 === 0 },
  }));
  const { status, text } = await ask(review, 'POST', '/api/events', { events });
  expect(status).toBe(200);
  expect(JSON.parse(text).stored).toHaveLength(10_000);
});
