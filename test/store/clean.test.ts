/** What was forgotten is not left in the files of SQLite, whoever has them open, and whatever copies lie beside them. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { cleanSqlite } from '../../src/store/dialects/sqlite-clean.ts';
import { inspectStore } from '../../src/store/inspect.ts';
import { openStore } from '../../src/store/open-store.ts';
import { exampleOf } from '../fixtures/nouns.ts';

const AT = '2026-11-01T09:00:00.000Z';
const CANARY = 'Canary-c04e11';
const SCHEMAS = join(import.meta.dirname, '../fixtures/schemas');

async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-clean-'));
  try {
    await work(join(dir, 'fieldtest.db'));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function filesWith(path: string): Promise<readonly string[]> {
  const found = [];
  for (const file of await readdir(dirname(path)))
    if ((await readFile(join(dirname(path), file))).includes(CANARY)) found.push(file);
  return found;
}

/** Once, without waiting for anybody. */
const clean = (path: string) => {
  const database = new DatabaseSync(path);
  const whenFree = async (work: () => void) => work();
  return cleanSqlite({ path, database, whenFree, forgetIn: async () => {} }, { removeCopies: false }).finally(
    () => database.close(),
  );
};

test('while somebody reads what was there before it is not done, and says so; afterwards it is', async () => {
  await inFolder(async (path) => {
    const store = await openStore(path);
    const gone = exampleOf(`about ${CANARY}`);
    await store.setExamples([gone]);
    const reader = new DatabaseSync(path);
    reader.exec('begin');
    reader.prepare('select * from examples').all();
    await store.forget([{ id: gone.id }], { at: AT });
    expect(await clean(path)).toMatchObject({
      done: false,
      left: [{ what: path, why: 'another fieldtest command has the database open' }],
    });
    expect((await inspectStore(path)).unclean).toBe(true);
    reader.close();
    expect(await store.clean({ removeCopies: false })).toMatchObject({ done: true, left: [] });
    expect((await inspectStore(path)).unclean).toBe(false);
    expect(await filesWith(path)).toEqual([]);
    await store.close();
  });
});

test('a backup that cannot be read is told and kept, unless copies are to go', async () => {
  await inFolder(async (path) => {
    const store = await openStore(path);
    await store.setExamples([exampleOf('x')]);
    await writeFile(`${path}.backup-1`, `no database at all: ${CANARY}`);
    await writeFile(`${path}.backup-2.77`, CANARY);
    await writeFile(`${path}.salvage-77-copy-wal`, CANARY);
    await writeFile(`${path}.damaged-2026-11-01-wal`, CANARY);
    await store.forget([{ id: 'y' }], { at: AT });
    expect(await store.clean({ removeCopies: false })).toMatchObject({
      done: false,
      removed: [`${path}.backup-2.77`, `${path}.salvage-77-copy-wal`],
      left: [{ what: `${path}.backup-1` }, { what: `${path}.damaged-2026-11-01-wal` }],
    });
    expect(await store.clean({ removeCopies: true })).toMatchObject({ done: true, left: [] });
    expect(await filesWith(path)).toEqual([]);
    await store.close();
  });
});

test('a backup of any schema that ever was is rewritten without it, and has all the rest', async () => {
  await inFolder(async (path) => {
    const dumps = readdirSync(SCHEMAS);
    for (const [i, file] of dumps.entries()) {
      const copy = new DatabaseSync(`${path}.backup-${i + 1}`);
      copy.exec(readFileSync(join(SCHEMAS, file), 'utf8'));
      copy.close();
    }
    const store = await openStore(path);
    await store.forget([{ id: exampleOf('first').id }], { at: AT });
    const { done, rewritten } = await store.clean({ removeCopies: false });
    expect({ done, rewritten: rewritten.length }).toEqual({ done: true, rewritten: dumps.length });
    await store.close();
    for (const copy of rewritten) {
      const bytes = await readFile(copy);
      for (const text of ['"first"', "it's an answer", exampleOf('first').id])
        expect(bytes.includes(text), copy).toBe(false);
      // It opens in this version, whole, with what is left; to open each would take long.
      if (copy !== rewritten[0] && copy !== rewritten.at(-1)) continue;
      const opened = await openStore(copy);
      expect(await opened.retiredExamples()).toMatchObject([{ id: exampleOf('second').id }]);
      expect(await opened.poolSize()).toMatchObject({ records: 0 });
      await opened.close();
    }
  });
});

test('a table of a later schema that names its example loses its rows too', async () => {
  await inFolder(async (path) => {
    const store = await openStore(path);
    const database = new DatabaseSync(path);
    database.exec('create table later (example text, said text)');
    database.prepare('insert into later values (?, ?), (?, ?)').run('gone', CANARY, 'stays', 'fine');
    database.close();
    expect(await store.forget([{ id: 'gone' }], { at: AT })).toEqual({ later: 1 });
    await store.clean({ removeCopies: false });
    expect(await filesWith(path)).toEqual([]);
    await store.close();
  });
});
