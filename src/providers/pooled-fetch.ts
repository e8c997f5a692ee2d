/** A fetch on undici's pool: the same answers as the platform's own, for about half of its CPU time. */
import type { Readable } from 'node:stream';
import { BodyTooLarge } from './bounded-body.ts';
import { MAX_BYTES } from './call-failure.ts';
import { decompressed } from './decompressed.ts';
import { turn } from './turn.ts';
import { Agent, request } from './undici.ts';

// A pool of its own, so that no limit of the platform's applies, nor a timeout: whoever calls keeps the time.
const agent = new Agent({ connections: 1024, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });

/** Follows no redirect; `onChunk` is told of each piece of the body as it arrives, decompressed. A body errors with `BodyTooLarge` beyond `MAX_BYTES`, counted after decompression. */
export async function pooledFetch(
  url: URL,
  init: RequestInit,
  onChunk: (chunk: Uint8Array) => void,
): Promise<Response> {
  const { method = 'GET', headers, body, signal } = init;
  const answer = await request(agent, url, {
    method: method as 'POST',
    headers: Object.fromEntries(new Headers(headers)),
    body: typeof body === 'string' || body instanceof Uint8Array ? body : null,
    signal: signal ?? null,
  });
  const status = answer.statusCode;
  const isBare = status === 204 || status === 205 || status === 304;
  const encoding = answer.headers['content-encoding'] ?? '';
  const stream = isBare ? null : webStream(decompressed(answer.body, String(encoding)), onChunk);
  if (isBare) await answer.body.dump();
  // What else has arrived is read before anything is made of this answer.
  await turn();
  const said = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) said.append(name, one);
  if (!isBare) {
    said.delete('content-encoding');
    said.delete('content-length');
  }
  return new Response(stream, { status, headers: said });
}

/** One stream, no pipe: each stage of a pipe costs as much as all the rest of a call. */
function webStream(
  body: Readable,
  onChunk: (chunk: Uint8Array) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const arrived: Buffer<ArrayBuffer>[] = [];
  let bytes = 0;
  let ending: { readonly error?: unknown } | undefined;
  let over = false;
  let waiting = false;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        const hand = () => {
          waiting = false;
          if (over) return;
          for (const chunk of arrived.splice(0)) controller.enqueue(chunk);
          if (ending === undefined) {
            if ((controller.desiredSize ?? 0) <= 0) body.pause();
            return;
          }
          over = true;
          if ('error' in ending) controller.error(ending.error);
          else controller.close();
        };
        // What else has arrived is read first, so that its time is right; only then something is made of this.
        const later = () => {
          if (waiting) return;
          waiting = true;
          void turn('begun').then(hand);
        };
        const end = (how: NonNullable<typeof ending>) => {
          if (ending !== undefined) return;
          ending = how;
          later();
        };
        body.on('data', (chunk: Buffer<ArrayBuffer>) => {
          onChunk(chunk);
          bytes += chunk.byteLength;
          if (bytes > MAX_BYTES) {
            end({ error: new BodyTooLarge() });
            body.destroy();
          } else {
            arrived.push(chunk);
            later();
          }
        });
        body.on('end', () => end({}));
        body.on('error', (error) => end({ error }));
        body.on('close', () => {
          if (ending === undefined) end({ error: new Error('terminated') });
        });
      },
      pull() {
        body.resume();
      },
      cancel() {
        over = true;
        body.destroy();
      },
    },
    { highWaterMark: 16 },
  );
}
