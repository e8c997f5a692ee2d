/** Tables written anew without the rows that were deleted; what the server keeps beside its tables is its owner's. */
import { sql } from 'kysely';
import { messageOf } from '../../core/errors.ts';
import type { Cleaned } from '../../core/forget.ts';
import { type Database, TABLE_KEYS } from '../schema.ts';

export async function cleanPostgres(db: Database): Promise<Cleaned> {
  const left: { what: string; why: string }[] = [];
  for (const table of [...Object.keys(TABLE_KEYS), 'claims'])
    try {
      await sql`vacuum (full) ${sql.table(table)}`.execute(db);
    } catch (error) {
      left.push({ what: `table "${table}", until it is vacuumed`, why: messageOf(error) });
    }
  const done = left.length === 0;
  left.push({
    what: "the server's write-ahead log until it is recycled, its replicas and its backups",
    why: 'not under the control of fieldtest',
  });
  return { done, rewritten: [], removed: [], left };
}
