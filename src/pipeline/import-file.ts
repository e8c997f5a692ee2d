/** One file of an import before its rows are read: what it is, and whether it can be read at all. */
import type { Context, OpenedSource, SourceOptions } from '../core/context.ts';
import type { ImportOptions } from '../core/plugins.ts';
import { badRow } from './read-rows.ts';

/** How the user says that a file is to be read. */
export interface FileReading extends SourceOptions, ImportOptions {
  readonly skipBad?: boolean;
}

export interface ImportFile extends OpenedSource, AsyncDisposable {
  /** SHA-256 of the bytes as they lie there, 64 hex digits; of a pipe, some text that no other import has. */
  readonly digest: string;
}

export async function openImportFile(
  context: Context,
  path: string,
  input: FileReading,
): Promise<ImportFile> {
  const { clock, files } = context;
  const { format, encoding, rows } = input;
  const options: SourceOptions = {
    ...(format === undefined ? {} : { format }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(rows === undefined ? {} : { rows }),
  };
  const source = await files.source(path);
  const importers = await context.importers();
  const opened = await importers.open(source, options);
  // A pipe can be read only once, so it has no digest before it is read and is always new.
  if (source.random === undefined) return disposable(opened, `stdin ${clock.now()} ${context.random()}`);
  await tryFirstRow(opened, input);
  const digest = await files.digest(path);
  return disposable(await importers.open(await files.source(path), options), digest);
}

function disposable(opened: OpenedSource, digest: string): ImportFile {
  return { ...opened, digest, [Symbol.asyncDispose]: () => opened.close() };
}

/** What `--input` and its like say of every row. */
export function importOptions({ input, reference, rows }: FileReading): ImportOptions {
  return {
    ...(input === undefined ? {} : { input }),
    ...(reference === undefined ? {} : { reference }),
    ...(rows === undefined ? {} : { rows }),
  };
}

/** A file that cannot be read is mostly refused by its first row: before all of it has been read for its digest. */
async function tryFirstRow({ importer, source, close }: OpenedSource, input: FileReading): Promise<void> {
  try {
    for await (const row of importer.read(source, importOptions(input))) {
      if (row.kind === 'rejected' && !input.skipBad) throw badRow(row.rejected);
      return;
    }
  } finally {
    await close();
  }
}
