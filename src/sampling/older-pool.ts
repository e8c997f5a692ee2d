/** A pool of before there were forms and facets, as one that has them. */
import type { Pool, PoolEntry } from '../core/pool.ts';
import { placeOf } from './place.ts';

/**
 * The same pool, with the form and the facets of each entry. Where such a pool had left inputs out, nobody counted what
 * facets these had: a facet has been watched up to the lowest id that any stratum left out.
 */
export function withForms(pool: Pool): Pool {
  if (pool.entries.every(({ form }) => form !== '')) return pool;
  const entries = pool.entries.map((entry): PoolEntry => {
    const { form, facets } = placeOf(entry.record.input);
    return { ...entry, form, facets };
  });
  const bounds = pool.strata.flatMap(({ bound }) => bound ?? []).sort();
  const facets = Map.groupBy(
    entries.flatMap(({ facets: own, count }) => own.map((facet) => ({ facet, count }))),
    ({ facet }) => facet,
  );
  return {
    ...pool,
    facets: [...facets]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([facet, all]) => ({
        facet,
        records: all.reduce((sum, { count }) => sum + count, 0),
        ...(bounds[0] === undefined ? {} : { bound: bounds[0] }),
      })),
    entries,
  };
}
