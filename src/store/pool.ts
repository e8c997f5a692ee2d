/** The pool and the files that made it. */
import type { Pool } from '../core/pool.ts';
import type { ProductionRecord } from '../core/record.ts';
import type { ImportedFile, ImportedPool, StoredPool } from '../core/store.ts';
import { forgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import type { Database } from './schema.ts';
import { reading, writing } from './writing.ts';

export async function importedFiles(db: Database): Promise<readonly ImportedFile[]> {
  return await db.selectFrom('imports').selectAll().orderBy('at').orderBy('digest').execute();
}

/** Strata and entries of the same moment. */
export async function loadPool(db: Database): Promise<Pool> {
  return await reading(db, readPool);
}

export async function changePool(
  db: Database,
  change: (now: StoredPool) => ImportedPool | undefined,
): Promise<void> {
  await writing(db, 'pool', async (tx) => {
    const isForgotten = await forgotten(tx);
    const next = change({
      pool: await readPool(tx),
      files: await importedFiles(tx),
      ...(isForgotten === undefined ? {} : { isForgotten }),
    });
    if (next !== undefined) await replacePool(tx, next);
  });
}

async function readPool(tx: Database): Promise<Pool> {
  const strata = await tx.selectFrom('strata').selectAll().orderBy('stratum').execute();
  const facets = await tx.selectFrom('facets').selectAll().orderBy('facet').execute();
  const entries = await tx.selectFrom('pool').selectAll().orderBy('id').execute();
  return {
    strata: strata.map((row) => ({
      stratum: row.stratum,
      records: row.records,
      distinct: row.distinct_inputs,
      overflowed: row.overflowed !== 0,
      ...(row.bound === null ? {} : { bound: row.bound }),
    })),
    facets: facets.map(({ facet, records, bound }) => ({
      facet,
      records,
      ...(bound === null ? {} : { bound }),
    })),
    entries: entries.map((row) => ({
      id: row.id,
      stratum: row.stratum,
      facets: JSON.parse(row.facets) as readonly string[],
      form: row.form,
      ...(row.form_bound === null ? {} : { formBound: row.form_bound }),
      record: JSON.parse(row.record) as ProductionRecord,
      count: row.records,
    })),
  };
}

async function replacePool(tx: Database, { pool, files }: ImportedPool): Promise<void> {
  await tx.deleteFrom('strata').execute();
  await tx.deleteFrom('facets').execute();
  await tx.deleteFrom('pool').execute();
  await tx.deleteFrom('imports').execute();
  const strata = pool.strata.map((stratum) => ({
    stratum: stratum.stratum,
    records: stratum.records,
    distinct_inputs: stratum.distinct,
    overflowed: Number(stratum.overflowed),
    bound: stratum.bound ?? null,
  }));
  for (const rows of parts(strata)) await tx.insertInto('strata').values(rows).execute();
  const facets = pool.facets.map(({ facet, records, bound }) => ({ facet, records, bound: bound ?? null }));
  for (const rows of parts(facets)) await tx.insertInto('facets').values(rows).execute();
  for (const entries of parts(pool.entries, 100)) {
    const rows = entries.map(({ id, stratum, facets: own, form, formBound, record, count }) => ({
      id,
      stratum,
      facets: JSON.stringify(own),
      form,
      form_bound: formBound ?? null,
      record: JSON.stringify(record),
      records: count,
    }));
    await tx.insertInto('pool').values(rows).execute();
  }
  for (const rows of parts(files, 100)) await tx.insertInto('imports').values(rows).execute();
}
