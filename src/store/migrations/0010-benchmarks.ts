/** Public tables, a row each, and which of their names the user said are candidates. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../writing.ts';
import { checkTable } from './0006-row-checks.ts';

export const benchmarks: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table benchmarks (
      name text primary key not null, digest text not null, source text not null, date text, author text,
      columns text not null, models text not null, at text not null
    )`.execute(db);
    await sql`create table benchmark_aliases (
      alias text primary key not null, candidate text not null, at text not null
    )`.execute(db);
    if (isPostgres(db as never)) return;
    for (const table of ['benchmarks', 'benchmark_aliases']) await checkTable(db, table);
  },
};
