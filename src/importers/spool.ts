/** Formats that are read from their end, out of a source that has only a beginning. */
import { FieldtestError } from '../core/errors.ts';
import type { ImportSource, RandomAccess } from '../core/plugins.ts';

const MAX_BYTES = 128 * 1024 * 1024;

/** The source's own random access, or that of a copy in memory. Throws for what would fill it. */
export async function randomAccess(source: ImportSource): Promise<RandomAccess> {
  if (source.random !== undefined) return source.random;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.chunks) {
    parts.push(Buffer.from(chunk)); // a copy: the source may use its chunk again
    size += chunk.length;
    if (size <= MAX_BYTES) continue;
    throw new FieldtestError(
      'input',
      `${source.file}: this format is read from its end, and more than ${MAX_BYTES / 1024 / 1024} MB do not wait for it in memory`,
      'Save it to a file, not compressed as a whole, and import that.',
    );
  }
  const bytes = Buffer.concat(parts);
  return { size, read: async (start, end) => new Uint8Array(bytes.subarray(start, end)) };
}
