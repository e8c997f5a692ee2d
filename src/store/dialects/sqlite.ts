/** SQLite through Node's own `node:sqlite`: one file, no native build, several processes may open it. */
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import type { IsForgotten } from '../../core/forget.ts';
import { removeForgotten } from '../remove-forgotten.ts';
import { MIGRATIONS_TABLE, NEWER_FUNCTION, type OpenDatabase, type Tables } from '../schema.ts';
import { damagedError, sqliteCode, sqliteHint, storeError } from '../store-error.ts';
import { writing } from '../writing.ts';
import { CheckedRows } from './checked-rows.ts';
import { backUp } from './sqlite-backups.ts';
import { cleanSqlite } from './sqlite-clean.ts';
import { allDamage, type Damage, damageText, isDamage, missingRows } from './sqlite-damage.ts';
import { fromSqlite, toSqlite } from './sqlite-values.ts';

/** How long opening waits for another process that makes the same file, and a transaction for others to end. */
const OPEN_WAIT_MS = 15_000;
const LOCK_WAIT_MS = 60_000;
/** How long a cleaning waits for whoever reads; it can be done again. */
const CLEAN_WAIT_MS = 10_000;
/** SQLite's own wait blocks the process, which may hold the lock through another connection: it is short. */
const BUSY_TIMEOUT_MS = 5;
const LOCK_RETRY_MS = 10;
const BUSY = 5;
/** Of a new file: in pages of 4 KB three answers of a usual length leave a tenth of each page empty. */
const PAGE_BYTES = 8192;
/** Statements that are kept ready. */
const MOST_PREPARED = 100;
/** Up to here all of it is checked whenever it is opened: a fifth of a second. */
const SMALL_BYTES = 32e6;

/**
 * Opens the file, or makes one that its owner alone can read. Every commit is on disk before it returns. A file
 * that may only be read is opened for reading; one that holds tables of somebody else is refused, untouched; so is
 * one that lost something.
 */
export async function openSqlite(path: string): Promise<OpenDatabase> {
  let database: DatabaseSync | undefined;
  try {
    makeFile(path);
    if (statSync(path).size === 0 && bytesOf(`${path}-wal`) > 0)
      throw damagedError(path, 'the file is empty, and what was written last is still beside it');
    const writable = isWritable(path);
    database = writable ? new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS }) : openReadOnly(path);
    const opened = database;
    await whenFree(() => refuseForeign(opened, path), OPEN_WAIT_MS);
    if (writable)
      await whenFree(
        () =>
          opened.exec(
            `PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`,
          ),
        OPEN_WAIT_MS,
      );
    const refuse = (find: (database: DatabaseSync) => readonly Damage[], from = opened) => {
      const found = find(from);
      if (found.length > 0) throw damagedError(path, damageText(found));
    };
    const small = statSync(path).size + bytesOf(`${path}-wal`) <= SMALL_BYTES;
    await whenFree(() => refuse(small ? allDamage : missingRows), OPEN_WAIT_MS);
    return {
      db: kyselyOver(database, path, { checked: true, shortDigests: true }),
      writable,
      clean: (isForgotten, options) =>
        cleanSqlite(
          {
            path,
            database: opened,
            whenFree: (work) => whenFree(work, CLEAN_WAIT_MS),
            forgetIn: (copy) => forgetIn(copy, path, isForgotten),
          },
          options,
        ),
      // By a connection of its own: this one may be in the middle of a transaction.
      verify() {
        if (small) return;
        const own = openReadOnly(path);
        try {
          refuse(allDamage, own);
        } finally {
          own.close();
        }
      },
      backUp: () => backUp(path),
    };
  } catch (error) {
    database?.close();
    if (error instanceof FieldtestError) throw error;
    if (isDamage(error)) throw damagedError(path, messageOf(error));
    throw new FieldtestError(
      'store',
      `${path} cannot be opened: ${messageOf(error)}`,
      sqliteHint(error) ??
        'Check that the folder exists and may be written, and that the file is a fieldtest database.',
      { cause: error },
    );
  }
}

/** How a file lies that may be of an older schema. */
interface Layout {
  /** Its rows carry checksums. */
  readonly checked: boolean;
  /** Its digests are bytes. */
  readonly shortDigests: boolean;
}

function kyselyOver(database: DatabaseSync, path: string, layout: Layout): Kysely<Tables> {
  database.function(NEWER_FUNCTION, { deterministic: true }, () => 0);
  const dialect = new NodeSqliteDialect({ database: adapt(database, path, layout) }, database);
  return new Kysely<Tables>({ dialect, plugins: layout.checked ? [new CheckedRows(path)] : [] });
}

async function forgetIn(copy: DatabaseSync, path: string, isForgotten: IsForgotten): Promise<void> {
  refuseForeign(copy, path);
  const has = (table: string, name: string) =>
    copy.prepare(`select 1 from ${table} where name = ?`).get(name) !== undefined;
  const layout = {
    checked: has('sqlite_master', 'row_sums'),
    shortDigests: has(MIGRATIONS_TABLE, '0011-short-digests'),
  };
  await writing(
    kyselyOver(copy, path, layout),
    'outputs',
    async (tx) => await removeForgotten(tx, isForgotten),
  );
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** An empty file, when there is none yet. */
function makeFile(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Writing makes files beside the database, so its folder counts too. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without a file of recent writes beside it nobody is writing; only then can SQLite read without one. */
function openReadOnly(path: string): DatabaseSync {
  const url = pathToFileURL(path);
  if (!existsSync(`${path}-wal`)) url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
}

/** Throws FieldtestError('store') for a database that holds tables, and none of ours. */
export function refuseForeign(database: DatabaseSync, path: string): void {
  const rows = database.prepare("select name from sqlite_master where type = 'table'").all();
  const names = rows.map(({ name }) => String(name));
  if (names.length === 0 || names.includes(MIGRATIONS_TABLE)) return;
  throw new FieldtestError(
    'store',
    `${path} is a database of another program: it holds the table "${names[0]}"`,
    'Nothing was changed. Give `store:` in the config, or FIELDTEST_STORE, another file.',
  );
}

/** Kysely expects better-sqlite3's shape; node:sqlite differs in how parameters and readers are given. */
function adapt(database: DatabaseSync, path: string, { shortDigests }: Layout): SqliteDatabase {
  /** What SQLite itself says is the store's failure; anything else is a defect of ours. */
  const saying = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw sqliteCode(error) === undefined ? error : storeError(path, error);
    }
  };
  const values = (parameters: readonly unknown[]) => toSqlite(parameters, shortDigests);
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      const statement = saying(() => database.prepare(sql));
      const isSelect = /^\s*select\b/i.test(sql);
      const fresh: SqliteStatement = {
        reader: statement.columns().length > 0,
        // Row by row: each digest comes as a buffer of its own, and those of all rows at once take more than the rows. What
        // writes is read at once: an iterator that fails, since others write, leaves its statement open, and no COMMIT can follow.
        all: (parameters) =>
          saying(() =>
            Array.from(
              isSelect ? statement.iterate(...values(parameters)) : statement.all(...values(parameters)),
              (row) => fromSqlite(row),
            ),
          ),
        run: (parameters) => saying(() => statement.run(...values(parameters))),
        *iterate(parameters) {
          // Of its own: whoever reads slowly must not be set back by the same question asked meanwhile.
          const rows = saying(() => database.prepare(sql)).iterate(...values(parameters));
          for (let row = saying(() => rows.next()); !row.done; row = saying(() => rows.next()))
            yield fromSqlite(row.value);
        },
      };
      if (prepared.size >= MOST_PREPARED) prepared.delete(prepared.keys().next().value!);
      prepared.set(sql, fresh);
      return fresh;
    },
  };
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #database: DatabaseSync;

  constructor(config: SqliteDialectConfig, database: DatabaseSync) {
    super(config);
    this.#config = config;
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config, this.#database);
  }
}

/** Tries again as long as another process is in the way. */
async function whenFree<T>(work: () => T | Promise<T>, waitMs: number): Promise<T> {
  for (let waited = 0; ; waited += LOCK_RETRY_MS) {
    try {
      return await work();
    } catch (error) {
      if (sqliteCode(error) !== BUSY || waited >= waitMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

/**
 * A transaction that reads first and writes later could meet a writer in between, so each takes the write lock
 * at once, but for those that only read.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(config: SqliteDialectConfig, database: DatabaseSync) {
    super(config);
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: <R>(query: CompiledQuery) =>
        whenFree(() => connection.executeQuery<R>(query), LOCK_WAIT_MS),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    { accessMode }: TransactionSettings = {},
  ): Promise<void> {
    const begin = accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    // SQLite never waits, so that a long row of writes would leave no turn to Ctrl-C, timers and other work.
    await new Promise(setImmediate);
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk has rolled it back already; to fail here would hide that.
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}
