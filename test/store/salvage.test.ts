/** What is saved of a damaged database was all written once, and nothing of it is wrong. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { inspectStore } from '../../src/store/inspect.ts';
import { openStore } from '../../src/store/open-store.ts';
import { salvage } from '../../src/store/salvage.ts';
import { damaged, rowsOf, writeHistory } from '../fixtures/damage.ts';
import { exampleOf } from '../fixtures/nouns.ts';
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
    // In a database as small as this a third of all damage is to the list of its tables; of 40 places chance has its part.
    expect(saved).toBeGreaterThan((DAMAGES - whole) / 3);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

/** The last cell of the table's last page; https://sqlite.org/fileformat2.html#b_tree_pages */
function lastCell(file: Buffer, path: string, table: string): number {
  const database = new DatabaseSync(path);
  let page = Number(
    database.prepare('select rootpage from sqlite_master where name = ?').get(table)!.rootpage,
  );
  database.close();
  const size = file.readUInt16BE(16);
  const start = () => (page - 1) * size;
  while (file[start()] === 5) page = file.readUInt32BE(start() + 8);
  const cells = file.readUInt16BE(start() + 3);
  return start() + file.readUInt16BE(start() + 8 + 2 * (cells - 1));
}

test.each([
  ['enormous', (file: Buffer, cell: number) => file.fill(0xff, cell + 2, cell + 8)],
  ['less than none', (file: Buffer, cell: number) => file.fill(0xff, cell, cell + 18)],
])('a damaged row whose number reads as %s costs no other page, and no time', async (_how, put) => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-salvage-'));
  try {
    const path = join(dir, 'fieldtest.db');
    const store = await openStore(path);
    const examples = Array.from({ length: 400 }, (_, n) => exampleOf(`question ${n} ${'long '.repeat(20)}`));
    await store.setExamples(examples);
    await store.close();
    const database = new DatabaseSync(path);
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
    const file = await readFile(path);
    put(file, lastCell(file, path, 'examples'));
    await writeFile(path, file);
    const { tables } = await salvage(path, '2026-11-01');
    expect(tables.find(({ table }) => table === 'examples')!.kept).toBeGreaterThan(350);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
