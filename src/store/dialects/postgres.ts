/** PostgreSQL by URL, for a team: the same queries on a server that many machines share. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type QueryResult,
} from 'kysely';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import type { Tables } from '../schema.ts';
import { decodeRow, encodeParameters } from '../text-codec.ts';

/** Connects; fails at once with a clear error when the server cannot be reached. */
export async function openPostgres(url: string, location: string): Promise<Kysely<Tables>> {
  const { default: pg } = await import('pg');
  // Counts are bigint on the wire; ours stay far below 2^53.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === 20 ? Number : pg.types.getTypeParser(oid as never, format as never),
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    types: types as never,
    connectionTimeoutMillis: 10_000,
  });
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
  return new Kysely<Tables>({ dialect: new TextSafePostgresDialect({ pool }) });
}

class TextSafePostgresDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>();
    const inner = new WeakMap<DatabaseConnection, DatabaseConnection>();
    return {
      init: () => driver.init(),
      async acquireConnection() {
        const connection = await driver.acquireConnection();
        let safe = wrapped.get(connection);
        if (safe === undefined) {
          safe = textSafe(connection);
          wrapped.set(connection, safe);
          inner.set(safe, connection);
        }
        return safe;
      },
      beginTransaction: (connection, settings) => driver.beginTransaction(inner.get(connection)!, settings),
      commitTransaction: (connection) => driver.commitTransaction(inner.get(connection)!),
      rollbackTransaction: (connection) => driver.rollbackTransaction(inner.get(connection)!),
      releaseConnection: (connection) => driver.releaseConnection(inner.get(connection)!),
      destroy: () => driver.destroy(),
    };
  }
}

function textSafe(connection: DatabaseConnection): DatabaseConnection {
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
      decoded(await connection.executeQuery<R>(encoded(query))),
    async *streamQuery<R>(query: CompiledQuery, chunkSize?: number) {
      for await (const result of connection.streamQuery<R>(encoded(query), chunkSize ?? 100))
        yield decoded(result);
    },
  };
}
