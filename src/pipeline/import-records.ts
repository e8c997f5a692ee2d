/** `fieldtest import`: production data into the pool, in one streaming pass, all of it or none. */
import type { Context, OpenedSource } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { exampleId } from '../core/identity.ts';
import type { Importer } from '../core/plugins.ts';
import type { RejectedRow } from '../core/record.ts';
import type { ImportedFile } from '../core/store.ts';
import { withForms } from '../sampling/older-pool.ts';
import { type PoolBuilder, poolBuilder } from '../sampling/pool.ts';
import { namedBy, withoutForgotten } from './forgotten-entries.ts';
import { inputWithImages } from './images.ts';
import { importOptions, openImportFile } from './import-file.ts';
import { badRow, type Rejects, writeRejects } from './read-rows.ts';
import { lookForPersonalData, noteRules, warnOfOtherRules } from './redaction-rules.ts';

export interface ImportInput {
  readonly files: readonly string[];
  readonly format?: string;
  /** Path of the input inside a row. */
  readonly input?: string;
  /** Path of the right answer inside a row. */
  readonly reference?: string;
  /** Path of the list of rows inside a document. */
  readonly rows?: string;
  /** What the bytes are, when they are not UTF-8. */
  readonly encoding?: string;
  readonly skipBad?: boolean;
  /** The folder of image files that inputs name. */
  readonly images?: string;
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
  /** Records and distinct inputs of the pool now. */
  readonly pool: { readonly records: number; readonly distinct: number };
}

/** What was found out about a file. */
export interface FileFacts {
  /** As what it was compressed; absent where it was not. */
  readonly compression?: string;
  /** Absent where the format is no text. */
  readonly encoding?: string;
  /** Where inputs were found that no option names, with how many records have theirs there. */
  readonly inputsFrom: { readonly [field: string]: number };
}

const BREATH_MS = 100;

export async function importRecords(context: Context, input: ImportInput): Promise<ImportResult> {
  const { store, clock, log, signal } = context;
  const builder = poolBuilder();
  const redactor = await context.redactor();
  const isForgotten = await store.forgotten();
  const personal = lookForPersonalData(context);
  let forgotten = 0;
  await warnOfOtherRules(context, input);
  const known: ImportedFile[] = input.fresh ? [] : [...(await store.importedFiles())];
  const options = importOptions(input);
  const encoding = input.encoding ?? 'utf8';
  const results: {
    imported: ImportedFile;
    facts: FileFacts;
    known: boolean;
    rejected: readonly RejectedRow[];
  }[] = [];
  for (const path of input.files) {
    await using opened = await openImportFile(context, path, input);
    const { importer, source, digest } = opened;
    const key = {
      digest,
      format: importer.format,
      options: JSON.stringify({
        encoding,
        ...options,
        ...(input.images === undefined ? {} : { images: input.images }),
      }),
    };
    const before = known.find((file) => isSameImport(file, key));
    if (before !== undefined) {
      results.push({ imported: before, facts: factsOf(opened), known: true, rejected: [] });
      continue;
    }
    if (known.some((file) => file.digest === digest))
      log.warn(
        `${path} was imported before, read in another way; its records count again. To replace them: --fresh`,
      );
    const rejected: RejectedRow[] = [];
    const inputsFrom = new Map<string, number>();
    let records = 0;
    let references = 0;
    const started = clock.monotonic();
    let said = started;
    let breathed = started;
    for await (const row of importer.read(source, options)) {
      if (row.kind === 'rejected') {
        if (!input.skipBad) throw badRow(row.rejected);
        rejected.push(row.rejected);
        continue;
      }
      // A million rows without images wait for nothing.
      const whole =
        input.images === undefined
          ? { input: row.record.input }
          : await inputWithImages(context, input.images, row.record.input);
      if (whole.reason !== undefined) {
        const { line, record } = row;
        const bad = { file: path, line, column: 1, reason: whole.reason, raw: JSON.stringify(record) };
        if (!input.skipBad) throw badRow(bad);
        rejected.push(bad);
        continue;
      }
      const raw = { ...row.record, input: whole.input };
      personal.look(raw);
      const record = redactor.record(raw);
      if (isForgotten?.({ id: exampleId(record.input), ...namedBy(record) })) {
        forgotten++;
        continue;
      }
      builder.add(record);
      records++;
      if (row.from !== undefined) inputsFrom.set(row.from, (inputsFrom.get(row.from) ?? 0) + 1);
      if (row.record.reference !== undefined) references++;
      const now = clock.monotonic();
      if (now - breathed > BREATH_MS) {
        // A piece of a file may hold thousands of records; Ctrl-C is heard between them too.
        await clock.sleep(0);
        if (signal.aborted)
          throw new FieldtestError(
            'interrupted',
            'stopped by you',
            'Nothing was imported. To begin again, run the same command.',
          );
        breathed = clock.monotonic();
      }
      if (now - said > 200) {
        said = now;
        log.progress(`${path}: ${records} records, ${Math.round(records / ((now - started) / 1000))}/s`);
      }
    }
    log.progress(undefined);
    if (input.reference !== undefined && records > 0 && references === 0) {
      throw new FieldtestError(
        'input',
        `${path}: no row has a reference at ${input.reference}`,
        'Nothing was imported. Correct --reference, or leave it out.',
      );
    }
    if (records === 0 && forgotten === 0) throw await noRecords(context, path, { importer, rejected });
    const imported = {
      ...key,
      file: path,
      records,
      rejected: rejected.length,
      at: clock.now(),
    };
    known.push(imported);
    results.push({ imported, facts: factsOf(opened, inputsFrom), known: false, rejected });
  }
  const added = results.filter((result) => !result.known).map(({ imported }) => imported);
  // Before anything is stored: bad rows that could not be put aside would be lost.
  const reported: ImportResult['files'][number][] = [];
  for (const { imported, facts, known: was, rejected } of results) {
    const rejects = await writeRejects(context, imported.file, rejected);
    reported.push({ ...imported, ...facts, known: was, rejects });
  }
  if (added.length > 0 && !(await addToPool(context, builder, added, input.fresh ?? false))) {
    // Another process imported one of the files while we read it: now it is known.
    if (input.files.includes('-')) {
      throw new FieldtestError(
        'conflict',
        'another process imported one of these files at the same time',
        'Nothing was imported. Run the same command again.',
      );
    }
    return await importRecords(context, input);
  }
  if (added.length > 0) await noteRules(context);
  personal.say();
  const { records, distinct } = await store.poolSize();
  return {
    files: reported,
    records: added.reduce((sum, file) => sum + file.records, 0),
    forgotten,
    redacted: Object.fromEntries(redactor.counts),
    pool: { records, distinct },
  };
}

/** The error for a file of which nothing can be used; its bad rows are put aside where that was asked for. */
async function noRecords(
  context: Context,
  path: string,
  { importer, rejected }: { readonly importer: Importer; readonly rejected: readonly RejectedRow[] },
): Promise<FieldtestError> {
  const read = `It was read as ${importer.format}; force another with --format.`;
  const [first] = rejected;
  if (first === undefined) return new FieldtestError('empty', `${path} holds no records`, read);
  const { file } = await writeRejects(context, path, rejected);
  const rows = rejected.length === 1 ? 'its one row is' : `all of its ${rejected.length} rows are`;
  return new FieldtestError(
    'empty',
    `${path} holds no records: ${rows} bad, the first since ${first.reason}`,
    `Nothing was imported; they are in ${file}. ${read}`,
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

type ImportKey = Pick<ImportedFile, 'digest' | 'format' | 'options'>;

function isSameImport(a: ImportKey, b: ImportKey): boolean {
  return a.digest === b.digest && a.format === b.format && a.options === b.options;
}

function factsOf(
  { compression, encoding }: OpenedSource,
  inputsFrom: ReadonlyMap<string, number> = new Map(),
): FileFacts {
  return {
    ...(compression === undefined ? {} : { compression }),
    ...(encoding === undefined ? {} : { encoding }),
    inputsFrom: Object.fromEntries(inputsFrom),
  };
}
