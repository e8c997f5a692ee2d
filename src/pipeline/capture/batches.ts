/** Records on their way into the pool: gathered as a pool of their own, which is bounded however long the store is away. */
import type { Context } from '../../core/context.ts';
import type { Pool } from '../../core/pool.ts';
import type { ProductionRecord } from '../../core/record.ts';
import type { Redactor } from '../../core/redaction.ts';
import type { ImportedFile } from '../../core/store.ts';
import { withForms } from '../../sampling/older-pool.ts';
import { mergePools, poolBuilder } from '../../sampling/pool.ts';
import { withoutForgotten } from '../forgotten-entries.ts';

export interface Batches {
  add(record: ProductionRecord): void;
  /** Merges what waits into the pool, in one transaction. Gives why it could not: then all of it waits on. */
  store(): Promise<unknown>;
  /** Records that are in the pool. */
  stored(): number;
  waiting(): number;
}

interface Batch {
  readonly pool: Pool;
  readonly records: number;
  /** Whether it was tried before: then it may have been stored without a word of it. */
  tried: boolean;
}

export interface BatchesContext {
  readonly store: Context['store'];
  readonly redact: Redactor['record'];
}

/**
 * `session` is the row of this capture among the imported files, whose counts each batch brings up to date in its own
 * transaction; so a batch that was stored is never stored again.
 */
export function createBatches(
  { store, redact }: BatchesContext,
  session: Omit<ImportedFile, 'records' | 'rejected'>,
  failures: () => number,
): Batches {
  let builder = poolBuilder();
  let gathered = 0;
  let batch: Batch | undefined;
  let stored = 0;
  /** What the row of the session says, as far as we know; `import --fresh` takes the row away. */
  let counted = 0;
  /** The failures that it has. */
  let told = 0;

  const merge = async (one: Batch): Promise<void> => {
    let now = 0;
    const rejected = failures();
    await store.changePool(({ pool, files, isForgotten }) => {
      const own = files.find(({ digest }) => digest === session.digest);
      const before = own?.records ?? 0;
      now = before;
      if (one.records === 0 && own === undefined) return undefined;
      if (one.records > 0 && one.tried && before === counted + one.records) return undefined;
      now = before + one.records;
      const row = { ...session, records: now, rejected };
      return {
        pool: mergePools([withForms(pool), withoutForgotten(one.pool, isForgotten)]),
        files: [...files.filter(({ digest }) => digest !== session.digest), row],
      };
    });
    counted = now;
    told = rejected;
  };

  const storeNext = async (): Promise<unknown> => {
    if (batch === undefined) {
      // What failed since the last batch is told by one without records.
      if (gathered === 0 && (stored === 0 || failures() === told)) return undefined;
      batch = { pool: builder.toPool(), records: gathered, tried: false };
      builder = poolBuilder();
      gathered = 0;
    }
    try {
      await merge(batch);
    } catch (error) {
      batch.tried = true;
      return error;
    }
    stored += batch.records;
    batch = undefined;
    return undefined;
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    add(record) {
      builder.add(redact(record));
      gathered++;
    },
    store() {
      // One after another; what came since a batch failed comes after it.
      last = last.then(async () => {
        const again = batch !== undefined;
        return (await storeNext()) ?? (again ? await storeNext() : undefined);
      });
      return last;
    },
    stored: () => stored,
    waiting: () => gathered + (batch?.records ?? 0),
  };
}
