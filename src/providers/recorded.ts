/** `recorded:` outputs that were made elsewhere, one JSON object a line. */
import type { Candidate, RecordedTarget } from '../core/candidate.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { type Example, exampleLabel } from '../core/example.ts';
import { exampleId } from '../core/identity.ts';
import type { Input } from '../core/input.ts';
import { issueText, pathText } from '../core/issue-text.ts';
import { parseJson } from '../core/json-text.ts';
import type { CallResult, Provider, ProviderContext } from '../core/plugins.ts';
import { noRedaction, type Redactor } from '../core/redaction.ts';
import { type OutputRow, outputRowSchema } from '../core/rows.ts';
import { abortFailure, failed, textStatus, type Untimed } from './call-failure.ts';
import { fileLines } from './file-lines.ts';

interface NumberedRow {
  readonly line: number;
  readonly row: OutputRow;
}

/** Rows by what they name (`id or name`, or the id of their input) and trial. */
type Rows = ReadonlyMap<string, NumberedRow>;

/**
 * Streams the file once, at open, and keeps its own rows. Rows that name another candidate are ignored, rows without a candidate
 * count. A row finds its example by id, by name or by its input. Times and costs are the row's, or absent.
 */
export const recordedProvider: Provider = {
  kind: 'recorded',
  description: 'Outputs made elsewhere: a JSONL file with a row per example.',
  needsTrust: () => [],
  async open(candidate, context) {
    const rows = await loadRows(candidate, context);
    return {
      bucket: candidate.name,
      async call({ example, trial, signal }) {
        const result = signal.aborted
          ? abortFailure(signal)
          : recordedResult(rows, { example, trial, candidate });
        return result.kind === 'answer' ? result : { ...result, latencyMs: 0 };
      },
      close: async () => {},
    };
  },
};

async function loadRows(candidate: Candidate, context: ProviderContext): Promise<Rows> {
  const { file, path } = candidate.target as RecordedTarget;
  const redact = context.redact ?? noRedaction;
  const rows = new Map<string, NumberedRow>();
  for await (const { line, text } of fileLines(path, file)) {
    if (text.trim() === '') continue;
    const numbered = { line, row: redacted(readRow(text, `${file}:${line}`), redact) };
    const { example, input, candidate: owner, trial } = numbered.row;
    if (owner !== undefined && owner !== candidate.name) continue;
    const named = example ?? inputId(redact.record({ input: input! }).input, `${file}:${numbered.line}`);
    const key = rowKey(named, trial ?? 1);
    const earlier = rows.get(key);
    if (earlier !== undefined) {
      throw new FieldtestError(
        'input',
        `${file}:${numbered.line} and line ${earlier.line} are both trial ${trial ?? 1} of example ${named}`,
        'Delete one of the two, or number them with "trial".',
      );
    }
    rows.set(key, numbered);
  }
  return rows;
}

/** What was made elsewhere was made of inputs with all that was in them, and repeats it. */
function redacted(row: OutputRow, { text, value }: Redactor): OutputRow {
  const { example, output, failure } = row;
  return {
    ...row,
    output: text(output),
    ...(example === undefined ? {} : { example: text(example) }),
    ...(failure === undefined ? {} : { failure: value(failure) as NonNullable<OutputRow['failure']> }),
  };
}

function readRow(line: string, where: string): OutputRow {
  const parsed = parseJson(line.replace(/\r$/, ''));
  if (parsed.kind === 'fault') {
    throw new FieldtestError(
      'input',
      `${where}:${[...line.slice(0, parsed.fault.offset)].length + 1}: not JSON: ${parsed.fault.reason}`,
      'Each line must be one JSON object: {"example": "...", "output": "..."}.',
    );
  }
  const checked = outputRowSchema.safeParse(parsed.value, { reportInput: true });
  if (!checked.success) {
    const { path, text } = issueText(checked.error);
    const place = pathText(path);
    throw new FieldtestError(
      'input',
      `${where}: ${place === '' ? '' : `"${place}" `}${text}`,
      'A row is {"example": id or name, "output": text, "trial"?, "latencyMs"?, "costUsd"?, "usage"?}.',
    );
  }
  return checked.data;
}

function inputId(input: Input, where: string): string {
  try {
    return exampleId(input);
  } catch (error) {
    throw new FieldtestError(
      'input',
      `${where}: ${messageOf(error)}`,
      'Repair the input, or name the example.',
    );
  }
}

function recordedResult(
  rows: Rows,
  { example, trial, candidate }: { example: Example; trial: number; candidate: Candidate },
): Untimed<CallResult> & { latencyMs?: number } {
  const { file } = candidate.target as RecordedTarget;
  const byId = rows.get(rowKey(example.id, trial));
  const byName = example.name === undefined ? undefined : rows.get(rowKey(example.name, trial));
  const found = byId ?? byName;
  const which = `trial ${trial} of example ${exampleLabel(example)}`;
  if (found === undefined) return failed('missing', 'no-row', `${file} has no row for ${which}`);
  if (byId !== undefined && byName !== undefined) {
    const lines = `lines ${byId.line} and ${byName.line}`;
    return failed('stop', 'two-rows', `${file} has two rows for ${which}: ${lines}`, {
      hint: `Delete one of the two in ${file}.`,
    });
  }
  const { output: text, status, failure, latencyMs, firstTokenMs, costUsd, usage, responseModel } = found.row;
  if (status === 'error') {
    const { code, message, httpStatus } = failure ?? {
      code: 'recorded-error',
      message: 'recorded as an error',
    };
    return failed('final', code, message, httpStatus === undefined ? {} : { httpStatus });
  }
  return {
    kind: 'answer',
    status: status ?? textStatus(text),
    text,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(usage === undefined ? {} : { usage }),
    ...(responseModel === undefined ? {} : { responseModel }),
  };
}

function rowKey(example: string, trial: number): string {
  return `${trial}\n${example}`;
}
