/** Reading what a config names: regular files alone, and never more than fits. A device or a pipe may never end. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** The whole file. Throws for what is not a regular file, and for more than `limit` bytes. */
export async function readRegular(path: string, limit: number): Promise<Buffer> {
  const { file, size } = await openRegular(path);
  try {
    if (size > limit) throw new Error(`is larger than ${limit / MB} MB`);
    const bytes = Buffer.alloc(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

/** SHA-256 of a regular file of any size, 64 hex digits. */
export async function hashRegular(path: string): Promise<string> {
  const { file, size } = await openRegular(path);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(MB);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(MB, size - at), at);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

/** 1 MB in bytes. */
export const MB = 1 << 20;

/** Throws for what is not a regular file; opens nothing. */
export async function lookAtRegular(path: string): Promise<void> {
  requireRegular(await stat(path));
}

async function openRegular(path: string): Promise<{ readonly file: FileHandle; readonly size: number }> {
  // Looked at before it is opened: opening a pipe waits for its writer, and opening a device may do something.
  await lookAtRegular(path);
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const now = await file.stat();
    requireRegular(now);
    return { file, size: now.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function requireRegular(found: { isFile(): boolean; isDirectory(): boolean }): void {
  if (found.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  if (!found.isFile()) throw new Error('is not a regular file (but a device or a pipe)');
}
