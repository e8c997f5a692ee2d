/**
 * Brings a database to the newest schema, and refuses one that a newer fieldtest wrote. Kysely's own Migrator
 * takes no lock on SQLite, where several processes may open a new file at the same moment.
 */
import { sql } from 'kysely';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { migrations } from './migrations/list.ts';
import { type Database, MIGRATIONS_TABLE, type OpenDatabase } from './schema.ts';
import { damagedError } from './store-error.ts';
import { isPostgres, writing } from './writing.ts';

const table = sql.table(MIGRATIONS_TABLE);

/**
 * Runs the missing migrations, all in one transaction; one that misses none is only read. What an SQLite database
 * holds already is checked and copied before.
 */
export async function migrate(
  { db, writable, verify, backUp }: OpenDatabase,
  location: string,
): Promise<void> {
  const { applied, missing } = await stateOf(db, location);
  if (missing.length === 0) return;
  let backup: string | undefined;
  if (applied.length > 0 && writable) {
    verify?.();
    backup = backUp?.();
  }
  try {
    await writing(db, MIGRATIONS_TABLE, async (tx) => {
      // Another process may have been faster.
      const { missing: still } = await stateOf(tx, location);
      await sql`create table if not exists ${table} (name text primary key not null)`.execute(tx);
      for (const name of still) {
        await migrations[name]!.up(tx);
        await sql`insert into ${table} (name) values (${name})`.execute(tx);
      }
    });
  } catch (error) {
    if (backup === undefined) throw error;
    throw new FieldtestError(
      'store',
      `${location} could not be brought to the newest schema, and is as it was: ${messageOf(error)}`,
      `${error instanceof FieldtestError ? error.hint : 'Please report it.'} A copy made before is ${backup}`,
      { cause: error },
    );
  }
}

interface State {
  readonly applied: readonly string[];
  readonly missing: readonly string[];
}

async function stateOf(db: Database, location: string): Promise<State> {
  const applied = await schemaOf(db);
  const odd = applied.find((name) => !/^\d{4}-[a-z-]+$/.test(name));
  if (odd !== undefined) throw damagedError(location, `table "${MIGRATIONS_TABLE}": a name is no name`);
  if (applied.some((name) => migrations[name] === undefined)) {
    throw new FieldtestError(
      'store',
      `${location} was written by a newer fieldtest than this one`,
      'Update with: npm install fieldtest@latest',
    );
  }
  return { applied, missing: Object.keys(migrations).filter((name) => !applied.includes(name)) };
}

/** Names of the migrations that a database has had. */
export async function schemaOf(db: Database): Promise<readonly string[]> {
  // Not to_regclass: the server answers it from a cache that may not know yet what another session has just made.
  const known = isPostgres(db)
    ? sql`select 1 from pg_tables where schemaname = any (current_schemas(false)) and tablename = ${MIGRATIONS_TABLE}`
    : sql`select 1 from sqlite_master where type = 'table' and name = ${MIGRATIONS_TABLE}`;
  if ((await known.execute(db)).rows.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from ${table}`.execute(db);
  return rows.map(({ name }) => name);
}
