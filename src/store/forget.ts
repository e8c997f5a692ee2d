/** `forget`: the one exception to append-only. Every row of an example or record goes, in one transaction. */
import { sql } from 'kysely';
import {
  type Cleaned,
  type Forgettable,
  type Forgetting,
  type ForgottenRows,
  type IsForgotten,
  marksOf,
} from '../core/forget.ts';
import { forgotten, projectKey } from './forgotten.ts';
import { parts } from './parts.ts';
import { removeForgotten } from './remove-forgotten.ts';
import type { Database } from './schema.ts';
import { isPostgres, lock, writing } from './writing.ts';

/** Everything whose rows go; all of it is locked, in the order in which others lock what they write. */
const WRITTEN = ['pool', 'examples', 'outputs', 'ratings', 'decisions', 'forgotten', 'scores', 'vectors'];

export interface ForgetOptions {
  readonly at: string;
  /** Says what would go, and changes nothing. */
  readonly dryRun?: boolean;
}

/** Marks these, and deletes every row that is theirs. Returns how many went. */
export async function forget(
  db: Database,
  these: readonly Forgettable[],
  { at, dryRun = false }: ForgetOptions,
): Promise<ForgottenRows> {
  const key = await projectKey(db);
  // What SQLite deletes is overwritten at once; what it had moved about before goes when the file is cleaned.
  if (!isPostgres(db)) await sql`pragma secure_delete = on`.execute(db);
  const undo = new Error('nothing is to be changed');
  let rows: ForgottenRows = {};
  try {
    await writing(db, WRITTEN[0]!, async (tx) => {
      for (const table of WRITTEN.slice(1)) await lock(tx, table);
      const last = await tx
        .selectFrom('forgettings')
        .select((eb) => eb.fn.max('seq').as('seq'))
        .executeTakeFirst();
      const seq = (last?.seq ?? 0) + 1;
      await putMarks(
        tx,
        these.flatMap((one) => marksOf(key, one)),
        seq,
      );
      const isForgotten = (await forgotten(tx))!;
      const removed = await removeForgotten(tx, isForgotten);
      await putMarks(
        tx,
        [...removed.ids.map((id) => ({ id })), ...removed.items.map((item) => ({ item }))].flatMap((one) =>
          marksOf(key, one),
        ),
        seq,
      );
      rows = removed.rows;
      await tx
        .insertInto('forgettings')
        .values({ seq, at, rows: JSON.stringify(rows), cleaned: 0 })
        .execute();
      if (dryRun) throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return rows;
}

async function putMarks(tx: Database, marks: readonly string[], forgetting: number): Promise<void> {
  const known = new Set((await tx.selectFrom('forgotten').select('mark').execute()).map(({ mark }) => mark));
  const fresh = [...new Set(marks)].filter((mark) => !known.has(mark));
  for (const part of parts(fresh, 100))
    await tx
      .insertInto('forgotten')
      .values(part.map((mark) => ({ mark, forgetting })))
      .execute();
}

export async function forgettings(db: Database): Promise<readonly Forgetting[]> {
  const rows = await db.selectFrom('forgettings').selectAll().orderBy('seq').execute();
  return rows.map((row) => ({
    at: row.at,
    rows: JSON.parse(row.rows) as ForgottenRows,
    cleaned: row.cleaned !== 0,
  }));
}

/** Does the cleaning, and notes what it was enough for: all that was forgotten before it began. */
export async function clean(
  db: Database,
  work: (isForgotten: IsForgotten) => Promise<Cleaned>,
): Promise<Cleaned> {
  const open = await db.selectFrom('forgettings').selectAll().where('cleaned', '=', 0).execute();
  const result = await work((await forgotten(db)) ?? (() => false));
  if (!result.done) return result;
  await writing(db, 'forgotten', async (tx) => {
    for (const row of open) {
      await tx.deleteFrom('forgettings').where('seq', '=', row.seq).execute();
      await tx
        .insertInto('forgettings')
        .values({ ...row, cleaned: 1 })
        .execute();
    }
  });
  return result;
}
