/** The project's secret, and what it takes to forget: marks of what must not come back, and when something went. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../writing.ts';
import { checkTable } from './0006-row-checks.ts';

export const forget: Migration = {
  async up(db: Kysely<unknown>) {
    const { schema } = db;
    await schema
      .createTable('project')
      .addColumn('name', 'text', (c) => c.primaryKey().notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createTable('forgotten')
      .addColumn('mark', 'text', (c) => c.primaryKey().notNull())
      .addColumn('forgetting', 'integer', (c) => c.notNull())
      .execute();
    await schema
      .createTable('forgettings')
      .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('rows', 'text', (c) => c.notNull())
      .addColumn('cleaned', 'integer', (c) => c.notNull())
      .execute();
    if (isPostgres(db as never)) return;
    for (const table of ['project', 'forgotten', 'forgettings']) await checkTable(db, table);
  },
};
