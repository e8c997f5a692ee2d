/** A database that fails: the user reads the real reason and what to do, and what was stored before is there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { openSqlite } from '../../src/store/dialects/sqlite.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open-store.ts';
import { putRatings, ratings } from '../../src/store/ratings.ts';
import { exampleOf, ratingOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const first = exampleOf('first');

test('a full disk is called a full disk, nothing is half stored, and it goes on once there is room', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-full-'));
  const path = join(dir, 'fieldtest.db');
  const opened = await openSqlite(path);
  const { db } = opened;
  try {
    await migrate(opened, path);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    const limit = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db);
    const kept = ratingOf(first, 'x', 'ann', { note: 'kept' });
    await putRatings(db, [kept]);
    await limit(rows[0]!.page_count + 4);
    const many = Array.from({ length: 50 }, (_, i) =>
      ratingOf(first, `${i}`, 'ann', { note: 'n'.repeat(4000) }),
    );
    await expect(putRatings(db, many)).rejects.toMatchObject({
      code: 'store',
      message: `${path} failed: database or disk is full`,
      hint: expect.stringMatching(/^Make room on the disk, then run the same command again/),
    });
    expect(await ratings(db)).toEqual([kept]);
    await limit(1_000_000);
    expect(await putRatings(db, many)).toBe(50);
  } finally {
    await db.destroy();
    await rm(dir, { recursive: true });
  }
});

describe.each(databases)('$name', (database) => {
  test('what the database refuses is an error of the store, with its reason', async () => {
    await using fixture = await freshStore(database);
    const file = {
      digest: 'd',
      file: 'f',
      format: 'jsonl',
      options: '{}',
      records: 1,
      rejected: 0,
      at: 'now',
    };
    const twice = { pool: { strata: [], facets: [], entries: [] }, files: [file, file] };
    await expect(fixture.store.changePool(() => twice)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/failed: .*unique/i),
    });
    expect(await fixture.store.importedFiles()).toEqual([]);
  });
});

test('a server that goes away is an error of the store, and names no password', async () => {
  const postgres = databases.find(({ name }) => name === 'PostgreSQL')!;
  const gone = await freshStore(postgres);
  await gone.drop();
  await expect(gone.store.examples()).rejects.toMatchObject({
    code: 'store',
    message: expect.not.stringMatching(/:fieldtest@/),
    hint: expect.stringMatching(/run the same command again/),
  });
  await gone.store.close();
});

test('a user of the server without the right to write is told to get it', async () => {
  const postgres = databases.find(({ name }) => name === 'PostgreSQL')!;
  await using fixture = await freshStore(postgres);
  const owner = new pg.Client({ connectionString: fixture.where });
  await owner.connect();
  const reader = `reader_${new URL(fixture.where).pathname.slice(1)}`;
  await owner.query(`create role ${reader} login password 'secret'; grant pg_read_all_data to ${reader}`);
  const url = new URL(fixture.where);
  url.username = reader;
  url.password = 'secret';
  const store = await openStore(url.href);
  try {
    expect(await store.ratings()).toEqual([]);
    await expect(store.putRatings([ratingOf(first, 'x', 'ann')])).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/failed: permission denied for table ratings$/),
      hint: 'Grant this user of the database the right to do that.',
    });
  } finally {
    await store.close();
    await owner.query(`drop role ${reader}`);
    await owner.end();
  }
});
