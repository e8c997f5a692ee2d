/** What breaks is seen to break, on either side, and harms no other call. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { closedAddress } from '../fixtures/loopback-provider.ts';
import { chunk, head, json, PATIENT, request } from './http-words.ts';
import { exchange, parsed, rawUpstream, startTestProxy } from './wire.ts';

test('who goes away early ends the call at the provider, and nothing is recorded of it', async () => {
  await using upstream = await rawUpstream((socket) =>
    socket.write(head('200 OK', 'content-type: text/event-stream', 'transfer-encoding: chunked')),
  );
  await using proxy = await startTestProxy(upstream.url);
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write(
    request('POST /v1/chat/completions', { lines: json('{}'), body: '{}', host: `127.0.0.1:${proxy.port}` }),
  );
  await new Promise((resolve) => socket.once('data', resolve));
  expect(upstream.gone).toEqual([false]);
  socket.destroy();
  await expect.poll(() => upstream.gone, PATIENT).toEqual([true]);
  await expect
    .poll(() => proxy.told, PATIENT)
    .toEqual([{ kind: 'unanswered', reason: 'whoever asked went away' }]);
});

test.each([
  ['FIN', (socket: Socket) => socket.end()],
  ['RST', (socket: Socket) => void setTimeout(() => socket.resetAndDestroy(), 30)],
])(
  'an answer that the provider cuts by %s is seen to be cut, after all that came of it',
  async (_how, cut) => {
    await using upstream = await rawUpstream((socket) => {
      socket.write(head('200 OK', 'content-type: text/event-stream', 'transfer-encoding: chunked'));
      socket.write(chunk('data: part of it\n\n'));
      cut(socket);
    });
    await using proxy = await startTestProxy(upstream.url);
    const { bytes } = await exchange(
      proxy.port,
      request('POST /v1/chat/completions', {
        lines: json('{}'),
        body: '{}',
        host: `127.0.0.1:${proxy.port}`,
      }),
    );
    expect(parsed(bytes)).toMatchObject({ whole: false, start: 'HTTP/1.1 200 OK' });
    expect(parsed(bytes).body.toString()).toBe('data: part of it\n\n');
    await expect
      .poll(() => proxy.told, PATIENT)
      .toEqual([{ kind: 'unanswered', reason: 'the answer broke off' }]);
  },
);

test('a provider that cannot be reached is an error that says so', async () => {
  const address = await closedAddress();
  await using proxy = await startTestProxy(address);
  const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/chat/completions`, {
    method: 'POST',
    body: '{}',
  });
  expect(answer.status).toBe(502);
  expect(await answer.json()).toEqual({
    type: 'error',
    error: {
      type: 'fieldtest_capture',
      message: `fieldtest capture: ${address} gave no answer: ECONNREFUSED`,
    },
  });
});

test('an answer that comes before the whole request is one, and the rest of the request is not wanted', async () => {
  await using upstream = await rawUpstream(
    (socket) =>
      socket.end(`${head('413 Payload Too Large', 'content-length: 8', 'connection: close')}too much`),
    { body: false },
  );
  await using proxy = await startTestProxy(upstream.url);
  const lines = ['Content-Length: 100000000', 'Content-Type: application/json'];
  const ask = request('POST /v1/chat/completions', {
    lines,
    body: '{"messages',
    host: `127.0.0.1:${proxy.port}`,
  });
  const { bytes } = await exchange(proxy.port, ask);
  expect(parsed(bytes)).toMatchObject({ start: 'HTTP/1.1 413 Payload Too Large' });
  expect(parsed(bytes).body.toString()).toBe('too much');
});

test.each([
  ['a header', 'HTTP/1.1 200 OK\r\nx-odd: a\x7fb\r\ncontent-length: 2\r\n\r\nok'],
  ['a status', 'HTTP/1.1 099 Odd\r\ncontent-length: 2\r\n\r\nok'],
  ['a phrase', 'HTTP/1.1 200 O\x7fK\r\ncontent-length: 2\r\n\r\nok'],
  ['no HTTP at all', 'hello\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok'],
])(
  'an answer with %s that no answer may have is an error, and the next call is answered',
  async (_what, bytes) => {
    let calls = 0;
    await using upstream = await rawUpstream((socket) =>
      socket.write(calls++ === 0 ? bytes : `${head('200 OK', 'content-length: 2')}ok`, 'latin1'),
    );
    await using proxy = await startTestProxy(upstream.url);
    expect((await fetch(`http://127.0.0.1:${proxy.port}/v1/models`)).status).toBe(502);
    expect(await (await fetch(`http://127.0.0.1:${proxy.port}/v1/models`)).text()).toBe('ok');
  },
);

test('a connection that the provider closed while it was idle is not used again', async () => {
  let connections = 0;
  await using upstream = await rawUpstream((socket) => {
    connections++;
    socket.write(`${head('200 OK', 'content-length: 2')}ok`);
    setTimeout(() => socket.destroy(), 560);
  });
  await using proxy = await startTestProxy(upstream.url);
  for (let i = 0; i < 3; i++) {
    expect((await fetch(`http://127.0.0.1:${proxy.port}/v1/models`)).status).toBe(200);
    // Right when it is closed, with no time to read of it.
    const until = performance.now() + 600;
    await sleep(500);
    while (performance.now() < until);
  }
  expect(connections).toBe(3);
});
