/** The files that a module of the user's stands on: itself, and what it imports from beside it. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** `from './x.mjs'`, `import './x.mjs'`, `import('./x.mjs')`, `require('./x.cjs')`: relative ones only. */
const RELATIVE_IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])(\.{1,2}\/[^"'\n]+)\1/g;

/**
 * The entry file and every file that it imports by a relative path, directly or not, in a fixed order. Packages are
 * left out: they change by installing, not by editing. A path that only looks like an import and is no file is passed
 * over, so the list may hold a file too many and misses only imports whose path is computed.
 */
export async function moduleFiles(entry: string): Promise<readonly string[]> {
  const files = new Map<string, Buffer>();
  const visit = async (path: string): Promise<void> => {
    if (files.has(path)) return;
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) return;
    files.set(path, bytes);
    for (const match of bytes.toString('utf8').matchAll(RELATIVE_IMPORT))
      await visit(resolve(dirname(path), match[2]!));
  };
  await visit(entry);
  return [...files.keys()];
}
