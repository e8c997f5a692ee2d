/** Tables written anew without the rows that were deleted; what the server keeps beside its tables is its owner's. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { messageOf } from '../../core/errors.ts';
import type { Cleaned } from '../../core/forget.ts';
import { TABLE_KEYS } from '../schema.ts';

/** How long whoever still sees deleted rows is waited for; it can be done again. */
const WAIT_MS = 10_000;
const RETRY_MS = 200;

export async function cleanPostgres(pool: Pool): Promise<Cleaned> {
  const left: { what: string; why: string }[] = [];
  const client = await pool.connect();
  try {
    const until = performance.now() + WAIT_MS;
    for (const table of [...Object.keys(TABLE_KEYS), 'claims'])
      try {
        while ((await rewrite(client, table)) > 0) {
          if (performance.now() > until) throw new Error('a transaction that began before still sees them');
          await sleep(RETRY_MS);
        }
      } catch (error) {
        left.push({ what: `table "${table}", until it is vacuumed`, why: messageOf(error) });
      }
  } finally {
    client.release();
  }
  const done = left.length === 0;
  left.push({
    what: "the server's write-ahead log until it is recycled, its replicas and its backups",
    why: 'not under the control of fieldtest',
  });
  return { done, rewritten: [], removed: [], left };
}

/** How many deleted rows it had to keep: any snapshot that is older than their end, of a backend that just begins too, holds them. */
async function rewrite(client: PoolClient, table: string): Promise<number> {
  let kept = 0;
  // `3 dead row versions cannot be removed yet.`, in the server's language.
  const hear = ({ detail = '' }: { readonly detail?: string | undefined }) => {
    kept += Number(/\d+/.exec(detail)?.[0] ?? 0);
  };
  client.on('notice', hear);
  try {
    await client.query(`vacuum (full, verbose) ${client.escapeIdentifier(table)}`);
  } finally {
    client.off('notice', hear);
  }
  return kept;
}
