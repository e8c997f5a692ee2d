/** SQLite through Node's own `node:sqlite`: one file, no native build, several processes may open it. */
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import type { Tables } from '../schema.ts';
import { decodeRow, encodeParameters } from '../text-codec.ts';

/** Opens or makes the file, readable by its owner alone. Every commit is on disk before it returns. */
export function openSqlite(path: string): Kysely<Tables> {
  let database: DatabaseSync;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    database = new DatabaseSync(path, { timeout: 5 });
    chmodSync(path, 0o600);
    database.exec(
      'PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5;',
    );
  } catch (error) {
    throw new FieldtestError(
      'store',
      `${path} cannot be opened: ${messageOf(error)}`,
      'Check that the folder exists and may be written, and that the file is a fieldtest database.',
      { cause: error },
    );
  }
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect({ database: adapt(database) }) });
}

/** Kysely expects better-sqlite3's shape; node:sqlite differs in how parameters and readers are given. */
function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      const values = (parameters: readonly unknown[]) => encodeParameters(parameters) as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)).map(decodeRow),
        run: (parameters) => statement.run(...values(parameters)),
        *iterate(parameters) {
          for (const row of statement.iterate(...values(parameters))) yield decodeRow(row);
        },
      };
    },
  };
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

/** How long a transaction waits for other processes, and between its tries. */
const LOCK_WAIT_MS = 60_000;
const LOCK_RETRY_MS = 10;

/**
 * A transaction that reads first and writes later could meet a writer in between, so each takes the write lock
 * at once. It waits for the lock without blocking the process, which may hold it through another connection.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    for (let waited = 0; ; waited += LOCK_RETRY_MS) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!isBusy(error) || waited >= LOCK_WAIT_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
      }
    }
  }
}

/** SQLITE_BUSY is 5, in the low byte of its extended codes. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}
