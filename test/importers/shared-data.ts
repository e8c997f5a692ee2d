/** Real data beside the repository; tests that need it skip where it is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';

/** The URL of a file or folder of the data. */
export function sharedData(path: string): URL {
  return new URL(`../../../shared/data/${encodeURI(path).replaceAll('#', '%23')}`, import.meta.url);
}

/** A suite that runs only where the data is. */
export function describeWith(path: string, name: string, suite: () => void): void {
  if (existsSync(sharedData(path))) describe(name, suite);
  else describe.skip(name, () => it(`needs ../shared/data/${path}`, () => {}));
}

/** The bytes of a file of the data. */
export function sharedBytes(path: string): Buffer {
  return readFileSync(sharedData(path));
}
