/** What checks of the user's own said: their code is not run again for what is known. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const scores: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('scores')
      .addColumn('check_id', 'text', (c) => c.notNull())
      .addColumn('example', 'text', (c) => c.notNull())
      .addColumn('text_id', 'text', (c) => c.notNull())
      .addColumn('reference_id', 'text', (c) => c.notNull())
      .addColumn('pass', 'integer', (c) => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('scores_key', ['check_id', 'example', 'text_id', 'reference_id'])
      .execute();
  },
};
