/** Reads a user's JSONL file row by row: every row valid, or nothing is done, unless bad rows are to be skipped. */
import type { z } from 'zod';
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { issueText, pathText } from '../core/issue-text.ts';
import type { Json } from '../core/json.ts';
import type { RejectedRow } from '../core/record.ts';

export interface ReadRow<T> {
  readonly value: T;
  /** `file:line`, for errors about what the row says. */
  readonly where: string;
}

export interface ReadRowsOptions<Schema extends z.ZodType> {
  readonly file: string;
  /** For all rows, or chosen for each. */
  readonly schema: Schema | ((value: Json) => Schema);
  /** Put bad rows aside instead of stopping. */
  readonly skipBad: boolean;
  /** A further check of a valid row: the reason it is bad, or undefined. */
  readonly check?: (value: z.infer<Schema>, line: number) => string | undefined | Promise<string | undefined>;
}

/** How many rows were put aside, and the file that holds them. */
export interface Rejects {
  readonly count: number;
  readonly file?: string;
}

export async function readRows<Schema extends z.ZodType>(
  context: Context,
  options: ReadRowsOptions<Schema>,
): Promise<{
  readonly rows: readonly ReadRow<z.infer<Schema>>[];
  /** Writes the bad rows beside the file; to be called when the good ones are stored, and not when they are refused. */
  readonly putAside: () => Promise<Rejects>;
}> {
  const { file, schema, skipBad, check } = options;
  const rows: ReadRow<z.infer<Schema>>[] = [];
  const rejected: RejectedRow[] = [];
  const reject = (row: RejectedRow): void => {
    if (!skipBad) throw badRow(row);
    rejected.push(row);
  };
  const source = await context.files.source(file);
  for await (const row of context.importers.jsonRows(source)) {
    if (row.kind === 'rejected') {
      reject(row.rejected);
      continue;
    }
    const chosen = typeof schema === 'function' ? schema(row.value) : schema;
    const parsed = chosen.safeParse(row.value, { reportInput: true });
    const reason = parsed.success ? await check?.(parsed.data, row.line) : firstIssue(parsed.error);
    if (parsed.success && reason === undefined)
      rows.push({ value: parsed.data, where: `${source.file}:${row.line}` });
    else
      reject({ file: source.file, line: row.line, column: 1, reason: reason ?? 'not valid', raw: row.raw });
  }
  if (rows.length + rejected.length === 0) {
    throw new FieldtestError(
      'empty',
      `${source.file} has no rows`,
      'Each line is one JSON object; the command with --help shows its keys.',
    );
  }
  return { rows, putAside: () => writeRejects(context, source.file, rejected) };
}

/** The error for a row that stops an import. */
export function badRow(row: RejectedRow): FieldtestError {
  const { file, line, unit } = row;
  // What is wrong with a row as a whole is wrong from its start.
  const place = unit === undefined ? `${file}:${line}:${row.column ?? 1}` : `${file}, ${unit} ${line}`;
  return new FieldtestError(
    'input',
    `${place}: ${row.reason}`,
    'Nothing was imported. Mend the row, or put bad rows aside with --skip-bad.',
  );
}

/** Writes the rejects of `file` beside it, as they were, each with its reason. */
export async function writeRejects(
  context: Context,
  file: string,
  rejected: readonly RejectedRow[],
): Promise<Rejects> {
  if (rejected.length === 0) return { count: 0 };
  const target = `${file === '-' ? 'stdin' : file}.rejected.jsonl`;
  await context.files.write(
    target,
    rejected.map((row) => `${JSON.stringify(row)}\n`),
  );
  return { count: rejected.length, file: target };
}

function firstIssue(error: z.ZodError): string {
  const { path, text } = issueText(error);
  return path.length === 0 ? text : `${pathText(path)}: ${text}`;
}
