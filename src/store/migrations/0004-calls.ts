/** Calls in flight, so that many processes share one run and none of them asks twice. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const calls: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('runs')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('spent_usd', 'double precision', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .execute();
    await schema
      .createTable('run_processes')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('run', 'text', (c) => c.notNull())
      .addColumn('host', 'text', (c) => c.notNull())
      .addColumn('pid', 'integer', (c) => c.notNull())
      .addColumn('began', 'text', (c) => c.notNull())
      .addColumn('beat', 'integer', (c) => c.notNull())
      .execute();
    await schema
      .createTable('claims')
      .addColumn('candidate', 'text', (c) => c.notNull())
      .addColumn('example', 'text', (c) => c.notNull())
      .addColumn('trial', 'integer', (c) => c.notNull())
      .addColumn('process', 'text', (c) => c.notNull())
      .addColumn('in_flight', 'integer', (c) => c.notNull())
      .addColumn('most_usd', 'double precision')
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('claims_key', ['candidate', 'example', 'trial'])
      .execute();
  },
};
