/** Transactions: those that read and write what follows from it, with no other writer between, and those that only read. */
import { PostgresAdapter, sql } from 'kysely';
import type { Database } from './schema.ts';

/**
 * Runs `work` in a transaction that holds the right to write `table` until it ends; other processes wait for it.
 * On SQLite every transaction has the write lock from its start, on PostgreSQL it is an advisory lock.
 */
export async function writing<T>(
  db: Database,
  table: string,
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (tx) => {
    await lock(tx, table);
    return await work(tx);
  });
}

/** The same for some calls of a run, which are made on many machines: one that dies in the middle is given up sooner. */
export async function writingCalls<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return await db.transaction().execute(async (tx) => {
    await lock(tx, 'outputs', CALLS_SILENT);
    return await work(tx);
  });
}

/** Runs `work` on the data of one moment; nobody waits for it. */
export async function reading<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

/** Between two statements of a large import, or when something is forgotten, ids are made of all of it. */
const SILENT = '30s';
/** A call or two hundred take milliseconds; whoever waits should know no more of it than of the death itself. */
const CALLS_SILENT = '5s';

/**
 * Takes the right to write `table` until the transaction ends. A machine that loses power or its network in the middle says
 * no end; the server would wait for hours, and everybody for it. So it ends what has said nothing for so long.
 */
export async function lock(tx: Database, table: string, silent = SILENT): Promise<void> {
  if (isPostgres(tx))
    await sql`
      select
        set_config('idle_in_transaction_session_timeout', ${silent}, true),
        pg_advisory_xact_lock(hashtextextended(${`fieldtest ${table}`}, 0))`.execute(tx);
}

/** Whether it speaks PostgreSQL; else SQLite. */
export function isPostgres(db: Database): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

export async function hasSchema(db: Database, name: string): Promise<boolean> {
  if (!isPostgres(db)) return false;
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${name}`.execute(db);
  return rows.length > 0;
}
