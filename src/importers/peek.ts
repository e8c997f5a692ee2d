/** Looking at the first bytes of a source that can be read only once. */

export interface Peeked {
  /** The first bytes, at most as many as asked for. */
  readonly head: Buffer;
  /** All of them, as if nothing had been read. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Lets go of the source, also when nobody reads the chunks. */
  close(): Promise<void>;
}

export async function peek(source: AsyncIterable<Uint8Array>, bytes: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Buffer[] = [];
  for (let size = 0; size < bytes; ) {
    const { value, done } = await iterator.next();
    if (done) break;
    taken.push(Buffer.from(value)); // a copy: the source may use its chunk again
    size += value.length;
  }
  const close = async (): Promise<void> => void (await iterator.return?.());
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* taken.splice(0);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await close();
    }
  }
  return { head: Buffer.concat(taken).subarray(0, bytes), chunks: chunks(), close };
}
