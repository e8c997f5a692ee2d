/** `fieldtest export DIR` and `import --from-export DIR`: everything, as sorted JSONL that diffs well in git. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json, sortedJson } from '../core/json.ts';

/** Rows by table. */
export type TableCounts = { readonly [table: string]: number };

/** Writes one `<table>.jsonl` per table into the folder. */
export async function exportProject(context: Context, dir: string): Promise<TableCounts> {
  const counts: { [table: string]: number } = {};
  await refuseForeignFolder(context, dir);
  for await (const { table, rows } of context.store.exportTables()) {
    let count = 0;
    const lines = async function* () {
      for await (const row of rows) {
        count++;
        yield `${sortedJson(row)}\n`;
      }
    };
    await context.files.write(`${dir}/${table}.jsonl`, lines());
    counts[table] = count;
  }
  const digests = [];
  for (const table of Object.keys(counts))
    digests.push(`${await context.files.digest(`${dir}/${table}.jsonl`)}  ${table}.jsonl\n`);
  // Last, so that an export that was cut short is none.
  await context.files.write(`${dir}/${MARKER}`, [`${HEADING}\n\n`, ...digests]);
  return counts;
}

/** Tables are called like files that users have (`outputs.jsonl`), so only an empty folder or an old export will do. */
async function refuseForeignFolder({ files }: Context, dir: string): Promise<void> {
  const there = (await files.list(dir).catch(noFolderYet)).filter((file) => !file.endsWith('.unfinished'));
  if (
    there.length === 0 ||
    (there.includes(MARKER) && there.every((file) => file.endsWith('.jsonl') || file === MARKER))
  ) {
    await files.write(`${dir}/${MARKER}`, [`${HEADING}\n`]);
    return;
  }
  throw new FieldtestError(
    'conflict',
    `${dir} has files that are no export of fieldtest`,
    'Name a new folder: fieldtest export backup',
  );
}

function noFolderYet(error: unknown): readonly string[] {
  if (error instanceof FieldtestError && error.code === 'not-found') return [];
  throw error;
}

/** Names every file of an export with its SHA-256, as `sha256sum` writes and checks them. */
const MARKER = 'fieldtest-export.txt';
const HEADING = 'An export of fieldtest. Bring it back with: fieldtest import --from-export';

/** Fills an empty project with an export: all of it, or nothing. */
export async function importProject(context: Context, dir: string): Promise<TableCounts> {
  const files = await unchangedFiles(context, dir);
  const tables = [];
  for (const file of files) {
    const rows: { readonly [column: string]: Json }[] = [];
    const source = await context.files.source(`${dir}/${file}`);
    for await (const row of (await context.importers()).jsonRows(source)) {
      if (row.kind === 'rejected' || !isJsonObject(row.value)) {
        const where =
          row.kind === 'rejected'
            ? `:${row.rejected.line}: ${row.rejected.reason}`
            : `:${row.line}: not an object`;
        throw new FieldtestError(
          'input',
          `${dir}/${file}${where}`,
          'The export is damaged; nothing was imported.',
        );
      }
      rows.push(row.value);
    }
    tables.push({ table: file.slice(0, -'.jsonl'.length), rows });
  }
  await context.store.importTables(tables);
  return Object.fromEntries(tables.map(({ table, rows }) => [table, rows.length]));
}

/** The files of an export, none missing, none changed: what was edited by hand is not what was rated and run. */
async function unchangedFiles({ files }: Context, dir: string): Promise<readonly string[]> {
  const there = await files.list(dir);
  if (!there.includes(MARKER)) {
    throw new FieldtestError(
      'not-found',
      `${dir} holds no export`,
      'Give the folder that `fieldtest export DIR` wrote.',
    );
  }
  const hint = 'Nothing was imported. Export again, or take an unchanged copy.';
  let text = '';
  for await (const chunk of (await files.source(`${dir}/${MARKER}`)).chunks)
    text += Buffer.from(chunk).toString('utf8');
  const named = [...text.matchAll(/^([0-9a-f]{64}) {2}([a-z_]+\.jsonl)$/gm)];
  if (named.length === 0)
    throw new FieldtestError('input', `${dir} is an export that was never finished`, hint);
  for (const [, digest, file = ''] of named) {
    if (!there.includes(file)) throw new FieldtestError('input', `${dir}/${file} is missing`, hint);
    if ((await files.digest(`${dir}/${file}`)) !== digest)
      throw new FieldtestError('input', `${dir}/${file} was changed after it was exported`, hint);
  }
  return named.map(([, , file = '']) => file);
}
