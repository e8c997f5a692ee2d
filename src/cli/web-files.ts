/** The built files of the page, wherever this program runs from: the package, or the source with `npm run build:web`. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { FieldtestError } from '../core/errors.ts';
import type { PageFile } from '../server/app.ts';

const PLACES = [import.meta.dirname, join(import.meta.dirname, '../../build')];

const TYPES: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Every file by its path in the address. The list is fixed at the start: no address ever becomes a path on disk. */
export async function webFiles(): Promise<ReadonlyMap<string, PageFile>> {
  for (const built of PLACES) {
    const place = join(built, 'web');
    const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile() && extname(entry.name) in TYPES);
    if (files.length === 0) continue;
    const read = files.map(async (entry): Promise<readonly [string, PageFile]> => {
      const path = join(entry.parentPath, entry.name);
      const address = `/${relative(place, path).replaceAll('\\', '/')}`;
      const body = new Uint8Array(await readFile(path));
      const file = { body, type: TYPES[extname(path)]!, immutable: address.startsWith('/assets/') };
      return [address === '/index.html' ? '/' : address, file];
    });
    return new Map(await Promise.all(read));
  }
  throw notBuilt();
}

/** The page of a packet, without one: a file of its own, which no server serves. */
export async function packetFile(): Promise<string> {
  for (const built of PLACES) {
    const page = await readFile(join(built, 'packet/packet.html'), 'utf8').catch(() => undefined);
    if (page !== undefined) return page;
  }
  throw notBuilt();
}

function notBuilt(): FieldtestError {
  return new FieldtestError(
    'internal',
    'the review page is not built',
    'From the source, run: npm run build:web',
  );
}
