/** The bytes that went into a parser and have not come out as rows yet, so that each row's own bytes are at hand. */

export interface ByteWindow {
  /** Bytes held. */
  size(): number;
  /** Offset of the end of what is held, from the very first byte. */
  end(): number;
  push(bytes: Buffer): void;
  /** The bytes up to an offset that counts from the very first byte; they leave the window. */
  takeUntil(offset: number): Buffer;
}

export function byteWindow(): ByteWindow {
  let parts: Buffer[] = [];
  let first = 0; // index of the first part still held: shift() on a long list is slow
  let start = 0;
  let size = 0;
  return {
    size: () => size,
    end: () => start + size,
    push(bytes) {
      parts.push(bytes);
      size += bytes.length;
    },
    takeUntil(offset) {
      let wanted = Math.min(offset - start, size);
      start += wanted;
      size -= wanted;
      const taken: Buffer[] = [];
      while (wanted > 0) {
        const part = parts[first]!;
        taken.push(part.subarray(0, wanted));
        if (part.length > wanted) parts[first] = part.subarray(wanted);
        else first++;
        wanted -= Math.min(part.length, wanted);
      }
      if (first > 1000 || first === parts.length) {
        parts = parts.slice(first);
        first = 0;
      }
      return taken.length === 1 ? taken[0]! : Buffer.concat(taken);
    },
  };
}
