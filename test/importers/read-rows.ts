/** Feeding an importer bytes in the chunks that a test wants. */
import type { ImportedRow, Importer, ImportOptions } from '../../src/core/plugins.ts';
import type { ProductionRecord, RejectedRow } from '../../src/core/record.ts';

/** Chunks of bytes as an importer's source. */
export async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** All rows of a file given as text or bytes, in chunks of the given size. */
export async function readRows(
  importer: Importer,
  content: string | Uint8Array,
  options: ImportOptions & { readonly file?: string; readonly chunkBytes?: number } = {},
): Promise<readonly ImportedRow[]> {
  const { file = 'log', chunkBytes = Number.MAX_SAFE_INTEGER, ...importOptions } = options;
  const bytes = Buffer.from(content as string);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  return Array.fromAsync(importer.read({ file, chunks: chunksOf(...chunks) }, importOptions));
}

/** The records among rows; fails when one was rejected. */
export function recordsOf(rows: readonly ImportedRow[]): readonly ProductionRecord[] {
  return rows.map((row) => {
    if (row.kind === 'record') return row.record;
    throw new Error(`rejected: ${row.rejected.reason}`);
  });
}

/** The rejected rows among rows. */
export function rejectedOf(rows: readonly ImportedRow[]): readonly RejectedRow[] {
  return rows.flatMap((row) => (row.kind === 'rejected' ? [row.rejected] : []));
}
