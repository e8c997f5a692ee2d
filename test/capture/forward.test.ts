/** What passes through is what was sent, byte for byte, in both directions, as it comes. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chunk, head, json, LINES, PATIENT, reply, request } from './http-words.ts';
import { exchange, parsed, rawUpstream, startTestProxy } from './wire.ts';

const zipped = gzipSync('{"choices":[{"message":{"content":"hello"}}]}');
const event = 'data: {"choices":[{"delta":{"content":"h\u00e9llo \u{1f600}"}}]}\n\n';
const odd = Buffer.from(event.repeat(3));

const ANSWERS: { readonly [what: string]: readonly (string | Buffer)[] } = {
  'a gzip answer': [
    head(
      '200 OK',
      'Content-Type: application/json',
      'Content-Encoding: gzip',
      `Content-Length: ${zipped.length}`,
    ),
    zipped,
  ],
  'headers of its own case, order and number': [
    head(
      '200 Very Fine',
      'X-Request-ID: 7',
      'Set-Cookie: a=1',
      'set-cookie: b=2',
      'DATE: today',
      'Content-Length: 2',
    ),
    '{}',
  ],
  'an answer without a date': [head('200 OK', 'Content-Length: 2'), '{}'],
  'a stream of events that is cut inside of characters': [
    head('200 OK', 'content-type: text/event-stream; charset=utf-8', 'transfer-encoding: chunked'),
    chunk(odd.subarray(0, 37)),
    chunk(odd.subarray(37, 38)),
    Buffer.concat([chunk(odd.subarray(38, 90)), chunk(odd.subarray(90))]),
    '0\r\n\r\n',
  ],
  'an error of the provider': [
    head(
      '500 Internal Server Error',
      'content-type: application/json',
      'x-should-retry: true',
      'content-length: 11',
    ),
    '{"error":1}',
  ],
  'a limit': [head('429 Too Many Requests', 'retry-after: 7', 'content-length: 0')],
  'a redirect, which nobody follows': [
    head('307 Temporary Redirect', 'Location: https://elsewhere.example/v1/x', 'Content-Length: 0'),
  ],
  'no content': [head('204 No Content', 'X-Left: 3', 'Content-Length: 0')],
  'bytes that are no text': [
    head('200 OK', 'Content-Length: 256'),
    Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  ],
};

describe.each(Object.entries(ANSWERS))('%s', (_what, pieces) => {
  test('comes as it came', async () => {
    await using upstream = await rawUpstream(reply(...pieces));
    await using proxy = await startTestProxy(upstream.url);
    const body = '{"messages":[]}';
    const ask = (host: string) => request('POST /v1/chat/completions', { lines: json(body), body, host });
    const direct = parsed((await exchange(upstream.port, ask(`127.0.0.1:${upstream.port}`))).bytes);
    const through = parsed((await exchange(proxy.port, ask(`127.0.0.1:${proxy.port}`))).bytes);
    expect(direct.whole).toBe(true);
    expect(through).toEqual(direct);
    // Nor did the provider see a difference.
    const [seenDirect, seenThrough] = upstream.heard.map(parsed);
    expect(seenThrough).toEqual(seenDirect);
    expect(upstream.heard[1]!.toString('latin1')).toContain(`Host: 127.0.0.1:${upstream.port}\r\n`);
  });
});

test.each([
  ['GET /v1/models?after=a%2Fb&x=%C3%A9', {}],
  ['DELETE /v1/files/file-1', {}],
  ['POST /v1/responses/r/cancel', { lines: [...LINES, 'Content-Length: 0'] }],
  ['POST /v1/anything//..//?', { lines: json('x'), body: 'x' }],
  [
    'POST /v1/chat/completions',
    { lines: json(Buffer.from([0, 255, 254])), body: Buffer.from([0, 255, 254]) },
  ],
])('%s goes on as it was sent', async (line, more) => {
  await using upstream = await rawUpstream(reply(head('200 OK', 'content-length: 2'), 'ok'));
  await using proxy = await startTestProxy(upstream.url);
  await exchange(upstream.port, request(line, { host: `127.0.0.1:${upstream.port}`, ...more }));
  await exchange(proxy.port, request(line, { host: `127.0.0.1:${proxy.port}`, ...more }));
  const [direct, through] = upstream.heard.map(parsed);
  expect(through).toEqual(direct);
});

test('a body of 1 MB in chunks goes on before it has ended, and whole', async () => {
  await using upstream = await rawUpstream(reply(head('200 OK', 'content-length: 2'), 'ok'));
  await using proxy = await startTestProxy(upstream.url);
  const body = randomBytes(1_000_000);
  const socket = connect(proxy.port, '127.0.0.1');
  socket.on('error', () => {});
  const lines = ['Transfer-Encoding: chunked', 'Content-Type: application/octet-stream'];
  socket.write(request('POST /v1/files', { lines, host: `127.0.0.1:${proxy.port}` }));
  socket.write(chunk(body.subarray(0, 500_000)));
  await expect.poll(() => upstream.heard[0]?.length ?? 0, PATIENT).toBeGreaterThan(500_000);
  socket.write(chunk(body.subarray(500_000)));
  socket.write('0\r\n\r\n');
  await expect.poll(() => parsed(upstream.heard[0]!).whole, PATIENT).toBe(true);
  expect(parsed(upstream.heard[0]!).body.equals(body)).toBe(true);
  socket.destroy();
});

test('each event is passed on when it comes, and the head before any of them', async () => {
  const pieces = [
    head('200 OK', 'content-type: text/event-stream', 'transfer-encoding: chunked'),
    '',
    '',
    '',
  ];
  await using upstream = await rawUpstream(async (socket) => {
    socket.write(pieces[0]!);
    for (const name of ['one', 'two']) {
      await sleep(150);
      socket.write(chunk(`data: ${name}\n\n`));
    }
    await sleep(150);
    socket.write('0\r\n\r\n');
  });
  await using proxy = await startTestProxy(upstream.url);
  const { pieces: came } = await exchange(
    proxy.port,
    request('POST /v1/chat/completions', { lines: json('{}'), body: '{}', host: `127.0.0.1:${proxy.port}` }),
  );
  const when = (text: string) => came.find((piece) => piece.text.includes(text))!.at;
  expect(when('one') - when('HTTP/1.1 200')).toBeGreaterThan(100);
  expect(when('two') - when('one')).toBeGreaterThan(100);
});

test('connections to the provider are used again', async () => {
  await using upstream = await rawUpstream(reply(head('200 OK', 'content-length: 2'), 'ok'));
  await using proxy = await startTestProxy(upstream.url);
  for (let i = 0; i < 5; i++)
    expect(await (await fetch(`http://127.0.0.1:${proxy.port}/v1/models`)).text()).toBe('ok');
  expect(upstream.heard).toHaveLength(1);
});

test('what is longer than is held to be recorded passes all the same', async () => {
  const body = randomBytes(9 * 1024 * 1024);
  await using upstream = await rawUpstream((socket) => {
    socket.write(head('200 OK', `content-length: ${body.length}`));
    socket.write(body);
  });
  await using proxy = await startTestProxy(upstream.url);
  const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, {
    method: 'POST',
    body: '{}',
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
  await expect
    .poll(() => proxy.told, PATIENT)
    .toMatchObject([{ kind: 'failed', reason: expect.stringMatching(/longer than 8 MB/) }]);
});
