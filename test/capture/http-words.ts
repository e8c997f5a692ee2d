/** The words of HTTP, as tests write them. */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A busy machine must not fail what is right. */
export const PATIENT = { timeout: 20_000 };

export const LINES = [
  'Authorization: Bearer sk-canary-abcdefghijkl',
  'X-Twice: one',
  'x-TWICE: two',
  'Cookie: a=b; c="d"',
  'Accept-Encoding: gzip, br',
  'User-Agent: OpenAI/Python 2.1',
  'X-Latin: caf\xe9',
];

interface Sent {
  readonly lines?: readonly string[];
  readonly body?: string | Buffer;
  readonly host?: string;
}

/** Its bytes, with headers that clients send. */
export function request(line: string, { lines = LINES, body = '', host = '127.0.0.1' }: Sent = {}): Buffer {
  return Buffer.concat([
    Buffer.from(`${line} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
}

/** The headers of a JSON body. */
export const json = (body: string | Buffer): readonly string[] => [
  ...LINES,
  'Content-Type: application/json',
  `Content-Length: ${Buffer.byteLength(body)}`,
];

/** Pieces are written apart from each other, wherever they are cut. */
export const reply =
  (...pieces: readonly (string | Buffer)[]) =>
  async (socket: Socket): Promise<void> => {
    for (const piece of pieces) {
      socket.write(piece);
      await sleep(15);
    }
  };

/** The head of an answer. */
export const head = (status: string, ...lines: readonly string[]): string =>
  `HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`;
/** A piece of a body in chunks. */
export const chunk = (text: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n`),
    Buffer.from(text),
    Buffer.from('\r\n'),
  ]);
