/** Decisions keep what they stood on: the examples, and what each candidate was. Older ones say nothing of it. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../writing.ts';
import { checkTable } from './0006-row-checks.ts';

export const history: Migration = {
  async up(db: Kysely<unknown>) {
    if (isPostgres(db as never)) {
      await sql`alter table decisions add column facts text`.execute(db);
      return;
    }
    // SQLite cannot add to rows that carry a checksum, so the table is made anew.
    await sql`create table decisions_before as select seq, at, inputs_hash, rule, decision from decisions`.execute(
      db,
    );
    await sql`drop table decisions`.execute(db);
    await sql`create table decisions (
      seq integer primary key not null, at text not null, inputs_hash text not null, rule text not null,
      decision text not null, facts text
    )`.execute(db);
    await sql`insert into decisions select seq, at, inputs_hash, rule, decision, null from decisions_before`.execute(
      db,
    );
    await sql`drop table decisions_before`.execute(db);
    await sql`delete from row_sums where name = 'decisions'`.execute(db);
    await checkTable(db, 'decisions');
  },
};
