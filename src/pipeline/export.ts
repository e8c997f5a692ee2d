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
  return counts;
}

/** Tables are called like files that users have (`outputs.jsonl`), so only an empty folder or an old export will do. */
async function refuseForeignFolder({ files }: Context, dir: string): Promise<void> {
  const there = (await files.list(dir).catch(noFolderYet)).filter((file) => !file.endsWith('.unfinished'));
  if (
    there.length === 0 ||
    (there.includes(MARKER) && there.every((file) => file.endsWith('.jsonl') || file === MARKER))
  ) {
    await files.write(`${dir}/${MARKER}`, [
      'An export of fieldtest. Bring it back with: fieldtest import --from-export\n',
    ]);
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

const MARKER = 'fieldtest-export.txt';

/** Fills an empty project with an export: all of it, or nothing. */
export async function importProject(context: Context, dir: string): Promise<TableCounts> {
  const files = (await context.files.list(dir)).filter((file) => file.endsWith('.jsonl'));
  if (files.length === 0) {
    throw new FieldtestError(
      'not-found',
      `${dir} holds no export`,
      'Give the folder that `fieldtest export DIR` wrote.',
    );
  }
  const tables = [];
  for (const file of files) {
    const rows: { readonly [column: string]: Json }[] = [];
    for await (const row of context.importers.jsonRows(await context.files.source(`${dir}/${file}`))) {
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
