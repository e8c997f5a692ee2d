/** Looks at a database without changing it, not even its schema: for `fieldtest doctor`. */
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../core/errors.ts';
import { openPostgres } from './dialects/postgres.ts';
import { refuseForeign } from './dialects/sqlite.ts';
import { type Backup, backupsOf } from './dialects/sqlite-backups.ts';
import { allDamage, type Damage, isDamage } from './dialects/sqlite-damage.ts';
import { forgettings } from './forget.ts';
import { schemaOf } from './migrate.ts';
import { isPostgresUrl, withoutPassword } from './open-store.ts';
import { MIGRATIONS_TABLE } from './schema.ts';

export interface StoreHealth {
  readonly location: string;
  /** The path, of an SQLite file. */
  readonly file?: string;
  /** False when there is none yet. */
  readonly exists: boolean;
  /** Names of the migrations that it had; absent where that cannot be read. */
  readonly schema?: readonly string[];
  readonly damage: readonly Damage[];
  /** True while files may hold what was forgotten. */
  readonly unclean?: boolean;
  readonly backups: readonly Backup[];
}

const FORGET = '0007-forget';

/** Throws a FieldtestError('store') for a server that cannot be reached or a file that cannot be opened. */
export async function inspectStore(where: string): Promise<StoreHealth> {
  if (isPostgresUrl(where)) {
    const location = withoutPassword(where);
    const { db } = await openPostgres(where, location);
    try {
      const schema = await schemaOf(db);
      const unclean = schema.includes(FORGET) && (await forgettings(db)).some(({ cleaned }) => !cleaned);
      return { location, exists: true, schema, damage: [], unclean, backups: [] };
    } finally {
      await db.destroy();
    }
  }
  const backups = backupsOf(where);
  const file = { location: where, file: where, backups };
  if (!existsSync(where)) return { ...file, exists: false, damage: [] };
  if (statSync(where).size === 0) return { ...file, exists: true, damage: [{ what: 'the file is empty' }] };
  const database = new DatabaseSync(where, { readOnly: true, timeout: 5000 });
  try {
    refuseForeign(database, where);
    const damage = allDamage(database);
    if (damage.length > 0) return { ...file, exists: true, damage };
    const schema = schemaIn(database);
    const unclean =
      schema.includes(FORGET) &&
      database.prepare('select 1 from forgettings where cleaned = 0').get() !== undefined;
    return { ...file, exists: true, damage, schema, unclean };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { ...file, exists: true, damage: [{ what: messageOf(error) }] };
  } finally {
    database.close();
  }
}

function schemaIn(database: DatabaseSync): readonly string[] {
  return database
    .prepare(`select name from ${MIGRATIONS_TABLE} order by name`)
    .all()
    .map(({ name }) => String(name));
}
