/** Whole tables out and in, for `fieldtest export` and the import of an export: lossless both ways. */
import { type SqlBool, sql } from 'kysely';
import { FieldtestError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { checkRows } from './check-rows.ts';
import { parts } from './parts.ts';
import { type Database, type KeptTable, TABLE_KEYS } from './schema.ts';
import { isPostgres, lock } from './writing.ts';

type Row = { readonly [column: string]: Json };
type TableName = KeptTable;

const TABLES = Object.keys(TABLE_KEYS) as readonly TableName[];

/** All tables as they were at one moment; others go on writing meanwhile. */
export async function* exportTables(
  db: Database,
): AsyncGenerator<{ table: string; rows: AsyncIterable<Row> }> {
  const tx = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    for (const table of TABLES) yield { table, rows: tableRows(tx, table) };
  } finally {
    await tx.rollback().execute();
  }
}

/** Part by part, each from where the last one ended: a table may hold more than fits in memory. */
async function* tableRows(db: Database, table: TableName): AsyncIterable<Row> {
  const keys = TABLE_KEYS[table] as readonly string[];
  // Databases sort text by their own rules; byte by byte gives the same file from each.
  const ordered = keys.map((key) =>
    isPostgres(db) && !NUMBERS.has(key) ? sql`${sql.ref(key)} collate "C"` : sql.ref(key),
  );
  let last: Row | undefined;
  do {
    let query = db.selectFrom(table).selectAll().limit(PART);
    for (const key of ordered) query = query.orderBy(key);
    if (last !== undefined) {
      const after = keys.map((key) => sql`${last![key]}`);
      query = query.where(sql<SqlBool>`(${sql.join(ordered)}) > (${sql.join(after)})`);
    }
    const rows = (await query.execute()) as unknown as readonly Row[];
    yield* rows;
    last = rows.length < PART ? undefined : rows.at(-1);
  } while (last !== undefined);
}

const PART = 1000;
/** Key columns that are no text. */
const NUMBERS: ReadonlySet<string> = new Set(['seq', 'trial', 'round', 'number']);

/** What rows of an older schema lack: entries of a pool of before there were forms. */
function filledUp(table: string, row: Row): Row {
  if (table !== 'pool' || Object.hasOwn(row, 'form')) return row;
  return { ...row, facets: '[]', form: '', form_bound: null };
}

export async function importTables(
  db: Database,
  location: string,
  given: readonly { readonly table: string; readonly rows: readonly Row[] }[],
): Promise<void> {
  const all = given.map(({ table, rows }) => ({ table, rows: rows.map((row) => filledUp(table, row)) }));
  for (const { table, rows } of all) {
    if (!TABLES.includes(table as TableName)) {
      throw new FieldtestError(
        'input',
        `the export has a table "${table}" that this fieldtest does not know`,
        'Update with: npm install fieldtest@latest',
      );
    }
    checkRows(table as TableName, rows);
  }
  await db.transaction().execute(async (tx) => {
    for (const table of TABLES) {
      await lock(tx, table);
      if ((await tx.selectFrom(table).selectAll().limit(1).execute()).length > 0) {
        throw new FieldtestError(
          'conflict',
          `${location} is not empty`,
          'Import an export into a new folder.',
        );
      }
    }
    for (const { table, rows } of all) {
      for (const part of parts(rows, 50)) {
        await tx
          .insertInto(table as TableName)
          .values(part as never)
          .execute();
      }
    }
  });
}
