/** The one error family of the product: what went wrong, where, and the next thing to type. */

/** What kind of failure it is; stable, for programs that read `--json`. */
export type ErrorCode =
  | 'usage' // the command line is wrong
  | 'config' // fieldtest.yaml or fieldtest.config.ts is wrong
  | 'input' // a file given to a command is malformed or unreadable
  | 'not-found' // a name or id that nothing here has
  | 'conflict' // two things that must differ are the same
  | 'empty' // nothing to work on
  | 'untrusted' // code of the project folder may not run yet
  | 'key' // an API key is missing
  | 'model' // a model or its provider is not known
  | 'store' // the database cannot be used
  | 'interrupted' // the user stopped it before it was done
  | 'internal'; // a defect of fieldtest itself

/** Thrown for every failure a user can meet. The CLI prints two lines: the message, then the hint. */
export class FieldtestError extends Error {
  readonly code: ErrorCode;
  /** The next command to type or the line to change. */
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'FieldtestError';
    this.code = code;
    this.hint = hint;
  }
}

/** The message of anything that was thrown, for use inside another message. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
