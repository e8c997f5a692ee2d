/** Reading files of records into a pool, in one streaming pass; nothing is stored. */
import type { Context, OpenedSource } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { exampleId } from '../core/identity.ts';
import type { Importer } from '../core/plugins.ts';
import type { ProductionRecord, RejectedRow } from '../core/record.ts';
import type { Redactor } from '../core/redaction.ts';
import type { ImportedFile } from '../core/store.ts';
import { type PoolBuilder, poolBuilder } from '../sampling/pool.ts';
import { namedBy } from './forgotten-entries.ts';
import { inputWithImages } from './images.ts';
import { type FileReading, importOptions, openImportFile } from './import-file.ts';
import { badRow, writeRejects } from './read-rows.ts';
import { lookForPersonalData } from './redaction-rules.ts';

export interface PoolReading extends FileReading {
  readonly files: readonly string[];
  /** The folder of image files that inputs name. */
  readonly images?: string;
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

export interface ReadFile {
  readonly imported: ImportedFile;
  readonly facts: FileFacts;
  /** It was read before, so that nothing of it is in the pool. */
  readonly known: boolean;
  readonly rejected: readonly RejectedRow[];
}

export interface ReadPool {
  readonly builder: PoolBuilder;
  readonly results: readonly ReadFile[];
  /** Records that were left out, since they were forgotten here. */
  readonly forgotten: number;
  readonly redactor: Redactor;
  /** Says what personal data was seen, where nothing takes it out. */
  readonly personal: ReturnType<typeof lookForPersonalData>;
}

const BREATH_MS = 100;

/** Reads every file that is not `before` already. Throws as `import` does. */
export async function readIntoPool(
  context: Context,
  input: PoolReading,
  before: readonly ImportedFile[],
): Promise<ReadPool> {
  const builder = poolBuilder();
  return {
    builder,
    ...(await readRecords(context, input, { before, keep: (record) => builder.add(record) })),
  };
}

/** The same, each record to whoever keeps it. */
export async function readRecords(
  context: Context,
  input: PoolReading,
  of: { readonly before: readonly ImportedFile[]; readonly keep: (record: ProductionRecord) => void },
): Promise<Omit<ReadPool, 'builder'>> {
  const { store, clock, log, signal } = context;
  if (input.files.filter((file) => file === '-').length > 1) {
    throw new FieldtestError('usage', 'there is one standard input, and - stands twice', 'Name it once.');
  }
  const redactor = await context.redactor();
  const isForgotten = await store.forgotten();
  const personal = lookForPersonalData(context);
  let forgotten = 0;
  const known: ImportedFile[] = [...of.before];
  const options = importOptions(input);
  const encoding = input.encoding ?? 'utf8';
  const results: ReadFile[] = [];
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
    const same = known.find((file) => isSameImport(file, key));
    if (same !== undefined) {
      results.push({ imported: same, facts: factsOf(opened), known: true, rejected: [] });
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
      of.keep(record);
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
  return { results, forgotten, redactor, personal };
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

type ImportKey = Pick<ImportedFile, 'digest' | 'format' | 'options'>;

/** Whether the same bytes were read in the same way. */
export function isSameImport(a: ImportKey, b: ImportKey): boolean {
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
