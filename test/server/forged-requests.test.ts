/** Any page in the rater's browser may send requests to the local server: it answers its own page alone. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';

let review: Review;
beforeAll(async () => {
  review = await startReview(await projectWithOutputs({ output: (i, c) => `canary-text-${i}-${c}` }));
});
afterAll(async () => await review[Symbol.asyncDispose]());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
}

/** As a forger sends it: fetch would forbid most of these headers. */
function send(
  method: string,
  path: string,
  headers: { readonly [name: string]: string },
  body = '',
): Promise<Answer> {
  const { hostname, port } = new URL(review.link);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers, setHost: !('host' in headers) },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const own = () => ({ 'x-fieldtest-token': review.token });
const json = { 'content-type': 'application/json' };

const FORGERIES: readonly (readonly [string, () => { readonly [name: string]: string }])[] = [
  ['no token', () => ({ ...json })],
  ['an empty token', () => ({ ...json, 'x-fieldtest-token': '' })],
  ['half a token', () => ({ ...json, 'x-fieldtest-token': review.token.slice(0, 32) })],
  ['a longer token', () => ({ ...json, 'x-fieldtest-token': `${review.token}0` })],
  ['another token', () => ({ ...json, 'x-fieldtest-token': '0'.repeat(64) })],
  ['the token as a cookie', () => ({ ...json, cookie: `x-fieldtest-token=${review.token}` })],
  ['the token as a bearer', () => ({ ...json, authorization: `Bearer ${review.token}` })],
  ['a rebound host', () => ({ ...json, ...own(), host: 'evil.example' })],
  [
    'a rebound host with our port',
    () => ({ ...json, ...own(), host: `evil.example:${new URL(review.link).port}` }),
  ],
  ['localhost as host', () => ({ ...json, ...own(), host: `localhost:${new URL(review.link).port}` })],
  ['our host without port', () => ({ ...json, ...own(), host: '127.0.0.1' })],
  ['a foreign origin', () => ({ ...json, ...own(), origin: 'https://evil.example' })],
  ['the origin null', () => ({ ...json, ...own(), origin: 'null' })],
  ['our origin by https', () => ({ ...json, ...own(), origin: `https://${review.host}` })],
  ['another port as origin', () => ({ ...json, ...own(), origin: 'http://127.0.0.1:1' })],
  ['a cross-site fetch', () => ({ ...json, ...own(), 'sec-fetch-site': 'cross-site' })],
  ['a same-site fetch', () => ({ ...json, ...own(), 'sec-fetch-site': 'same-site' })],
];

const TARGETS: readonly (readonly [string, string])[] = [
  ['GET', '/api/session'],
  ['GET', '/api/decision'],
  ['GET', '/api/outputs'],
  ['GET', '/api/examples'],
  ['POST', '/api/reveal'],
  ['GET', '/api/blocks/00000000000000000000000000000000'],
  ['POST', '/api/events'],
  ['POST', '/api/unmask'],
];

describe.each(TARGETS)('%s %s', (method, path) => {
  test.each(FORGERIES)('is refused with %s', async (_what, headers) => {
    const answer = await send(method, path, headers(), method === 'POST' ? '{"events":[]}' : '');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).not.toContain('canary');
    expect(answer.body).not.toContain('question');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

test.each([
  ['a form', 'application/x-www-form-urlencoded'],
  ['plain text, as a simple request', 'text/plain'],
  ['a multipart form', 'multipart/form-data'],
])('what is sent as %s changes nothing', async (_what, type) => {
  const answer = await send('POST', '/api/events', { ...own(), 'content-type': type }, '{"events":[]}');
  expect(answer.status).toBe(415);
});

test.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE'])('%s is no method here', async (method) => {
  const answer = await send(method, '/api/events', { ...own(), origin: `http://${review.host}` });
  expect(answer.status).toBeGreaterThanOrEqual(400);
});

test.each([
  '/../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/assets/../../package.json',
  '/fieldtest.yaml',
  '/.fieldtest/fieldtest.db',
])('no address becomes a file of the disk: %s', async (path) =>
  expect((await send('GET', path, {})).status).toBe(404),
);

test('its own page is answered, with a policy that lets nothing else in', async () => {
  const answer = await send('GET', '/api/session', own());
  expect(answer).toMatchObject({ status: 200 });
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});

test('after all of it nothing is stored', async () => {
  expect(await review.project.json('status')).toMatchObject({ ratings: { done: 0 } });
});

describe('what the page sends is checked', () => {
  const session = async () =>
    JSON.parse((await send('GET', '/api/session', own())).body) as { items: { id: string }[] };
  const at = '2026-11-24T10:00:00.000Z';
  const id = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
  test.each([
    ['a rating off the scale', { kind: 'answer', answer: { rating: 6 }, activeMs: 1, position: 1 }],
    ['a rating of nothing', { kind: 'answer', answer: {}, activeMs: 1, position: 1 }],
    ['an undo of nothing', { kind: 'undo', target: id }],
    ['a kind nobody knows', { kind: 'reveal' }],
    ['extra keys', { kind: 'skip', candidate: 'alpha' }],
    ['an item of another round', { kind: 'skip', item: 'f'.repeat(32) }],
  ])('%s is refused, and named', async (_what, event) => {
    const { items } = await session();
    const body = JSON.stringify({ events: [{ id, at, item: items[0]!.id, ...event }] });
    const answer = await send(
      'POST',
      '/api/events',
      { ...own(), ...json, 'content-length': String(Buffer.byteLength(body)) },
      body,
    );
    expect(JSON.parse(answer.body)).toMatchObject({ stored: [], refused: [{ id }] });
  });
});
