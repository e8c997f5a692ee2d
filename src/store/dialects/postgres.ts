/** PostgreSQL by URL, for a team: the same queries on a server that many machines share. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  type QueryResult,
} from 'kysely';
import type { ClientConfig, PoolConfig } from 'pg';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import type { OpenDatabase, Tables } from '../schema.ts';
import { storeError } from '../store-error.ts';
import { decodeRow, encodeParameters } from '../text-codec.ts';
import { cleanPostgres } from './postgres-clean.ts';

/** As long as SQLite waits for a lock: after that a query is given up, and its connection with it. */
const QUERY_TIMEOUT_MS = 60_000;
/** What `pg` says then. */
const UNANSWERED = 'Query read timeout';

/** Connects; fails at once with a clear error when the server cannot be reached. */
export async function openPostgres(url: string, location: string): Promise<OpenDatabase> {
  const { default: pg } = await import('pg');
  // Counts are bigint on the wire; ours stay far below 2^53.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === 20 ? Number : pg.types.getTypeParser(oid as never, format as never),
  };
  class Client extends pg.Client {
    constructor(config?: ClientConfig) {
      super(config);
      // A connection that breaks while nobody asks, in a transaction perhaps, would end the process; the next query says it.
      this.on('error', () => {});
    }

    override query(...args: unknown[]): never {
      const result = super.query(...(args as [string])) as unknown;
      // Half open, perhaps: whatever came after would wait behind it.
      if (result instanceof Promise)
        result.catch((error: unknown) => {
          if (messageOf(error) === UNANSWERED) this.connection.stream.destroy();
        });
      return result as never;
    }
  }
  const pool = new pg.Pool({
    // Its `query_timeout` goes over ours.
    query_timeout: QUERY_TIMEOUT_MS,
    connectionString: url,
    max: 8,
    types: types as never,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    Client,
  } as PoolConfig);
  // An idle connection that the server drops is replaced on next use; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw new FieldtestError(
      'store',
      `${location} cannot be reached: ${messageOf(error)}`,
      'Check the `store:` URL in the config, or FIELDTEST_STORE, and that the server is running.',
      { cause: error },
    );
  }
  const dialect = new NodePostgresDialect({ pool }, location);
  const db = new Kysely<Tables>({ dialect });
  return { db, writable: true, clean: () => cleanPostgres(pool) };
}

/** Texts go through the codec, and every failure of the server or the way to it is a FieldtestError('store'). */
class NodePostgresDialect extends PostgresDialect {
  readonly #location: string;

  constructor(config: PostgresDialectConfig, location: string) {
    super(config);
    this.#location = location;
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>();
    const inner = new WeakMap<DatabaseConnection, DatabaseConnection>();
    const saying = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        throw storeError(this.#location, error);
      }
    };
    return {
      init: () => driver.init(),
      async acquireConnection() {
        const connection = await saying(driver.acquireConnection());
        let safe = wrapped.get(connection);
        if (safe === undefined) {
          safe = textSafe(connection, saying);
          wrapped.set(connection, safe);
          inner.set(safe, connection);
        }
        return safe;
      },
      beginTransaction: (connection, settings) =>
        saying(driver.beginTransaction(inner.get(connection)!, settings)),
      commitTransaction: (connection) => saying(driver.commitTransaction(inner.get(connection)!)),
      async rollbackTransaction(connection) {
        // It fails only when the connection is gone, which has ended the transaction; why it was rolled back says more.
        await driver.rollbackTransaction(inner.get(connection)!).catch(() => {});
      },
      releaseConnection: (connection) => driver.releaseConnection(inner.get(connection)!),
      destroy: () => driver.destroy(),
    };
  }
}

function textSafe(
  connection: DatabaseConnection,
  saying: <T>(work: Promise<T>) => Promise<T>,
): DatabaseConnection {
  const encoded = (query: CompiledQuery): CompiledQuery => ({
    ...query,
    parameters: encodeParameters(query.parameters),
  });
  const decoded = <R>(result: QueryResult<R>): QueryResult<R> => {
    for (const row of result.rows) decodeRow(row);
    return result;
  };
  return {
    executeQuery: async <R>(query: CompiledQuery) =>
      decoded(await saying(connection.executeQuery<R>(encoded(query)))),
    async *streamQuery<R>(query: CompiledQuery, chunkSize?: number) {
      for await (const result of connection.streamQuery<R>(encoded(query), chunkSize ?? 100))
        yield decoded(result);
    },
  };
}
