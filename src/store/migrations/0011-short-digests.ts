/** SQLite keeps a digest as its bytes (see dialects/sqlite-values.ts): what was stored as text becomes that. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../writing.ts';

export const shortDigests: Migration = {
  async up(db: Kysely<unknown>) {
    if (isPostgres(db as never)) return;
    const { rows } = await sql<{ table: string; column: string }>`
      select m.name as "table", c.name as "column" from sqlite_master as m join pragma_table_info(m.name) as c
      where m.type = 'table' and lower(c.type) = 'text' order by m.name, c.cid`.execute(db);
    for (const [table, columns] of Map.groupBy(rows, (row) => row.table)) {
      const isDigest = (column: string) =>
        sql`typeof(${sql.ref(column)}) = 'text' and length(${sql.ref(column)}) = 64
          and ${sql.ref(column)} not glob '*[^0-9a-f]*'`;
      const changes = columns.map(
        ({ column }) =>
          sql`${sql.ref(column)} = case when ${isDigest(column)} then unhex(${sql.ref(column)}) else ${sql.ref(column)} end`,
      );
      const some = columns.map(({ column }) => sql`(${isDigest(column)})`);
      // The checks of the rows stay: they are of what the rows say, not of how it is stored.
      await sql`update ${sql.table(table)} set ${sql.join(changes)} where ${sql.join(some, sql` or `)}`.execute(
        db,
      );
    }
  },
};
