/** What a database's driver throws, as the user meets it: the real reason and the next step. */
import { FieldtestError, messageOf } from '../core/errors.ts';

const KEPT = 'what was stored before is kept.';
const SPACE = `Make room on the disk, then run the same command again: ${KEPT}`;
const RIGHTS = 'Check that this user may write to it, and to the folder it is in.';
const DAMAGED =
  'Nothing was changed. See what is whole, and save it: fieldtest doctor, then fieldtest doctor --salvage.';
const SERVER = `Check that the server is running, then run the same command again: ${KEPT}`;
const AGAIN = `Mend that, then run the same command again: ${KEPT}`;

/** By SQLite's result codes (https://sqlite.org/rescode.html), low byte. */
const SQLITE_HINTS: { readonly [code: number]: string } = {
  3: RIGHTS, // PERM
  5: `Another process is writing for very long; let it end, then run the same command again: ${KEPT}`, // BUSY
  8: RIGHTS, // READONLY
  10: `Check the disk and its free space, then run the same command again: ${KEPT}`, // IOERR
  11: DAMAGED, // CORRUPT
  13: SPACE, // FULL
  14: RIGHTS, // CANTOPEN
  26: 'It is no database, or its beginning is damaged: fieldtest doctor tells more.', // NOTADB
};

/** By PostgreSQL's error codes (appendix A of its manual), longest start first. */
const POSTGRES_HINTS: readonly (readonly [start: string, hint: string])[] = [
  ['53100', SPACE],
  ['42501', 'Grant this user of the database the right to do that.'],
  ['25006', 'Use a server that may be written to: this one is read-only.'],
  ['25P03', `This process stood still while it was writing; run the same command again: ${KEPT}`],
  ['08', SERVER],
  ['57P', SERVER],
  ['ECONN', SERVER],
];

/** The error for a failure of the database at `location`. */
export function storeError(location: string, error: unknown): FieldtestError {
  if (error instanceof FieldtestError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const hint = sqliteHint(error) ?? POSTGRES_HINTS.find(([start]) => code.startsWith(start))?.[1];
  const other = AWAY_MESSAGES.test(messageOf(error)) ? SERVER : AGAIN;
  return new FieldtestError('store', `${location} failed: ${messageOf(error)}`, hint ?? other, {
    cause: error,
  });
}

/** The next step after a failure of SQLite; undefined for others. */
export function sqliteHint(error: unknown): string | undefined {
  return SQLITE_HINTS[sqliteCode(error) ?? -1];
}

/** The error for a database at `location` whose file lost or changed bytes; `what` says where it shows. */
export function damagedError(location: string, what: string): FieldtestError {
  return new FieldtestError('store', `${location} is damaged: ${what}`, DAMAGED);
}

/** SQLite's result code without its extension, also of an error that `storeError` made; else undefined. */
export function sqliteCode(error: unknown): number | undefined {
  const own = error instanceof FieldtestError ? error.cause : error;
  return own instanceof Error && 'errcode' in own ? Number(own.errcode) & 0xff : undefined;
}

/** PostgreSQL's codes, or the system's, of a server that cannot be reached or is going down or coming up. */
const AWAY_CODES =
  /^(08...|57P0[1-3]|53300|25P03|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)(UNREACH|DOWN)|EAI_AGAIN|ENOTFOUND)$/;
/** What `pg` says without a code. */
const AWAY_MESSAGES =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether there was no room on the disk: SQLite's FULL, or IOERR, which a full disk may show as; PostgreSQL's disk_full. */
export function isFull(error: unknown): boolean {
  if ([10, 13].includes(sqliteCode(error) ?? -1)) return true;
  const own = error instanceof FieldtestError ? error.cause : error;
  return own instanceof Error && 'code' in own && own.code === '53100';
}

/** Whether the server could not be reached, or did not answer; the same may work in a moment, or may have worked. */
export function isAway(error: unknown): boolean {
  if (error instanceof FieldtestError) return error.code === 'store' && isAway(error.cause);
  if (!(error instanceof Error)) return false;
  return AWAY_MESSAGES.test(error.message) || ('code' in error && AWAY_CODES.test(String(error.code)));
}
