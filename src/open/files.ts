/** Files as the verbs use them: streamed in, written whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Files } from '../core/context.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { RandomAccess } from '../core/plugins.ts';
import { readImage } from './images.ts';

/** What is made of larger pieces outlives them, and a long import then takes half as much memory again (measured). */
const READ_BYTES = 1 << 16;

/** Paths are relative to `cwd`; reading ends with a FieldtestError('interrupted') when the user stops. */
export function filesIn(cwd: string, signal: AbortSignal): Files {
  return {
    async source(path) {
      if (path === '-') return { file: '-', chunks: untilStopped(process.stdin, signal) };
      await requireFile(resolve(cwd, path), path);
      const stream = createReadStream(resolve(cwd, path), { highWaterMark: READ_BYTES });
      return {
        file: path,
        chunks: untilStopped(stream, signal),
        ...(await randomIn(resolve(cwd, path), signal)),
      };
    },
    async digest(path) {
      await requireFile(resolve(cwd, path), path);
      const hash = createHash('sha256');
      for await (const chunk of untilStopped(createReadStream(resolve(cwd, path)), signal))
        hash.update(chunk);
      return hash.digest('hex');
    },
    image: async (folder, name) => await readImage({ path: resolve(cwd, folder), shown: folder }, name),
    async write(path, lines) {
      const target = resolve(cwd, path);
      // Of its own for each writer, so that two exports at once do not write into one file.
      const unfinished = `${target}.${randomUUID().slice(0, 8)}.unfinished`;
      try {
        await mkdir(dirname(target), { recursive: true });
        // `x`: whatever lies there, also a link that leads to another file of the user's, is not written into.
        const file = await open(unfinished, 'wx', 0o600);
        try {
          let buffer = '';
          for await (const line of lines) {
            buffer += line;
            if (buffer.length > 1 << 18) {
              await file.appendFile(buffer);
              buffer = '';
            }
          }
          await file.appendFile(buffer);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, target);
      } catch (error) {
        // Where it could not even be made there is nothing to remove, and nothing more to say.
        await rm(unfinished, { force: true }).catch(() => {});
        if (error instanceof FieldtestError) throw error;
        throw new FieldtestError(
          'input',
          `${path} cannot be written: ${messageOf(error)}`,
          'Check the path, its permissions and the free space.',
        );
      }
    },
    async exists(path) {
      return await lstat(resolve(cwd, path)).then(
        () => true,
        () => false,
      );
    },
    async list(dir) {
      try {
        const entries = await readdir(resolve(cwd, dir), { withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile())
          .map((entry) => entry.name)
          .sort();
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT')
          throw new FieldtestError('not-found', `there is no folder ${dir}`, 'Check the path.');
        if (code === 'ENOTDIR') throw new FieldtestError('input', `${dir} is not a folder`, 'Name a folder.');
        throw new FieldtestError('input', `${dir} cannot be read: ${messageOf(error)}`, 'Check the path.');
      }
    },
  };
}

/** The random access of a regular file; it opens the file for each read, so that nothing has to be closed. */
async function randomIn(path: string, signal: AbortSignal): Promise<{ readonly random?: RandomAccess }> {
  const found = await stat(path);
  if (!found.isFile()) return {};
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    if (signal.aborted) throw stoppedByUser();
    const file = await open(path, 'r');
    try {
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await file.close();
    }
  };
  return { random: { size: found.size, read } };
}

function stoppedByUser(): FieldtestError {
  return new FieldtestError(
    'interrupted',
    'stopped by you',
    'Nothing was imported. To begin again, run the same command.',
  );
}

async function* untilStopped(stream: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* addAbortSignal(signal, stream);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw stoppedByUser();
  }
}

async function requireFile(absolute: string, path: string): Promise<void> {
  let directory: boolean;
  try {
    const found = await stat(absolute);
    directory = found.isDirectory();
    // Opening what a shell or another program writes into would take from it what is to be read.
    if (found.isFile()) await (await open(absolute, 'r')).close();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'there is no such file' : messageOf(error);
    throw new FieldtestError(
      'input',
      `${path} cannot be read: ${reason}`,
      'Check the path and its permissions.',
    );
  }
  if (directory)
    throw new FieldtestError('input', `${path} is a folder`, `Name the files in it: ${join(path, '*')}`);
}
