/** Saves what is whole of a damaged SQLite database into a new one that takes its place. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { FieldtestError } from '../core/errors.ts';
import { checkRows } from './check-rows.ts';
import { isDamage, keptTables } from './dialects/sqlite-damage.ts';
import { fromSqlite } from './dialects/sqlite-values.ts';
import { openStore } from './open-store.ts';
import { CHECK_COLUMN, rowCheck } from './row-check.ts';
import { type KeptTable, TABLE_KEYS } from './schema.ts';
import { storeError } from './store-error.ts';

type Row = { readonly [column: string]: string | number | null };

export interface SalvagedTable {
  readonly table: string;
  readonly kept: number;
  /** Absent where the database no longer says how many there were. */
  readonly lost?: number;
}

export interface Salvaged {
  readonly tables: readonly SalvagedTable[];
  /** Where the damaged file is now. */
  readonly damaged: string;
}

/** What was imported is a whole or nothing: its counts describe files that can be imported again. */
const POOL: readonly string[] = ['imports', 'strata', 'facets', 'pool'];
const TABLES = Object.keys(TABLE_KEYS) as readonly KeptTable[];

/**
 * No other process may have the database open. Rows that do not fit their checksum are left out. `date` is for the name
 * of the damaged file. Throws FieldtestError('store') when nothing can be read of it; then nothing was changed.
 */
export async function salvage(path: string, date: string): Promise<Salvaged> {
  const unfinished = `${path}.salvage-${process.pid}`;
  const copy = `${unfinished}-copy`;
  const remove = () => {
    for (const file of [unfinished, copy])
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  };
  let database: DatabaseSync | undefined;
  try {
    copyToRead(path, copy);
    const opened = new DatabaseSync(copy);
    database = opened;
    const tables = attempt(() => keptTables(opened)) ?? TABLES;
    const read = tables.map((table) => ({ table, ...wholeRows(opened, path, table) }));
    const poolIsWhole = read.every(({ table, lost }) => !POOL.includes(table) || lost === 0);
    const kept = read.map(({ table, rows, lost }) =>
      !POOL.includes(table) || poolIsWhole
        ? { table, rows, lost }
        : { table, rows: [], lost: lost === undefined ? undefined : lost + rows.length },
    );
    const store = await openStore(unfinished);
    try {
      await store.importTables(kept);
    } finally {
      await store.close();
    }
    opened.close();
    const damaged = putAside(path, date);
    renameSync(unfinished, path);
    return {
      damaged,
      tables: kept.map(({ table, rows, lost }) => ({
        table,
        kept: rows.length,
        ...(lost === undefined ? {} : { lost }),
      })),
    };
  } catch (error) {
    throw storeError(path, error);
  } finally {
    if (database?.isOpen) database.close();
    remove();
  }
}

/** SQLite reads nothing at all of a file that is shorter than it should be: the copy is as long as it was once. */
function copyToRead(path: string, copy: string): void {
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  const start = firstBytes(path);
  if (start.length < 100) return;
  // https://sqlite.org/fileformat2.html#the_database_header
  const bytes = start.readUInt16BE(16) * start.readUInt32BE(28);
  if (bytes > statSync(copy).size && bytes < MOST_TIMES_LONGER * statSync(copy).size)
    truncateSync(copy, bytes);
}

function firstBytes(path: string): Buffer {
  const start = Buffer.alloc(100);
  const file = openSync(path, 'r');
  const read = readSync(file, start);
  closeSync(file);
  return start.subarray(0, read);
}

/** A length that was lost itself must not fill the disk. */
const MOST_TIMES_LONGER = 1000;

/** A copy, so that at no moment there is no database; what was written last goes with it, and never onto the new one. */
function putAside(path: string, date: string): string {
  let damaged = `${path}.damaged-${date}`;
  for (let n = 2; existsSync(damaged); n++) damaged = `${path}.damaged-${date}-${n}`;
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, damaged + end);
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
  return damaged;
}

function wholeRows(
  database: DatabaseSync,
  path: string,
  table: KeptTable,
): { readonly rows: readonly Row[]; readonly lost: number | undefined } {
  const columns = columnsOf(database, path, table);
  if (!columns.includes(CHECK_COLUMN))
    throw new FieldtestError(
      'store',
      `${path} is of before rows had checksums, so nobody can say which of them are whole`,
      'Nothing was changed. Bring back a copy of it, or an export: fieldtest import --from-export DIR (in a new folder).',
    );
  const known = attempt(() => database.prepare('select rows from row_sums where name = ?').get(table)?.rows);
  const expected = typeof known === 'number' ? known : undefined;
  // Each row takes more than a byte. What a damaged file says of its highest row id may be anything.
  const most = statSync(path).size;
  const rows: Row[] = [];
  let from: number | undefined = 0;
  while (from !== undefined) {
    const broke = readOn(database, table, { from, most }, (row) => {
      if (isWhole(table, row)) rows.push(withoutCheck(row));
    });
    from = broke && nextReadable(database, table, { from: Math.max(broke.after, from) + 1, most });
  }
  return { rows, lost: expected === undefined ? undefined : Math.max(expected - rows.length, 0) };
}

/** Reads rows from a row id on; where a page cannot be read, gives the last row id before it. */
function readOn(
  database: DatabaseSync,
  table: string,
  { from, most }: { readonly from: number; readonly most: number },
  take: (row: Row) => void,
): { readonly after: number } | undefined {
  let after = from - 1;
  const ended = attempt(() => {
    const select = database.prepare(
      `select cast(rowid as text) as own_rowid, * from ${table} where rowid >= ? order by rowid`,
    );
    for (const { own_rowid, ...row } of select.iterate(from)) {
      const id = Number(own_rowid);
      if (id > after && id <= most) after = id;
      take(fromSqlite(row) as Row);
    }
    return true;
  });
  return ended === true ? undefined : { after };
}

/** The first row id, tried one by one and then in ever longer steps, from which on something can be read again. */
function nextReadable(
  database: DatabaseSync,
  table: string,
  { from, most }: { readonly from: number; readonly most: number },
): number | undefined {
  const select = `select rowid, * from ${table} where rowid >= ? order by rowid limit 1`;
  let step = 1;
  for (let at = from, tries = 1; at <= most; at += step, tries++) {
    if (attempt(() => [database.prepare(select).get(at)]) !== undefined) return at;
    if (tries > 1_000) step = Math.ceil(step * 1.5);
  }
  return undefined;
}

function isWhole(table: KeptTable, row: Row): boolean {
  if (row[CHECK_COLUMN] !== rowCheck(row)) return false;
  try {
    checkRows(table, [withoutCheck(row)]);
    return true;
  } catch {
    return false;
  }
}

function withoutCheck({ [CHECK_COLUMN]: _check, ...row }: Row): Row {
  return row;
}

function columnsOf(database: DatabaseSync, path: string, table: string): readonly unknown[] {
  const columns = attempt(() => database.prepare('select name from pragma_table_info(?)').all(table));
  if (columns === undefined || columns.length === 0)
    throw new FieldtestError(
      'store',
      `${path} has lost the list of its tables, and nothing of it can be read`,
      'Nothing was changed. Bring back a copy of it, or an export: fieldtest import --from-export DIR (in a new folder).',
    );
  return columns.map(({ name }) => name);
}

/** Undefined for what the file cannot give any more. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    // A whole number that no number of ours can hold was none when it was written.
    const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE';
    if (!isDamage(error) && !isTooLarge) throw error;
    return undefined;
  }
}
