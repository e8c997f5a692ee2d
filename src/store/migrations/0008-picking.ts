/**
 * Entries of the pool have a form and facets; how each example came into the set, and what was changed
 * by hand, is kept; so are vectors of inputs that a model was paid for.
 */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../writing.ts';
import { checkTable } from './0006-row-checks.ts';

export const picking: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table facets (facet text primary key not null, records integer not null, bound text)`.execute(
      db,
    );
    await sql`create table picked (example text primary key not null, how text not null)`.execute(db);
    await sql`create table pick_changes (
      seq integer primary key not null, at text not null, action text not null, example text not null, detail text
    )`.execute(db);
    await sql`create table vectors (
      model text not null, example text not null, vector text not null, primary key (model, example)
    )`.execute(db);
    // An older pool has no forms. SQLite cannot add to rows that carry a checksum, so the table is made anew.
    await sql`create table pool_before as select id, stratum, record, records from pool`.execute(db);
    await sql`drop table pool`.execute(db);
    await sql`create table pool (
      id text primary key not null, stratum text not null, facets text not null, form text not null, form_bound text,
      record text not null, records integer not null
    )`.execute(db);
    await sql`insert into pool
      select id, stratum, '[]', '', null, record, records from pool_before`.execute(db);
    await sql`drop table pool_before`.execute(db);
    if (isPostgres(db as never)) return;
    await sql`delete from row_sums where name = 'pool'`.execute(db);
    for (const table of ['facets', 'picked', 'pick_changes', 'vectors', 'pool']) await checkTable(db, table);
  },
};
