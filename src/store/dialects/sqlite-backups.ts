/** Copies of an SQLite database beside it, made before its schema changes. */
import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import { syncFile } from '../sync-file.ts';

const KEPT = 3;

export interface Backup {
  readonly path: string;
  /** Counts up from 1; the highest is the newest. */
  readonly number: number;
  readonly bytes: number;
}

/** The backups of the database at `path`, newest first: `fieldtest.db.backup-2`. */
export function backupsOf(path: string): readonly Backup[] {
  const dir = dirname(path);
  const start = `${basename(path)}.backup-`;
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
    .map((name) => ({
      path: join(dir, name),
      number: Number(name.slice(start.length)),
      bytes: statSync(join(dir, name)).size,
    }))
    .sort((a, b) => b.number - a.number);
}

/** Makes one more, durably and for its owner alone, and removes all but the newest three. Returns its path. */
export function backUp(path: string): string {
  const number = (backupsOf(path)[0]?.number ?? 0) + 1;
  const backup = `${path}.backup-${number}`;
  // By its process, since another may begin the same migration at this moment.
  const unfinished = `${backup}.${process.pid}`;
  try {
    // SQLite fills an empty file; made by itself it could be read by others.
    closeSync(openSync(unfinished, 'wx', 0o600));
    const database = new DatabaseSync(path, { timeout: 5000 });
    try {
      database.prepare('vacuum into ?').run(unfinished);
    } finally {
      database.close();
    }
    syncFile(unfinished);
    renameSync(unfinished, backup);
    syncFile(dirname(path));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new FieldtestError(
      'store',
      `${path} must change for this fieldtest, and no backup of it can be made: ${messageOf(error)}`,
      'Nothing was changed. Make room on the disk and check the rights of the folder, then run the same command again.',
      { cause: error },
    );
  }
  for (const { path: old } of backupsOf(path).slice(KEPT)) rmSync(old, { force: true });
  return backup;
}
