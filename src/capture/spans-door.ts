/** `POST /v1/traces` and `/v1/logs`: OTLP over HTTP. Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Memory } from './memory.ts';
import type { ReceivedRequest, SpansAnswer } from './messages.ts';
import { encodedStatus, encodedTaken } from './otlp-answer.ts';

const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MAX_DECODED_BYTES = 64 * 1024 * 1024;
const ENCODINGS: { readonly [type: string]: ReceivedRequest['encoding'] } = {
  'application/json': 'json',
  'application/x-protobuf': 'protobuf',
};

const unzip = promisify(gunzip);

/** Reads spans and answers for them. */
export async function receiveSpans(of: {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly signal: ReceivedRequest['signal'];
  readonly memory: Memory;
  /** Takes `held` over with the body. */
  readonly read: (request: ReceivedRequest, held: number) => Promise<SpansAnswer>;
}): Promise<void> {
  const { incoming, outgoing, signal, memory, read } = of;
  const type = (incoming.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const encoding = Object.hasOwn(ENCODINGS, type) ? ENCODINGS[type]! : undefined;
  const answer = (status: number, body: Uint8Array, more: { readonly [name: string]: string } = {}): void => {
    outgoing.writeHead(status, {
      'content-type': encoding === 'protobuf' ? 'application/x-protobuf' : 'application/json',
      'content-length': body.byteLength,
      ...(incoming.complete ? {} : { connection: 'close' }),
      ...more,
    });
    outgoing.end(body);
  };
  const refuse = (status: number, message: string, more?: { readonly [name: string]: string }): void =>
    answer(status, encodedStatus(encoding ?? 'json', message), more);

  if (incoming.method !== 'POST') return refuse(405, 'spans are sent by POST', { allow: 'POST' });
  if (encoding === undefined) return refuse(415, 'spans are application/json or application/x-protobuf here');
  const coding = (incoming.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding !== 'gzip' && coding !== 'identity' && coding !== '')
    return refuse(415, `content-encoding ${coding} is not read here; gzip is`);
  let held = 0;
  const hold = (bytes: number): boolean => {
    if (!memory.take(bytes)) return false;
    held += bytes;
    return true;
  };
  const chunks: Uint8Array[] = [];
  let size = 0;
  let handed = false;
  try {
    for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) return refuse(413, `a body is at most ${MAX_BODY_BYTES / 1024 / 1024} MB`);
      // The exporter waits, and sends them again.
      if (!hold(chunk.byteLength)) return refuse(503, 'too much waits to be read', { 'retry-after': '2' });
      chunks.push(chunk);
    }
    let body: Uint8Array = Buffer.concat(chunks);
    if (coding === 'gzip') {
      try {
        body = await unzip(body, { maxOutputLength: MAX_DECODED_BYTES });
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ERR_BUFFER_TOO_LARGE')
          return refuse(413, `a body is at most ${MAX_DECODED_BYTES / 1024 / 1024} MB when it is unpacked`);
        return refuse(400, 'the body is not gzip');
      }
      if (!hold(body.byteLength)) return refuse(503, 'too much waits to be read', { 'retry-after': '2' });
    }
    handed = true;
    const result = await read({ body: new Uint8Array(body), encoding, signal }, held);
    if (result.taken) answer(200, encodedTaken({ encoding, signal }, result));
    else refuse(400, result.message);
  } catch {
    // Whoever sent them went away.
    outgoing.destroy();
  } finally {
    if (!handed) memory.give(held);
  }
}
