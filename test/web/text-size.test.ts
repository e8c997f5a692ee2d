/** Who reads with text twice as large gets the layout of a page half as wide. */
import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('the width at which a screen changes is counted in the size of its text', async () => {
  const inPixels: string[] = [];
  let seen = 0;
  for await (const file of glob('web/**/*.css')) {
    const queries = (await readFile(file, 'utf8')).match(/@media[^{]*(?:width|height)[^{]*/g) ?? [];
    seen += queries.length;
    inPixels.push(...queries.filter((query) => query.includes('px')).map((query) => `${file}: ${query}`));
  }
  expect(seen).toBeGreaterThan(5);
  expect(inPixels).toEqual([]);
});
