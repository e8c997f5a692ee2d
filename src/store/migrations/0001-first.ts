/** The first schema. Types are those that SQLite and PostgreSQL share. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Creates every table. */
export const first: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('imports')
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('file', 'text', (c) => c.notNull())
    .addColumn('format', 'text', (c) => c.notNull())
    .addColumn('options', 'text', (c) => c.notNull())
    .addColumn('records', 'integer', (c) => c.notNull())
    .addColumn('rejected', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('imports_key', ['digest', 'format', 'options'])
    .execute();
  await schema
    .createTable('strata')
    .addColumn('stratum', 'text', (c) => c.primaryKey().notNull())
    .addColumn('records', 'integer', (c) => c.notNull())
    .addColumn('distinct_inputs', 'double precision', (c) => c.notNull())
    .addColumn('overflowed', 'integer', (c) => c.notNull())
    .addColumn('bound', 'text')
    .execute();
  await schema
    .createTable('pool')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('stratum', 'text', (c) => c.notNull())
    .addColumn('record', 'text', (c) => c.notNull())
    .addColumn('records', 'integer', (c) => c.notNull())
    .execute();
  await schema
    .createTable('examples')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.unique())
    .addColumn('input', 'text', (c) => c.notNull())
    .addColumn('reference', 'text')
    .addColumn('slices', 'text', (c) => c.notNull())
    .addColumn('split', 'text', (c) => c.notNull())
    .addColumn('weight', 'double precision')
    .addColumn('cluster', 'text')
    .addColumn('metadata', 'text')
    .addColumn('position', 'integer')
    .execute();
  await schema
    .createTable('candidates')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('spec', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
  await outputs(db);
  await schema
    .createTable('ratings')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('seq', 'integer', (c) => c.notNull().unique())
    .addColumn('example', 'text', (c) => c.notNull())
    .addColumn('text_id', 'text', (c) => c.notNull())
    .addColumn('rater', 'text', (c) => c.notNull())
    .addColumn('rating', 'double precision')
    .addColumn('acceptable', 'integer')
    .addColumn('cannot_judge', 'integer')
    .addColumn('note', 'text')
    .addColumn('tags', 'text')
    .addColumn('at', 'text')
    .addColumn('repeat_of', 'text')
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('candidate', 'text')
    .addColumn('trial', 'integer')
    .execute();
  await schema.createIndex('ratings_by_text').on('ratings').columns(['example', 'text_id']).execute();
  await review(db);
  await schema
    .createTable('reveals')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('command', 'text', (c) => c.notNull())
    .addColumn('missing', 'integer', (c) => c.notNull())
    .execute();
  await schema
    .createTable('decisions')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('inputs_hash', 'text', (c) => c.notNull())
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('decision', 'text', (c) => c.notNull())
    .execute();
}

async function outputs(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('outputs')
    .addColumn('candidate', 'text', (c) => c.notNull())
    .addColumn('example', 'text', (c) => c.notNull())
    .addColumn('trial', 'integer', (c) => c.notNull())
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('text_id', 'text', (c) => c.notNull())
    .addColumn('usage', 'text')
    .addColumn('cost_usd', 'double precision')
    .addColumn('latency_ms', 'double precision')
    .addColumn('first_token_ms', 'double precision')
    .addColumn('response_model', 'text')
    .addColumn('fingerprint', 'text')
    .addColumn('failure', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('outputs_key', ['candidate', 'example', 'trial', 'round'])
    .execute();
  // However many processes race, an output is answered once.
  await schema
    .createIndex('outputs_answered_once')
    .unique()
    .on('outputs')
    .columns(['candidate', 'example', 'trial'])
    .where(sql.ref('status'), '<>', sql.lit('error'))
    .execute();
  await schema
    .createTable('attempts')
    .addColumn('candidate', 'text', (c) => c.notNull())
    .addColumn('example', 'text', (c) => c.notNull())
    .addColumn('trial', 'integer', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('started_at', 'text', (c) => c.notNull())
    .addColumn('duration_ms', 'double precision', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('failure', 'text')
    .addPrimaryKeyConstraint('attempts_key', ['candidate', 'example', 'trial', 'number'])
    .execute();
}

async function review(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('review_rounds')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('rater', 'text', (c) => c.notNull())
    .addColumn('split', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('seed', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('guide', 'text')
    .addColumn('items', 'text', (c) => c.notNull())
    .addUniqueConstraint('review_rounds_number', ['rater', 'split', 'number'])
    .execute();
  await schema
    .createTable('review_events')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('seq', 'integer', (c) => c.notNull().unique())
    .addColumn('round', 'text', (c) => c.notNull())
    .addColumn('rater', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('target', 'text')
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('received_at', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('review_events_by_target').on('review_events').columns(['target']).execute();
}
