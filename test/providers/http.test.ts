/** An HTTP endpoint of the user's own as a candidate. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { HttpTarget } from '../../src/core/candidate.ts';
import { httpProvider } from '../../src/providers/http.ts';
import { closedAddress, json, type LoopbackStep, startLoopback } from '../fixtures/loopback-provider.ts';
import { ask, candidateOf, contextOf } from '../fixtures/providers/ask.ts';

const endpoint = (url: string, more: Partial<HttpTarget> = {}): HttpTarget => ({
  kind: 'http',
  url,
  method: 'POST',
  headers: {},
  ...more,
});

/** One call to an endpoint that plays one reply, with the number of requests it took. */
async function call(step: LoopbackStep, more: Partial<HttpTarget> = {}) {
  await using server = await startLoopback([step]);
  const result = await ask(endpoint(server.url, { output: '$.answer', ...more }), 'Why?');
  expect(server.requests).toHaveLength(1);
  return { result, request: server.requests[0]! };
}

describe('the request', () => {
  test('fills the texts of my body, and gives a lone placeholder its value as it is', async () => {
    await using server = await startLoopback(() => json({ answer: 'ok' }));
    const body = { q: 'Say: {{input}}', all: '{{messages}}', options: [{ n: 1, deep: '{{input}}' }] };
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Why "so"?\n' },
    ] as const;
    await ask(endpoint(server.url, { body, output: 'answer' }), messages);
    expect(server.requests[0]!.json).toEqual({
      q: 'Say: Why "so"?\n',
      all: messages,
      options: [{ n: 1, deep: 'Why "so"?\n' }],
    });
    expect(server.requests[0]!.headers['content-type']).toBe('application/json');
  });

  test('without a body carries the input', async () => {
    const { request } = await call(json({ answer: 'ok' }));
    expect(request.json).toEqual({ input: 'Why?' });
  });

  test('takes its key from the environment and from nowhere else', async () => {
    await using server = await startLoopback(() => json({ answer: 'ok' }));
    const target = endpoint(server.url, {
      headers: { Authorization: 'Bearer {{env.MY_KEY}}' },
      output: '$.answer',
    });
    await ask(target, 'Why?', { context: contextOf('.', { MY_KEY: 'k-1' }) });
    expect(server.requests[0]!.headers.authorization).toBe('Bearer k-1');
    const opening = httpProvider.open(candidateOf(target), contextOf('.'));
    await expect(opening).rejects.toMatchObject({ code: 'key', message: expect.stringContaining('MY_KEY') });
    const careless = endpoint(server.url, { headers: { 'x-q': '{{input}}' } });
    await expect(httpProvider.open(candidateOf(careless), contextOf('.'))).rejects.toMatchObject({
      code: 'config',
    });
  });

  test('never shows a key that cannot be sent, nor one in an address', async () => {
    const target = endpoint('http://127.0.0.1:1', { headers: { 'x-key': '{{env.MY_KEY}}' } });
    const opening = httpProvider.open(candidateOf(target), contextOf('.', { MY_KEY: 'canary\nsecond line' }));
    await expect(opening).rejects.toMatchObject({
      code: 'config',
      message: expect.not.stringContaining('canary'),
    });
    const withUser = httpProvider.open(candidateOf(endpoint('http://me:canary@127.0.0.1:1')), contextOf('.'));
    await expect(withUser).rejects.toMatchObject({
      code: 'config',
      message: expect.not.stringContaining('canary'),
    });
  });

  test('carries the input in its address, URL-encoded, where the config puts it there', async () => {
    await using server = await startLoopback(() => json({ answer: 'ok' }));
    const url = `${server.url}/ask/{{topic}}?q={{ input }}&key={{env.MY_KEY}}`;
    const input = { topic: '../a b', input: 'Why & how? ü\n{{env.MY_KEY}}' };
    await ask(endpoint(url, { method: 'GET' }), input, { context: contextOf('.', { MY_KEY: 'k/1' }) });
    const sent = new URL(server.requests[0]!.path, server.url);
    expect(sent.pathname).toBe('/ask/..%2Fa%20b');
    expect(Object.fromEntries(sent.searchParams)).toEqual({ q: input.input, key: 'k/1' });
    const up = await ask(endpoint(`${server.url}/ask/{{topic}}`), { topic: '..' });
    expect(up).toMatchObject({ next: 'final', failure: { code: 'unsupported-input' } });
    expect(server.requests).toHaveLength(1);
  });

  test('with a variable that the example lacks is not sent', async () => {
    await using server = await startLoopback([]);
    const result = await ask(endpoint(server.url, { body: { q: '{{customer}}' } }), 'Why?');
    expect(result).toMatchObject({ next: 'stop', failure: { code: 'template' } });
    expect(server.requests).toHaveLength(0);
  });

  test('to something that is no address is refused before any call', async () => {
    const opening = httpProvider.open(candidateOf(endpoint('localhost:3000')), contextOf('.'));
    await expect(opening).rejects.toMatchObject({ code: 'config' });
  });
});

describe('the answer', () => {
  test.each([
    ['$.choices[0].text', { choices: [{ text: 'deep' }] }, 'deep'],
    ['$["the answer"]', { 'the answer': 'quoted' }, 'quoted'],
    ['$', 'a bare text', 'a bare text'],
    ['$.items', { items: [{ a: 1 }] }, '[{"a":1}]'],
    ['$.n', { n: 0 }, '0'],
  ])('stands at %s', async (output, body, text) => {
    const { result } = await call(json(body), { output });
    expect(result).toMatchObject({ kind: 'answer', status: 'ok', text });
  });

  test('that is null is empty', async () => {
    const { result } = await call(json({ answer: null }));
    expect(result).toMatchObject({ kind: 'answer', status: 'empty', text: '' });
  });

  test('without the path is a failure that says what came instead', async () => {
    const { result } = await call(json({ result: 'x' }));
    expect(result).toMatchObject({ next: 'final', failure: { code: 'no-answer' } });
    expect(JSON.stringify(result)).toContain('result');
  });

  test('is the whole body when no path is given', async () => {
    await using server = await startLoopback([{ body: 'plain text\n' }]);
    expect(await ask(endpoint(server.url), 'Why?')).toMatchObject({ text: 'plain text\n' });
  });

  test.each<[string, LoopbackStep, string]>([
    ['no JSON', { body: '<html>busy</html>' }, 'bad-response'],
    ['bytes that are not UTF-8', { body: new Uint8Array([0x22, 0xff, 0x22]) }, 'invalid-utf8'],
    ['a cut body', { body: '{"answer": "ha', ending: 'cut' }, 'network'],
    ['a reset connection', { body: '{"answer": "ha', ending: 'reset' }, 'network'],
  ])('that is %s may be asked for again', async (_name, step, code) => {
    const { result } = await call(step);
    expect(result).toMatchObject({ kind: 'failure', next: 'retry', failure: { code } });
  });

  test('that would fill the memory is refused, also when it comes compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(200_000);
    const { result } = await call({ headers: { 'content-encoding': 'gzip' }, body: bomb });
    expect(result).toMatchObject({ next: 'final', failure: { code: 'too-large' } });
  });
});

describe('an endpoint that', () => {
  test('is not there may be tried again', async () => {
    const result = await ask(endpoint(await closedAddress()), 'Why?');
    expect(result).toMatchObject({ next: 'retry', failure: { code: 'connect' } });
  });

  test('has a port that fetch may not use stops the candidate', async () => {
    const result = await ask(endpoint('http://127.0.0.1:6666'), 'Why?');
    expect(result).toMatchObject({ next: 'stop', failure: { code: 'bad-port' }, hint: expect.any(String) });
  });

  test('redirects is not followed, and nothing reaches the other address', async () => {
    await using other = await startLoopback([]);
    const { result } = await call({ status: 307, headers: { location: `${other.url}/x` } });
    expect(result).toMatchObject({ next: 'stop', failure: { code: 'redirect', httpStatus: 307 } });
    expect(other.requests).toHaveLength(0);
  });

  test.each([
    [429, 'retry', 'rate-limit'],
    [500, 'retry', 'http-500'],
    [401, 'stop', 'auth'],
    [404, 'stop', 'not-found'],
    [402, 'stop', 'quota'],
  ])('answers %i is to be handled by: %s', async (status, next, code) => {
    const { result } = await call(json({ error: 'said' }, { status }));
    expect(result).toMatchObject({ next, failure: { code, httpStatus: status } });
    expect(JSON.stringify(result)).toContain('said');
  });
});
