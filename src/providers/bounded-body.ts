/** Response bodies with an end: bytes are counted after decompression, so that a bomb fails instead of us. */
import { MAX_BYTES } from './call-failure.ts';
import { turn } from './turn.ts';

/** Thrown into a body that is longer than `MAX_BYTES`. */
export class BodyTooLarge extends Error {
  constructor() {
    super(`the response is longer than ${MAX_BYTES / 1024 / 1024} MB`);
    this.name = 'BodyTooLarge';
  }
}

/** Told of each piece as it arrives. */
type OnChunk = (chunk: Uint8Array) => void;

/** The same body; it errors once it passes the limit. */
export function boundedBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { onChunk, limit = MAX_BYTES }: { onChunk?: OnChunk | undefined; limit?: number } = {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      async transform(chunk, controller) {
        onChunk?.(chunk);
        bytes += chunk.byteLength;
        if (bytes > limit) return controller.error(new BodyTooLarge());
        await turn();
        controller.enqueue(chunk);
      },
    }),
  );
}

/** The whole body as text; with `fatal`, bytes that are not UTF-8 throw a TypeError. */
export async function readBody(
  response: Response,
  options: { onChunk?: OnChunk | undefined; limit?: number; fatal?: boolean } = {},
): Promise<string> {
  if (response.body === null) return '';
  const bytes = await new Response(boundedBody(response.body, options)).arrayBuffer();
  return new TextDecoder('utf-8', { fatal: options.fatal ?? false }).decode(bytes);
}

/** The start of an error's body: what follows is not read, and a broken one is as good as an empty one. */
export async function readErrorBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > 64 * 1024) break;
    }
  } catch {
    // The status has been read, which is what counts.
  }
  return text;
}
