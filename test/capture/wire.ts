/** Bytes as they are on the wire: an upstream that plays them and keeps what it got, and a client that does the same. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { FromProxy } from '../../src/capture/messages.ts';
import { createProxyServer } from '../../src/capture/proxy-server.ts';
import { callPaths } from '../../src/importers/calls/read-call.ts';

export interface Upstream extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** What came on each connection. */
  readonly heard: readonly Buffer[];
  /** How each connection ended: by the other side, or not yet. */
  readonly gone: readonly boolean[];
}

/** Plays `play` once the head of a request, and as much of its body as its length says, is there. */
export async function rawUpstream(
  play: (socket: Socket, request: Buffer) => unknown,
  { body = true }: { readonly body?: boolean } = {},
): Promise<Upstream> {
  const heard: Buffer[] = [];
  const gone: boolean[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const at = heard.push(Buffer.alloc(0)) - 1;
    gone[at] = false;
    sockets.add(socket);
    socket.setNoDelay();
    let answered = 0;
    socket.on('data', (chunk) => {
      heard[at] = Buffer.concat([heard[at]!, chunk]);
      const request = heard[at]!.subarray(answered);
      if (body ? !isWhole(request) : !request.includes('\r\n\r\n')) return;
      answered = heard[at]!.length;
      play(socket, request);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      gone[at] = true;
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    heard,
    gone,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface TestProxy extends AsyncDisposable {
  readonly port: number;
  readonly told: readonly FromProxy[];
}

/** The proxy without its thread. */
export async function startTestProxy(upstream: string): Promise<TestProxy> {
  const told: FromProxy[] = [];
  const to = { origin: upstream, base: '/v1' };
  const proxy = createProxyServer(
    { port: 0, upstreams: { openai: to, anthropic: to }, recorded: callPaths },
    (message) => void told.push(message),
  );
  await once(proxy.server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (proxy.server.address() as AddressInfo).port,
    told,
    async [Symbol.asyncDispose]() {
      proxy.hear({ kind: 'close' });
      proxy.server.closeAllConnections();
    },
  };
}

export interface Heard {
  readonly bytes: Buffer;
  /** When each piece came, in ms since the request was sent. */
  readonly pieces: readonly { readonly at: number; readonly text: string }[];
}

/** Sends bytes and takes all that comes until the other side ends, or until it is whole. */
export async function exchange(port: number, request: string | Buffer): Promise<Heard> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const started = performance.now();
  const pieces: { at: number; text: string }[] = [];
  let bytes = Buffer.alloc(0);
  socket.write(request);
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      pieces.push({ at: performance.now() - started, text: chunk.toString('latin1') });
      if (isWhole(bytes)) resolve();
    });
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
  });
  socket.destroy();
  return { bytes, pieces };
}

/** Start line, headers in their order and case, and the body without its chunks. */
export interface Parsed {
  readonly start: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** Whether its end came. */
  readonly whole: boolean;
}

const OF_THE_CONNECTION = /^(connection|keep-alive|transfer-encoding|host):/i;

/** Without what is about one connection alone. */
export function parsed(bytes: Buffer): Parsed {
  const end = bytes.indexOf('\r\n\r\n');
  const [start = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const chunked = lines.some((line) => /^transfer-encoding:.*chunked/i.test(line));
  const rest = bytes.subarray(end + 4);
  const body = chunked ? dechunked(rest) : { body: rest, whole: true };
  return { start, headers: lines.filter((line) => !OF_THE_CONNECTION.test(line)), ...body };
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = bytes.subarray(0, end).toString('latin1');
  if (/^transfer-encoding:.*chunked/im.test(head)) return dechunked(bytes.subarray(end + 4)).whole;
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return bytes.length >= end + 4 + Number(length);
  return !head.startsWith('HTTP/');
}

function dechunked(bytes: Buffer): { readonly body: Buffer; readonly whole: boolean } {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return { body: Buffer.concat(parts), whole: false };
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    if (size === 0) return { body: Buffer.concat(parts), whole: true };
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
    if (at > bytes.length) return { body: Buffer.concat(parts), whole: false };
  }
}
