/** Records out of the pool: as if they had never been in the log, as far as that is known. */

import type { IsForgotten } from '../core/forget.ts';
import { parts } from './parts.ts';
import type { Database } from './schema.ts';

/** Hex digits that are kept of a bound that is the id of something forgotten: too few to tell what that was. */
const KEPT_DIGITS = 6;

/** How many entries went, and how many records of the log these were. */
export async function forgetRecords(
  tx: Database,
  isGone: (id: string) => boolean,
  isForgotten: IsForgotten,
): Promise<{ readonly entries: number; readonly records: number }> {
  const kept = await tx.selectFrom('pool').select(['id', 'stratum', 'records']).execute();
  const gone = kept.filter(({ id }) => isGone(id));
  for (const ids of parts(gone.map(({ id }) => id)))
    await tx.deleteFrom('pool').where('id', 'in', ids).execute();
  const byStratum = Map.groupBy(gone, ({ stratum }) => stratum);
  for (const row of await tx.selectFrom('strata').selectAll().execute()) {
    const entries = byStratum.get(row.stratum) ?? [];
    const bound = row.bound !== null && isForgotten({ id: row.bound }) ? shortened(row.bound) : row.bound;
    if (entries.length === 0 && bound === row.bound) continue;
    await tx.deleteFrom('strata').where('stratum', '=', row.stratum).execute();
    const records = row.records - entries.reduce((sum, entry) => sum + entry.records, 0);
    if (records <= 0) continue;
    const distinct = Math.max(1, row.distinct_inputs - entries.length);
    await tx
      .insertInto('strata')
      .values({ ...row, records, distinct_inputs: distinct, bound })
      .execute();
    // Entries are all inputs below the bound.
    if (bound !== null && bound !== row.bound)
      await tx.deleteFrom('pool').where('stratum', '=', row.stratum).where('id', '>=', bound).execute();
  }
  return { entries: gone.length, records: gone.reduce((sum, { records }) => sum + records, 0) };
}

function shortened(bound: string): string {
  return bound.slice(0, KEPT_DIGITS).padEnd(bound.length, '0');
}
