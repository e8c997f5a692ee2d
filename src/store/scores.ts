/** Scores of checks whose code is the user's, append-only: each is asked for once. */
import type { StoredScore } from '../core/store.ts';
import { unforgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

export async function scores(db: Database, checks: readonly string[]): Promise<readonly StoredScore[]> {
  if (checks.length === 0) return [];
  const rows = await db
    .selectFrom('scores')
    .selectAll()
    .where('check_id', 'in', [...checks])
    .execute();
  return rows.map((row) => ({
    check: row.check_id,
    example: row.example,
    textId: row.text_id,
    referenceId: row.reference_id,
    pass: row.pass !== 0,
    ...(row.reason === null ? {} : { reason: row.reason }),
    at: row.at,
  }));
}

export async function putScores(db: Database, list: readonly StoredScore[]): Promise<void> {
  await writing(db, 'scores', async (tx) => {
    for (const part of parts(await unforgotten(tx, list, ({ example: id }) => ({ id })), 50)) {
      const rows = part.map((score) => ({
        check_id: score.check,
        example: score.example,
        text_id: score.textId,
        reference_id: score.referenceId,
        pass: Number(score.pass),
        reason: score.reason ?? null,
        at: score.at,
      }));
      // Another process may have been faster; what it said stays.
      await tx
        .insertInto('scores')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}
