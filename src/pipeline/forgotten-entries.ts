/** What was forgotten leaves a pool before it is stored, also where it was forgotten while it was being read. */
import type { IsForgotten } from '../core/forget.ts';
import type { Pool } from '../core/pool.ts';
import type { ProductionRecord } from '../core/record.ts';
import { withoutEntries } from '../sampling/pool.ts';

export function withoutForgotten(pool: Pool, isForgotten: IsForgotten | undefined): Pool {
  if (isForgotten === undefined) return pool;
  return withoutEntries(pool, ({ id, record }) => isForgotten({ id, ...namedBy(record) }));
}

/** A record's name as forgetting asks for it. */
export function namedBy({ name }: ProductionRecord): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
