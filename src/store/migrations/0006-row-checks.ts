/**
 * On SQLite every row of a table that is kept gets a checksum, and every table the count of its rows and the sum of
 * their checksums, so that damage to the file is found instead of read. PostgreSQL has checksums of its own.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { rowCheck } from '../row-check.ts';
import { TABLE_KEYS } from '../schema.ts';
import { isPostgres } from '../writing.ts';

const PART = 500;

export const rowChecks: Migration = {
  async up(db: Kysely<unknown>) {
    if (isPostgres(db as never)) return;
    await sql`create table row_sums (name text primary key not null, rows integer not null, total integer not null)`.execute(
      db,
    );
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
      db,
    );
    for (const { name } of rows) if (Object.hasOwn(TABLE_KEYS, name)) await checkTable(db, name);
  },
};

/** Also for a later migration that makes a table. */
export async function checkTable(db: Kysely<unknown>, name: string): Promise<void> {
  const table = sql.table(name);
  await sql`alter table ${table} add column row_check integer`.execute(db);
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows } = await sql<{ own_rowid: number }>`
      select rowid as own_rowid, * from ${table} where rowid > ${last} order by rowid limit ${sql.lit(PART)}`.execute(
      db,
    );
    if (rows.length === 0) break;
    for (const { own_rowid, ...row } of rows)
      await sql`update ${table} set row_check = ${rowCheck(row)} where rowid = ${own_rowid}`.execute(db);
    last = rows.at(-1)!.own_rowid;
  }
  await sql`insert into row_sums select ${name}, count(*), coalesce(sum(row_check), 0) from ${table}`.execute(
    db,
  );
  const changes = [
    ['insert', 1, 'new.row_check'],
    ['delete', -1, '-old.row_check'],
    ['update', 0, 'new.row_check - old.row_check'],
  ] as const;
  for (const [event, count, total] of changes)
    await sql`create trigger ${sql.id(`${name}_${event}_summed`)} after ${sql.raw(event)} on ${table} begin
      update row_sums set rows = rows + ${sql.lit(count)}, total = total + (${sql.raw(total)}) where name = ${sql.lit(name)};
    end`.execute(db);
}
