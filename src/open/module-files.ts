/** The files that a module of the user's stands on: itself, and what it imports from beside it. */
import { dirname, resolve } from 'node:path';
import { MB, readRegular } from './regular-file.ts';

/** No module that anybody wrote is as large. */
const MODULE_BYTES = 64 * MB;

/** `from './x.mjs'`, `import './x.mjs'`, `import('./x.mjs')`, `require('./x.cjs')`: relative ones only. */
const RELATIVE_IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])(\.{1,2}\/[^"'\n]+)\1/g;

/**
 * The entry file and every file that it imports by a relative path, directly or not, in a fixed order. Packages are
 * left out: they change by installing, not by editing. A path that only looks like an import and is no file is passed
 * over, so the list may hold a file too many and misses only imports whose path is computed. Throws for a device, a
 * pipe or a huge file among them.
 */
export async function moduleFiles(entry: string): Promise<readonly string[]> {
  const files = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    if (files.has(path)) return;
    const bytes = await readRegular(path, MODULE_BYTES).catch((error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw new Error(`${path} ${error.message}`, { cause: error });
      return undefined; // no file, or one that nobody could import either
    });
    if (bytes === undefined) return;
    files.add(path);
    for (const match of bytes.toString('utf8').matchAll(RELATIVE_IMPORT)) {
      const named = resolve(dirname(path), match[2]!);
      // `require('./lib')` leaves it to Node to find lib.js and its like.
      for (const ending of ['', '.js', '.json', '/index.js']) await visit(`${named}${ending}`);
    }
  };
  await visit(entry);
  return [...files];
}
