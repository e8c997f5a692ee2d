/** SQLite keeps a digest as its bytes (see dialects/sqlite-values.ts): what was stored as text becomes that. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { NEWER_FUNCTION } from '../schema.ts';
import { isPostgres } from '../writing.ts';

export const shortDigests: Migration = {
  async up(db: Kysely<unknown>) {
    if (isPostgres(db as never)) return;
    const { rows } = await sql<{ table: string; column: string }>`
      select m.name as "table", c.name as "column" from sqlite_master as m join pragma_table_info(m.name) as c
      where m.type = 'table' and lower(c.type) = 'text' order by m.name, c.cid`.execute(db);
    for (const [table, columns] of Map.groupBy(rows, (row) => row.table)) {
      const bytes = columns.map(
        ({ column }) =>
          sql`${sql.ref(column)} = case when ${isDigest(column)} then unhex(${sql.ref(column)}) else ${sql.ref(column)} end`,
      );
      const some = columns.map(({ column }) => sql`(${isDigest(column)})`);
      // The checks of the rows stay: they are of what the rows say, not of how it is stored.
      await sql`update ${sql.table(table)} set ${sql.join(bytes)} where ${sql.join(some, sql` or `)}`.execute(
        db,
      );
      // An older fieldtest that has the database open lacks this function, and can add no rows that nothing would find.
      await sql`create trigger ${sql.id(`${table}_added_by_newer`)} before insert on ${sql.table(table)}
        when ${sql.raw(NEWER_FUNCTION)}() begin select 1; end`.execute(db);
    }
  },
};

function isDigest(column: string) {
  const value = sql.ref(column);
  return sql`typeof(${value}) = 'text' and length(${value}) = 64 and ${value} not glob '*[^0-9a-f]*'`;
}
