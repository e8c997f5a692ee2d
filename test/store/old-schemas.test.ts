/** Every released schema opens in this version with all that it held; a newer one is refused, untouched. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { textId } from '../../src/core/identity.ts';
import { backUp, backupsOf } from '../../src/store/dialects/sqlite-backups.ts';
import { migrations } from '../../src/store/migrations/list.ts';
import { openStore } from '../../src/store/open-store.ts';
import { candidateOf, exampleOf } from '../fixtures/nouns.ts';
import { databases } from '../fixtures/stores.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/schemas');
const SCHEMAS = readdirSync(FOLDER).map((file) => file.replace('.sql', ''));
const dump = (schema: string) => readFileSync(join(FOLDER, `${schema}.sql`), 'utf8');

/** Dumps with the checks that SQLite's rows have; PostgreSQL was left alone by what came for their sake. */
const ofSqlite = (schema: string) => schema >= '0006-row-checks';

async function load(where: string, sql: string): Promise<void> {
  if (where.startsWith('postgres')) {
    const client = new pg.Client({ connectionString: where });
    await client.connect();
    await client.query(sql);
    await client.end();
    return;
  }
  await mkdir(dirname(where), { recursive: true });
  const database = new DatabaseSync(where);
  database.exec(sql);
  database.close();
}

test('there is a database of every schema', () => {
  expect(SCHEMAS).toEqual(Object.keys(migrations));
});

describe.each(databases)('$name', (database) => {
  test.each(SCHEMAS.filter((schema) => database.name === 'SQLite' || !ofSqlite(schema)))(
    'a database of %s opens with all that it held',
    async (schema) => {
      const fresh = await database.fresh();
      await load(fresh.where, dump(schema));
      const store = await openStore(fresh.where);
      const again = await openStore(fresh.where);
      try {
        const candidates = [candidateOf('a').id];
        const text = "it's an answer";
        expect(await again.outputs({ candidates })).toMatchObject([
          {
            status: 'ok',
            text,
            costUsd: 0.25,
            attempts: [
              { number: 1, status: 'error' },
              { number: 2, status: 'ok' },
            ],
          },
        ]);
        expect(await store.examples()).toMatchObject([
          { name: 'one', input: 'first', reference: 'yes', weight: 0.5 },
        ]);
        expect(await store.retiredExamples()).toMatchObject([{ id: exampleOf('second').id }]);
        expect(await store.ratings()).toMatchObject([
          { rater: 'ann', rating: 4, note: 'fine', textId: textId(text) },
          { rater: 'bob', acceptable: true },
        ]);
        expect(await store.poolSize()).toEqual({ records: 2, distinct: 2, kept: 1 });
        expect([await store.reviewEvents(), await store.reviewRounds(), await store.reveals()]).toMatchObject(
          [[{ event: { id: 'r1' } }], [{ number: 1 }], [{ missing: 1 }]],
        );
      } finally {
        await store.close();
        await again.close();
        await fresh.drop();
      }
    },
  );

  test('one of a newer fieldtest is refused in one line, and is as it was', async () => {
    const fresh = await database.fresh();
    await load(fresh.where, `${dump('0004-calls')} insert into fieldtest_migrations values ('9999-later');`);
    await expect(openStore(fresh.where)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^.* was written by a newer fieldtest than this one$/),
      hint: 'Update with: npm install fieldtest@latest',
    });
    await fresh.drop();
  });
});

describe('before the schema of an SQLite database changes', () => {
  const inFolder = async (work: (path: string) => Promise<void>) => {
    const dir = await mkdtemp(join(tmpdir(), 'fieldtest-old-'));
    try {
      await work(join(dir, 'fieldtest.db'));
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  };

  test('a copy is made beside it that its owner alone can read; a new database needs none', async () => {
    await inFolder(async (path) => {
      await (await openStore(join(dirname(path), 'new.db'))).close();
      await load(path, dump('0002-scores'));
      await (await openStore(path)).close();
      await (await openStore(path)).close();
      expect(backupsOf(join(dirname(path), 'new.db'))).toEqual([]);
      expect(backupsOf(path)).toMatchObject([{ path: `${path}.backup-1`, number: 1 }]);
      expect((await stat(`${path}.backup-1`)).mode & 0o777).toBe(0o600);
      const copy = new DatabaseSync(`${path}.backup-1`);
      expect(copy.prepare('select name from fieldtest_migrations').all()).toEqual([
        { name: '0001-first' },
        { name: '0002-scores' },
      ]);
      expect(copy.prepare('select count(*) as n from ratings').get()).toEqual({ n: 2 });
      copy.close();
    });
  });

  test('an older fieldtest that has it open is refused, so that no row of its is lost from sight', async () => {
    await inFolder(async (path) => {
      await load(path, dump('0010-benchmarks'));
      const older = new DatabaseSync(path);
      const claim = older.prepare(
        "insert into claims (candidate, example, trial, process, in_flight, at) values (?, 'e', 1, 'p', 1, '')",
      );
      claim.run('1'.repeat(64));
      await (await openStore(path)).close();
      expect(() => claim.run('2'.repeat(64))).toThrow('a_newer_fieldtest_uses_this_database');
      older.close();
    });
  });

  test('the last three copies are kept', async () => {
    await inFolder(async (path) => {
      await load(path, dump('0001-first'));
      for (let n = 0; n < 5; n++) backUp(path);
      expect(backupsOf(path).map(({ number }) => number)).toEqual([5, 4, 3]);
      expect(readdirSync(dirname(path))).toHaveLength(4);
    });
  });

  test('a change that fails names the copy, and leaves the database as it was', async () => {
    await inFolder(async (path) => {
      await load(path, `${dump('0002-scores')} create table claims (something text);`);
      const before = await readFile(path);
      await expect(openStore(path)).rejects.toMatchObject({
        code: 'store',
        message: expect.stringMatching(
          /could not be brought to the newest schema, and is as it was: .*claims/,
        ),
        hint: expect.stringContaining(`A copy made before is ${path}.backup-1`),
      });
      const left = new DatabaseSync(path);
      expect(left.prepare('select count(*) as n from fieldtest_migrations').get()).toEqual({ n: 2 });
      left.close();
      expect((await readFile(`${path}.backup-1`)).length).toBe(before.length);
    });
  });

  test('one that is damaged already is neither changed nor copied', async () => {
    await inFolder(async (path) => {
      await load(path, dump('0004-calls'));
      const bytes = await readFile(path);
      bytes.fill(0, bytes.length - 8192);
      await rm(path);
      await writeFile(path, bytes);
      await expect(openStore(path)).rejects.toMatchObject({
        message: expect.stringContaining(' is damaged: '),
      });
      expect(backupsOf(path)).toEqual([]);
    });
  });
});
