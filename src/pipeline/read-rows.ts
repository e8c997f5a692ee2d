/** Reads a user's file row by row: every row valid, or nothing is done, unless bad rows are to be skipped. */
import type { z } from 'zod';
import type { Context, ResultRows } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { issueText, pathText } from '../core/issue-text.ts';
import type { Json } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';
import type { ImportSource } from '../core/plugins.ts';
import type { RejectedRow } from '../core/record.ts';
import type { Redactor } from '../core/redaction.ts';

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
  /** Opens the file; absent: it is JSON Lines. */
  readonly open?: (source: ImportSource) => Promise<ResultRows>;
  /** What a row says, before it is checked. */
  readonly prepare?: (value: Json, format: string) => Json;
  /** A further check of a valid row: the reason it is bad, or undefined. */
  readonly check?: (value: z.infer<Schema>, line: number) => string | undefined | Promise<string | undefined>;
}

/** How many rows were put aside, and the file that holds them. */
export interface Rejects {
  readonly count: number;
  /** Of all of them together, where they are of a text. */
  readonly lines: number;
  readonly file?: string;
}

export async function readRows<Schema extends z.ZodType>(
  context: Context,
  options: ReadRowsOptions<Schema>,
): Promise<{
  readonly rows: readonly ReadRow<z.infer<Schema>>[];
  /** What the file was read as. */
  readonly format: string;
  /** Writes the bad rows beside the file; to be called when the good ones are stored, and not when they are refused. */
  readonly putAside: () => Promise<Rejects>;
}> {
  const { file, schema, skipBad, check, open, prepare } = options;
  const rows: ReadRow<z.infer<Schema>>[] = [];
  const rejected: RejectedRow[] = [];
  const reject = (row: RejectedRow): void => {
    if (!skipBad) throw badRow(row);
    rejected.push(row);
  };
  const source = await context.files.source(file);
  const opened = open === undefined ? undefined : await open(source);
  const format = opened?.format ?? 'jsonl';
  for await (const row of opened?.rows ?? (await context.importers()).jsonRows(source)) {
    if (row.kind === 'rejected') {
      reject(row.rejected);
      continue;
    }
    const value = prepare === undefined ? row.value : prepare(row.value, format);
    const chosen = typeof schema === 'function' ? schema(value) : schema;
    const parsed = chosen.safeParse(value, { reportInput: true });
    const reason = parsed.success ? await check?.(parsed.data, row.line) : firstIssue(parsed.error);
    if (parsed.success && reason === undefined)
      rows.push({ value: parsed.data, where: `${source.file}:${row.line}` });
    else
      reject({ file: source.file, line: row.line, column: 1, reason: reason ?? 'not valid', raw: row.raw });
  }
  if (rows.length + rejected.length === 0) {
    throw new FieldtestError(
      'empty',
      format === 'jsonl' ? `${source.file} has no rows` : `${source.file}, read as ${format}, holds none`,
      format === 'jsonl'
        ? 'Each line is one JSON object; the command with --help shows its keys.'
        : 'If it is something else, say what with --format.',
    );
  }
  return { rows, format, putAside: () => writeRejects(context, source.file, rejected) };
}

const LINE_END = /\r\n|\n|\r/;

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

/** Writes the rejects of `file` beside it, as they were but for what is redacted, each with its reason. */
export async function writeRejects(
  context: Context,
  file: string,
  rejected: readonly RejectedRow[],
): Promise<Rejects> {
  if (rejected.length === 0) return { count: 0, lines: 0 };
  const target = `${file === '-' ? 'stdin' : file}.rejected.jsonl`;
  const redactor = await context.redactor();
  await context.files.write(
    target,
    rejected.map((row) => `${JSON.stringify(redactedRow(row, redactor))}\n`),
  );
  const lines = rejected.reduce((sum, { raw }) => sum + raw.split(LINE_END).length, 0);
  return { count: rejected.length, lines, file: target };
}

/** Mended, it has the same id as if it had been redacted later: what is JSON is redacted value by value. */
function redactedRow(row: RejectedRow, { text, value }: Redactor): RejectedRow {
  const reason = text(row.reason);
  const parsed = parseJson(row.raw);
  // A row that is no JSON is redacted as the text that it is.
  if (parsed.kind === 'fault') return { ...row, reason, raw: text(row.raw) };
  const redacted = value(parsed.value);
  return { ...row, reason, raw: redacted === parsed.value ? row.raw : JSON.stringify(redacted) };
}

function firstIssue(error: z.ZodError): string {
  const { path, text } = issueText(error);
  return path.length === 0 ? text : `${pathText(path)}: ${text}`;
}
