/** Puts the shipped example into a folder, and never over what a user changed there. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FieldtestError, messageOf } from '../../core/errors.ts';

/** What a copy left alone because the user changed it. */
export interface CopiedExample {
  readonly changedByUser: readonly string[];
}

/** Hashes of what was copied, so that a later version can replace its own files and no others. */
const NOTE = '.fieldtest/demo.json';

/** The folder of a shipped example: beside the sources in a checkout, beside `dist/` in the package. */
export function exampleDir(name: string): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'examples', name, 'fieldtest.yaml'))) {
    const parent = dirname(dir);
    if (parent === dir) {
      throw new FieldtestError(
        'not-found',
        `this installation lacks the example ${name}`,
        'Install again: npm install fieldtest',
      );
    }
    dir = parent;
  }
  return join(dir, 'examples', name);
}

export async function copyExample(from: string, to: string): Promise<CopiedExample> {
  const files = (await readdir(from, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1))
    .sort();
  const note = await readNote(to);
  const copied: { [file: string]: string } = {};
  const changedByUser: string[] = [];
  try {
    for (const file of files) {
      const bytes = await readFile(join(from, file));
      const target = join(to, file);
      copied[file] = sha256(bytes);
      if (existsSync(target)) {
        const there = sha256(await readFile(target));
        if (there === copied[file]) continue;
        if (there !== note[file]) {
          changedByUser.push(file);
          continue;
        }
      }
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
    await mkdir(join(to, '.fieldtest'), { recursive: true, mode: 0o700 });
    await writeFile(join(to, NOTE), `${JSON.stringify(copied, null, 2)}\n`);
  } catch (error) {
    throw new FieldtestError(
      'input',
      `${to} cannot be written: ${messageOf(error)}`,
      'Choose another folder with --dir.',
    );
  }
  return { changedByUser };
}

async function readNote(dir: string): Promise<{ readonly [file: string]: string }> {
  try {
    return JSON.parse(await readFile(join(dir, NOTE), 'utf8')) as { [file: string]: string };
  } catch {
    return {};
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
