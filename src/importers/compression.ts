/** Compressed files, told by their first bytes, whatever they are called and whatever format is in them. */
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { FieldtestError, messageOf } from '../core/errors.ts';

export const compressions = ['gzip', 'zstd'] as const;

export type Compression = (typeof compressions)[number];

const MAGIC: { readonly [compression in Compression]: readonly number[] } = {
  gzip: [0x1f, 0x8b, 0x08],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
};

/** As many bytes tell a compression. */
export const MAGIC_BYTES = 4;

/**
 * A file that grows more than this many times, past the first megabytes, is no log but a bomb: text of one word
 * repeated grows a thousand times, the most uniform logs less than a hundred.
 */
const MAX_GROWTH = 200;
const FREE_BYTES = 8 * 1024 * 1024;

const PIECE_BYTES = 64 * 1024;

export function compressionOf(head: Uint8Array): Compression | undefined {
  return compressions.find((compression) => MAGIC[compression].every((byte, at) => head[at] === byte));
}

/** The name of what is in the file: `log.jsonl` of `log.jsonl.gz`. */
export function nameWithin(file: string): string {
  return file.replace(/\.(gz|gzip|zst|zstd)$/i, '');
}

export interface Packed {
  readonly file: string;
  readonly compression: Compression;
}

/**
 * The bytes of a compressed file, of all its parts where several follow one another. Throws a FieldtestError for damage,
 * for an early end and for a bomb.
 */
export async function* unpacked(
  chunks: AsyncIterable<Uint8Array>,
  { file, compression }: Packed,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let packedBytes = 0;
  let bytes = 0;
  const next = async (): Promise<Uint8Array | undefined> => {
    const { value, done } = await iterator.next();
    if (done) return undefined;
    packedBytes += value.length;
    return value;
  };
  try {
    for (let first = await next(); first !== undefined; ) {
      const part = unpack(compression, first, next);
      try {
        for await (const piece of part.pieces as AsyncIterable<Buffer>) {
          bytes += piece.length;
          if (bytes > FREE_BYTES && bytes > packedBytes * MAX_GROWTH) throw bomb(file);
          yield piece;
        }
      } finally {
        part.pieces.destroy();
      }
      first = await part.rest;
    }
  } catch (error) {
    throw error instanceof FieldtestError ? error : damaged(file, compression, error);
  } finally {
    await iterator.return?.();
  }
}

interface Part {
  readonly pieces: Transform;
  /** What follows this part in the file; undefined at its end. */
  readonly rest: Promise<Uint8Array | undefined>;
}

/** Unpacks one part. Node stops behind the first frame of zstd, wherever in a chunk that is. */
function unpack(
  compression: Compression,
  first: Uint8Array,
  next: () => Promise<Uint8Array | undefined>,
): Part {
  const options = { chunkSize: PIECE_BYTES };
  const pieces = compression === 'gzip' ? createGunzip(options) : createZstdDecompress(options);
  const feed = async (): Promise<Uint8Array | undefined> => {
    let fed = 0;
    for (let chunk: Uint8Array | undefined = first; chunk !== undefined; chunk = await next()) {
      fed += chunk.length;
      const error = await written(pieces, chunk);
      if (error !== undefined) return undefined; // which whoever reads the pieces gets
      const unread = fed - pieces.bytesWritten;
      // Behind gzip's end it only passes over zeros, with which tapes are filled up.
      if (unread > 0) return compression === 'gzip' ? undefined : chunk.slice(chunk.length - unread);
    }
    pieces.end();
    return undefined;
  };
  const rest = feed().catch((error: Error) => {
    pieces.destroy(error);
    return undefined;
  });
  return { pieces, rest };
}

/** Writes and waits until it was taken in; gives the error that it ended with. */
async function written(into: Transform, chunk: Uint8Array): Promise<Error | undefined> {
  return await new Promise((resolve) => into.write(chunk, (error) => resolve(error ?? undefined)));
}

function bomb(file: string): FieldtestError {
  return new FieldtestError(
    'input',
    `${file} grows more than ${MAX_GROWTH} times when it is unpacked, which no log does`,
    'Nothing was imported. If it is one all the same, unpack it, and import what comes out.',
  );
}

function damaged(file: string, compression: Compression, error: unknown): FieldtestError {
  const cut = (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
  const what = cut ? 'ends too early' : `is damaged: ${messageOf(error)}`;
  return new FieldtestError(
    'input',
    `${file} cannot be unpacked: its ${compression} ${what}`,
    'Nothing was imported. Copy the file again, whole.',
    { cause: error },
  );
}
