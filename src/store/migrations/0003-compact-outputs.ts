/** The attempt that gave an answer lies in its output's row; an answer is round 0, so that the key alone keeps it single. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const compactOutputs: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`drop index outputs_answered_once`.execute(db);
    // By way of the negatives: moved one by one they would meet each other.
    await sql`update outputs set round = -round - 1 where status = 'error'`.execute(db);
    await sql`update outputs set round = 0 where status <> 'error'`.execute(db);
    await sql`update outputs set round = -round where status = 'error'`.execute(db);
    for (const column of [sql`attempt integer`, sql`started_at text`, sql`duration_ms double precision`])
      await sql`alter table outputs add column ${column}`.execute(db);
    for (const column of [sql`most_usd double precision`, sql`late integer`, sql`partial_text text`])
      await sql`alter table attempts add column ${column}`.execute(db);
  },
};
