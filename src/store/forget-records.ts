/** Records out of the pool: as if they had never been in the log, as far as that is known. */
import type { IsForgotten } from '../core/forget.ts';
import { parts } from './parts.ts';
import type { Database, Tables } from './schema.ts';

/** Hex digits that are kept of a bound that is the id of something forgotten: too few to tell what that was. */
const KEPT_DIGITS = 6;

/** Rows of the pool, of a schema before forms and facets too. */
type PoolRow = Pick<Tables['pool'], 'id' | 'stratum' | 'records'> & Partial<Tables['pool']>;

/** How many entries went, and how many records of the log these were. */
export async function forgetRecords(
  tx: Database,
  isGone: (id: string) => boolean,
  isForgotten: IsForgotten,
): Promise<{ readonly entries: number; readonly records: number }> {
  const rows: readonly PoolRow[] = await tx.selectFrom('pool').selectAll().execute();
  const gone = rows.filter(({ id }) => isGone(id));
  await deleteEntries(tx, gone);
  const told = (bound: string | null): string | null =>
    bound !== null && isForgotten({ id: bound }) ? shortened(bound) : bound;
  const strata = await tx.selectFrom('strata').selectAll().execute();
  const facets = rows.some((row) => row.facets !== undefined)
    ? await tx.selectFrom('facets').selectAll().execute()
    : [];
  const bounds = new Map([
    ...strata.map((row) => [`stratum ${row.stratum}`, told(row.bound)] as const),
    ...facets.map((row) => [`facet ${row.facet}`, told(row.bound)] as const),
  ]);
  for (const row of strata) {
    const entries = gone.filter(({ stratum }) => stratum === row.stratum);
    const bound = bounds.get(`stratum ${row.stratum}`)!;
    if (entries.length === 0 && bound === row.bound) continue;
    await tx.deleteFrom('strata').where('stratum', '=', row.stratum).execute();
    const records = row.records - recordsOf(entries);
    const distinct = Math.max(1, row.distinct_inputs - entries.length);
    const left = { ...row, records, distinct_inputs: distinct, bound };
    if (records > 0) await tx.insertInto('strata').values(left).execute();
  }
  for (const row of facets) {
    const entries = gone.filter((entry) => facetsOf(entry).includes(row.facet));
    const bound = bounds.get(`facet ${row.facet}`)!;
    if (entries.length === 0 && bound === row.bound) continue;
    await tx.deleteFrom('facets').where('facet', '=', row.facet).execute();
    const records = row.records - recordsOf(entries);
    if (records > 0)
      await tx
        .insertInto('facets')
        .values({ ...row, records, bound })
        .execute();
  }
  await keepBelow(
    tx,
    rows.filter(({ id }) => !isGone(id)),
    { bounds, told },
  );
  return { entries: gone.length, records: recordsOf(gone) };
}

interface Bounds {
  /** By `stratum NAME` and `facet NAME`. */
  readonly bounds: ReadonlyMap<string, string | null>;
  /** A bound as it may be kept. */
  readonly told: (bound: string | null) => string | null;
}

/** Entries are below the bound of their stratum or of a facet, and below that of their form: where one was shortened, some are no more. */
async function keepBelow(tx: Database, rows: readonly PoolRow[], { bounds, told }: Bounds): Promise<void> {
  const isBelow = (id: string, bound: string | null): boolean => bound === null || id < bound;
  const stays = (row: PoolRow): boolean => {
    const held = [`stratum ${row.stratum}`, ...facetsOf(row).map((facet) => `facet ${facet}`)];
    const isHeld = held.some((name) => isBelow(row.id, bounds.get(name) ?? null));
    return isHeld && isBelow(row.id, told(row.form_bound ?? null));
  };
  await deleteEntries(
    tx,
    rows.filter((row) => !stays(row)),
  );
  // On SQLite a row has a checksum over all of it, so it is written anew.
  const changed = rows.filter(
    (row) => stays(row) && (row.form_bound ?? null) !== told(row.form_bound ?? null),
  );
  await deleteEntries(tx, changed);
  for (const some of parts(changed, 100))
    await tx
      .insertInto('pool')
      .values(some.map((row) => ({ ...(row as Tables['pool']), form_bound: told(row.form_bound!) })))
      .execute();
}

function facetsOf({ facets = '[]' }: PoolRow): readonly string[] {
  return JSON.parse(facets) as readonly string[];
}

function recordsOf(rows: readonly PoolRow[]): number {
  return rows.reduce((sum, { records }) => sum + records, 0);
}

async function deleteEntries(tx: Database, rows: readonly PoolRow[]): Promise<void> {
  for (const ids of parts(rows.map(({ id }) => id)))
    await tx.deleteFrom('pool').where('id', 'in', ids).execute();
}

function shortened(bound: string): string {
  return bound.slice(0, KEPT_DIGITS).padEnd(bound.length, '0');
}
