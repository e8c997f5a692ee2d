/** No byte of a deleted row stays in an SQLite file, in what was written last beside it, or in the copies of it. */
import { chmodSync, copyFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../core/errors.ts';
import type { Cleaned } from '../../core/forget.ts';
import { syncFile } from '../sync-file.ts';
import { backupsOf } from './sqlite-backups.ts';

export interface SqliteFile {
  readonly path: string;
  readonly database: DatabaseSync;
  /** Tries again while another process is in the way; throws when it stays there. */
  readonly whenFree: (work: () => void) => Promise<void>;
  /** Deletes what was forgotten from another database, whatever its schema. */
  readonly forgetIn: (copy: DatabaseSync) => Promise<void>;
}

/**
 * Moves what was written last into the file, writes the file anew without its free pages, and does the same to each
 * backup. Copies that cannot be trusted to be read are told, and removed where that is asked for.
 */
export async function cleanSqlite(
  file: SqliteFile,
  { removeCopies }: { readonly removeCopies: boolean },
): Promise<Cleaned> {
  const { path } = file;
  const left: { what: string; why: string }[] = [];
  const still = (what: string, error: unknown) => left.push({ what, why: messageOf(error) });
  await vacuum(file).catch((error: unknown) => still(path, error));
  const rewritten: string[] = [];
  const removed: string[] = [];
  for (const { path: backup } of backupsOf(path)) {
    try {
      await rewrite(backup, file.forgetIn);
      rewritten.push(backup);
    } catch (error) {
      if (removeCopies) remove(backup, removed);
      else still(backup, error);
    }
  }
  const done = left.length === 0;
  for (const copy of otherCopies(path)) {
    // Nobody goes on with a backup that was never finished.
    if (removeCopies || isUnfinished(copy, path)) remove(copy, removed);
    else left.push({ what: copy, why: 'a damaged database, which is kept as it is' });
  }
  return { done, rewritten, removed, left };
}

async function vacuum({ database, whenFree }: SqliteFile): Promise<void> {
  await whenFree(() => checkpoint(database));
  await whenFree(() => database.exec('vacuum'));
  await whenFree(() => checkpoint(database));
}

/** The file of what was written last becomes empty; while another process reads of it, it cannot. */
function checkpoint(database: DatabaseSync): void {
  const { busy } = database.prepare('pragma wal_checkpoint(truncate)').get()!;
  if (busy !== 0)
    throw Object.assign(new Error('another fieldtest command has the database open'), { errcode: 5 });
}

/** In a copy of the copy that takes its place when it is done. */
async function rewrite(backup: string, forgetIn: SqliteFile['forgetIn']): Promise<void> {
  const unfinished = `${backup}.${process.pid}`;
  let database: DatabaseSync | undefined;
  try {
    copyFileSync(backup, unfinished);
    chmodSync(unfinished, 0o600);
    database = new DatabaseSync(unfinished);
    // Without files beside it that would have to be cleaned in their turn.
    database.exec('pragma journal_mode = delete; pragma secure_delete = on');
    await forgetIn(database);
    database.exec('vacuum');
    database.close();
    syncFile(unfinished);
    renameSync(unfinished, backup);
    syncFile(dirname(backup));
  } finally {
    if (database?.isOpen) database.close();
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + end, { force: true });
  }
}

/** Files beside the database that are called like it: damaged ones, salvaged ones, copies that were never finished. */
function otherCopies(path: string): readonly string[] {
  const name = basename(path);
  const own = new Set([name, `${name}-wal`, `${name}-shm`, `${name}-journal`]);
  const backups = new Set(backupsOf(path).map((backup) => backup.path));
  return readdirSync(dirname(path))
    .filter((file) => file.startsWith(`${name}.`) || (file.startsWith(name) && !own.has(file)))
    .map((file) => join(dirname(path), file))
    .filter((file) => !backups.has(file));
}

function isUnfinished(copy: string, path: string): boolean {
  return /^\.(?:backup-\d+\.\d+|salvage-\d+(?:-copy)?)(?:-journal|-wal|-shm)?$/.test(copy.slice(path.length));
}

function remove(path: string, removed: string[]): void {
  rmSync(path, { force: true });
  removed.push(path);
}
