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
import { isDamage } from './dialects/sqlite-damage.ts';
import { openStore } from './open-store.ts';
import { CHECK_COLUMN, rowCheck } from './row-check.ts';
import { type KeptTable, TABLE_KEYS } from './schema.ts';
import { storeError } from './store-error.ts';
import { decodeRow } from './text-codec.ts';

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
const POOL: readonly string[] = ['imports', 'strata', 'pool'];
const TABLES = Object.keys(TABLE_KEYS) as readonly KeptTable[];
/** Rows of one statement. */
const PART = 500;

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
    const read = TABLES.map((table) => ({ table, ...wholeRows(opened, path, table) }));
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
  const last = attempt(() => database.prepare(`select max(rowid) as last from ${table}`).get()!.last);
  const end = typeof last === 'number' ? last : 2 * (expected ?? PART);
  const rows: Row[] = [];
  for (let from = 0; from <= end; from += PART)
    for (const row of readable(database, table, [from, Math.min(from + PART - 1, end)]))
      if (isWhole(table, row)) rows.push(withoutCheck(row));
  return { rows, lost: expected === undefined ? undefined : Math.max(expected - rows.length, 0) };
}

/** The rows of a range of row ids; a page that cannot be read costs those that stand on it. */
function readable(
  database: DatabaseSync,
  table: string,
  [from, to]: readonly [number, number],
): readonly Row[] {
  const select = `select * from ${table} where rowid between ? and ? order by rowid`;
  const rows = attempt(() => database.prepare(select).all(from, to));
  if (rows !== undefined) return rows.map((row) => decodeRow(row) as Row);
  if (from === to) return [];
  const middle = Math.floor((from + to) / 2);
  return [...readable(database, table, [from, middle]), ...readable(database, table, [middle + 1, to])];
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
    if (!isDamage(error)) throw error;
    return undefined;
  }
}
