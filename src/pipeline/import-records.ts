/** `fieldtest import`: production data into the pool, in one streaming pass, all of it or none. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { ImportedFile, PoolSize } from '../core/store.ts';
import { withForms } from '../sampling/older-pool.ts';
import type { PoolBuilder } from '../sampling/pool.ts';
import { withoutForgotten } from './forgotten-entries.ts';
import { type FileFacts, isSameImport, type PoolReading, type ReadPool, readIntoPool } from './read-pool.ts';
import { type Rejects, writeRejects } from './read-rows.ts';
import { noteRules, warnOfOtherRules } from './redaction-rules.ts';

export interface ImportInput extends PoolReading {
  /** Forget the records that were imported before; examples, outputs and ratings stay. */
  readonly fresh?: boolean;
}

export interface ImportResult {
  readonly files: readonly (ImportedFile &
    FileFacts & { readonly known: boolean; readonly rejects: Rejects })[];
  /** Records of this import. */
  readonly records: number;
  /** Records that were left out, since they were forgotten here. */
  readonly forgotten: number;
  /** How many values became placeholders, by kind. */
  readonly redacted: { readonly [kind: string]: number };
  /** The pool now. */
  readonly pool: PoolSize;
}

export async function importRecords(context: Context, input: ImportInput): Promise<ImportResult> {
  const { store } = context;
  await warnOfOtherRules(context, input);
  const before = input.fresh ? [] : await store.importedFiles();
  const result = await keepRecords(context, input, await readIntoPool(context, input, before));
  if (result !== undefined) return result;
  // Another process imported one of the files while we read it: now it is known.
  if (!input.files.includes('-')) return await importRecords(context, input);
  throw importedMeanwhile();
}

/** What was read, into the pool. Undefined, with nothing stored, where another process has imported one of the files meanwhile. */
export async function keepRecords(
  context: Context,
  input: ImportInput,
  { builder, results, forgotten, redactor, personal }: ReadPool,
): Promise<ImportResult | undefined> {
  const { store } = context;
  const added = results.filter((result) => !result.known).map(({ imported }) => imported);
  // Before anything is stored: bad rows that could not be put aside would be lost.
  const reported: ImportResult['files'][number][] = [];
  for (const { imported, facts, known: was, rejected } of results) {
    const rejects = await writeRejects(context, imported.file, rejected);
    reported.push({ ...imported, ...facts, known: was, rejects });
  }
  if (added.length > 0 && !(await addToPool(context, builder, added, input.fresh ?? false))) return undefined;
  if (added.length > 0) await noteRules(context);
  personal.say();
  return {
    files: reported,
    records: added.reduce((sum, file) => sum + file.records, 0),
    forgotten,
    redacted: Object.fromEntries(redactor.counts),
    pool: await store.poolSize(),
  };
}

export function importedMeanwhile(): FieldtestError {
  return new FieldtestError(
    'conflict',
    'another process imported one of these files at the same time',
    'Nothing was imported. Run the same command again.',
  );
}

/** Merges what was read into the pool as it is now, or does nothing when a file is there already. */
async function addToPool(
  { store }: Context,
  builder: PoolBuilder,
  added: readonly ImportedFile[],
  fresh: boolean,
): Promise<boolean> {
  let merged = false;
  await store.changePool((now) => {
    if (fresh) {
      merged = true;
      return { pool: withoutForgotten(builder.toPool(), now.isForgotten), files: added };
    }
    if (added.some((file) => now.files.some((other) => isSameImport(other, file)))) return undefined;
    merged = true;
    builder.merge(withForms(now.pool));
    return { pool: withoutForgotten(builder.toPool(), now.isForgotten), files: [...now.files, ...added] };
  });
  return merged;
}
