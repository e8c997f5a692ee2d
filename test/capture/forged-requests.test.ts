/** Any page in a browser of this machine may send requests here: none is passed on, none is recorded, whatever it asks. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Loopback, startLoopback } from '../fixtures/loopback-provider.ts';
import { startTestProxy, type TestProxy } from './wire.ts';

let provider: Loopback;
let proxy: TestProxy;
beforeAll(async () => {
  provider = await startLoopback({ body: 'canary', headers: { 'access-control-allow-origin': '*' } });
  proxy = await startTestProxy(provider.url);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

/** Bytes as they are written here: no client stands between that would refuse or mend them. */
function send(line: string, headers: readonly string[], body = ''): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(proxy.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => (text += part));
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
    const length = `content-length: ${Buffer.byteLength(body)}`;
    socket.write(
      `${[`${line} HTTP/1.1`, ...headers, length, 'connection: close'].join('\r\n')}\r\n\r\n${body}`,
    );
  });
}

const own = (): string => `host: 127.0.0.1:${proxy.port}`;

const FORGERIES: { readonly [what: string]: () => readonly string[] } = {
  'a rebound name': () => ['host: evil.example'],
  'a rebound name with our port': () => [`host: evil.example:${proxy.port}`],
  'our host without its port': () => ['host: 127.0.0.1'],
  'our host with another port': () => ['host: 127.0.0.1:1'],
  'localhost without a port': () => ['host: localhost'],
  'a name that resolves to us': () => [`host: 127.0.0.1.nip.io:${proxy.port}`],
  'localhost with a dot': () => [`host: localhost.:${proxy.port}`],
  'a name below localhost': () => [`host: evil.localhost:${proxy.port}`],
  'the address of everything': () => [`host: 0.0.0.0:${proxy.port}`],
  'a short address': () => [`host: 127.1:${proxy.port}`],
  'a number as address': () => [`host: 2130706433:${proxy.port}`],
  'our host in capitals': () => [`host: LOCALHOST:${proxy.port}`],
  'our host after a user': () => [`host: evil@127.0.0.1:${proxy.port}`],
  'our host with a path': () => [`host: 127.0.0.1:${proxy.port}/x`],
  'an empty host': () => ['host: '],
  'no host': () => [],
  'two hosts': () => ['host: evil.example', own()],
  'our host as forwarded': () => ['host: evil.example', `x-forwarded-host: 127.0.0.1:${proxy.port}`],
  'a foreign origin': () => [own(), 'origin: https://evil.example'],
  'our own address as origin': () => [own(), `origin: http://127.0.0.1:${proxy.port}`],
  'the origin null': () => [own(), 'origin: null'],
  'an empty origin': () => [own(), 'origin: '],
  'a cross-site fetch': () => [own(), 'sec-fetch-site: cross-site'],
  'a same-site fetch': () => [own(), 'sec-fetch-site: same-site'],
  'a same-origin fetch': () => [own(), 'sec-fetch-site: same-origin'],
};

const TARGETS = [
  'POST /v1/chat/completions',
  'POST /v1/messages',
  'POST /v1/traces',
  'GET /v1/models',
  'OPTIONS /v1/chat/completions',
  'POST /openai/v1/responses',
  'GET /',
  'GET /elsewhere',
];

describe.each(Object.entries(FORGERIES))('with %s', (_what, headers) => {
  test.each(TARGETS)('%s is refused', async (line) => {
    const answer = await send(line, ['content-type: application/json', ...headers()], '{}');
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(/canary|access-control/i);
  });
});

test.each([
  'GET http://evil.example/v1/models',
  'GET http://127.0.0.1:1/v1/models',
  'GET https://api.openai.com/v1/models',
  'OPTIONS *',
  'GET //evil.example/v1/models',
  'GET /v2/models',
  'GET /v1',
  'GET /v1beta/models',
  'GET /evil/v1/models',
  'POST /v1/metrics',
  'POST /v1/logs',
])('%s leads nowhere', async (line) => {
  expect(await send(line, [own()])).toMatch(/^HTTP\/1\.1 4\d\d /);
});

test('a connection to elsewhere is not made', async () => {
  expect(await send('CONNECT evil.example:443', [own()])).not.toMatch(/^HTTP\/1\.1 2/);
});

test('a web socket is not opened', async () => {
  const upgrade = ['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'];
  expect(await send('GET /v1/realtime', [own(), ...upgrade])).toMatch(/^HTTP\/1\.1 501 /);
});

test('after all of it the provider was asked nothing, and nothing is recorded', () => {
  expect(provider.requests).toEqual([]);
  expect(proxy.told).toEqual([]);
});

test.each(['127.0.0.1', 'localhost', '[::1]'])('a program that calls us %s is answered', async (name) => {
  expect(await send('GET /v1/models', [`host: ${name}:${proxy.port}`])).toMatch(/^HTTP\/1\.1 200 /);
});
