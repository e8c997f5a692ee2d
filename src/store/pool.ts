/** The pool and the files that made it. */
import type { Pool } from '../core/pool.ts';
import type { ProductionRecord } from '../core/record.ts';
import type { ImportedFile } from '../core/store.ts';
import { parts } from './examples.ts';
import type { Database } from './schema.ts';

export async function importedFiles(db: Database): Promise<readonly ImportedFile[]> {
  return await db.selectFrom('imports').selectAll().orderBy('at').orderBy('digest').execute();
}

export async function loadPool(db: Database): Promise<Pool> {
  const strata = await db.selectFrom('strata').selectAll().orderBy('stratum').execute();
  const entries = await db.selectFrom('pool').selectAll().orderBy('id').execute();
  return {
    strata: strata.map((row) => ({
      stratum: row.stratum,
      records: row.records,
      distinct: row.distinct_inputs,
      overflowed: row.overflowed !== 0,
      ...(row.bound === null ? {} : { bound: row.bound }),
    })),
    entries: entries.map((row) => ({
      id: row.id,
      stratum: row.stratum,
      record: JSON.parse(row.record) as ProductionRecord,
      count: row.records,
    })),
  };
}

export async function savePool(
  db: Database,
  pool: Pool,
  files: readonly ImportedFile[],
  fresh = false,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('strata').execute();
    await tx.deleteFrom('pool').execute();
    if (fresh) await tx.deleteFrom('imports').execute();
    const strata = pool.strata.map((stratum) => ({
      stratum: stratum.stratum,
      records: stratum.records,
      distinct_inputs: stratum.distinct,
      overflowed: Number(stratum.overflowed),
      bound: stratum.bound ?? null,
    }));
    for (const rows of parts(strata)) await tx.insertInto('strata').values(rows).execute();
    for (const entries of parts(pool.entries, 100)) {
      const rows = entries.map((entry) => ({
        id: entry.id,
        stratum: entry.stratum,
        record: JSON.stringify(entry.record),
        records: entry.count,
      }));
      await tx.insertInto('pool').values(rows).execute();
    }
    for (const file of files) await tx.insertInto('imports').values(file).execute();
  });
}
