/** What is saved of a damaged database was all written once, and nothing of it is wrong. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectStore } from '../../src/store/inspect.ts';
import { openStore } from '../../src/store/open-store.ts';
import { salvage } from '../../src/store/salvage.ts';
import { damaged, rowsOf, writeHistory } from '../fixtures/damage.ts';
import { seeded } from '../fixtures/seeded.ts';

const DAMAGES = Number(process.env.FIELDTEST_DAMAGES ?? 40);
const SEED = Number(process.env.FIELDTEST_FAULT_SEED ?? 5);

test(`salvaged after damage in ${DAMAGES} random places (seed ${SEED}): a part of what was written, none of it wrong`, {
  timeout: 60_000 + DAMAGES * 2000,
}, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-salvage-'));
  try {
    const random = seeded(SEED);
    const { images, everything } = await writeHistory(dir);
    let saved = 0;
    let whole = 0;
    for (let n = 0; n < DAMAGES; n++) {
      const path = join(dir, String(n), 'fieldtest.db');
      const what = await damaged(path, images[1 + (n % 2)]!, random);
      const before = await inspectStore(path);
      if (before.damage.length === 0) {
        whole++;
        continue;
      }
      const bytes = await readFile(path);
      const result = await salvage(path, '2026-11-01').catch((error: Error) => error);
      if (result instanceof Error) {
        // Without its list of tables nothing can be read; it is left as it was.
        expect(result, what).toMatchObject({ code: 'store', message: expect.stringContaining(path) });
        expect(await readFile(path)).toEqual(bytes);
        expect((await readdir(dirname(path))).filter((name) => name.includes('salvage'))).toEqual([]);
        continue;
      }
      saved++;
      expect(await readFile(result.damaged)).toEqual(bytes);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(existsSync(`${path}-wal`)).toBe(false);
      const store = await openStore(path);
      try {
        const rows = await rowsOf(store);
        expect(
          rows.filter((row) => !everything.has(row)),
          what,
        ).toEqual([]);
        expect(rows).toHaveLength(result.tables.reduce((sum, { kept }) => sum + kept, 0));
      } finally {
        await store.close();
      }
    }
    expect(saved).toBeGreaterThan((DAMAGES - whole) / 2);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
