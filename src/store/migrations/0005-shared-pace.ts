/** What the processes of a run tell each other: what was asked for, and what they learnt of providers. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const sharedPace: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['asked', 'learnt'])
      await db.schema.alterTable('run_processes').addColumn(column, 'text').execute();
    // Of runs that are over nothing is asked any more.
    await sql`delete from runs where id not in (select run from run_processes)`.execute(db);
  },
};
