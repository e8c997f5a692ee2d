/** Brings a database to the newest schema, and refuses one that a newer fieldtest wrote. */
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { migrations } from './migrations/list.ts';

/** Runs the missing migrations in one transaction each. */
export async function migrate<DB>(db: Kysely<DB>, location: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'fieldtest_migrations',
    migrationLockTableName: 'fieldtest_migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (messageOf(error).includes('corrupted migrations')) {
    throw new FieldtestError(
      'store',
      `${location} was written by a newer fieldtest than this one`,
      'Update with: npm install fieldtest@latest',
      { cause: error },
    );
  }
  throw new FieldtestError(
    'store',
    `${location} cannot be opened: ${messageOf(error)}`,
    'Check that it is a fieldtest database, and that this user may write to it.',
    { cause: error },
  );
}
