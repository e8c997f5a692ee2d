/** Bodies as they were before they were compressed: servers compress also when nobody asked. */
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

const DECODERS: { readonly [coding: string]: () => ReturnType<typeof createGunzip> } = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** `coding` is the header `content-encoding`: `gzip`, or several, the last one applied last. */
export function decompressed(body: Readable, coding: string): Readable {
  const codings = coding
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '' && one !== 'identity');
  return codings.reverse().reduce<Readable>((stream, one) => {
    const make = DECODERS[one];
    // Whoever reads it learns of errors through the last stream.
    return make === undefined ? stream : pipeline(stream, make(), () => {});
  }, body);
}
