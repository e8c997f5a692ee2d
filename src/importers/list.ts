/** Every log format that can be imported: add a file, add a line. */
import { FieldtestError } from '../core/errors.ts';
import type { Importer } from '../core/plugins.ts';
import { braintrust } from './braintrust.ts';
import { chat } from './chat.ts';
import { nameWithin } from './compression.ts';
import { csv } from './csv.ts';
import { importFormats } from './formats.ts';
import { inspect } from './inspect.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { langfuse } from './langfuse.ts';
import { langsmith } from './langsmith.ts';
import { openaiEvals } from './openai-evals.ts';
import { otlp } from './otlp.ts';
import { parquet } from './parquet.ts';
import { phoenix } from './phoenix.ts';
import { promptfoo } from './promptfoo.ts';

export const importers: readonly Importer[] = [
  jsonl,
  json,
  csv,
  parquet,
  otlp,
  chat,
  promptfoo,
  inspect,
  openaiEvals,
  langfuse,
  langsmith,
  braintrust,
  phoenix,
];

/**
 * The importer for a file: the one named, or the one that the first bytes (at most 64 KB) make surest.
 * Throws a usage error for an unknown format, an input error when no importer knows the file.
 */
export function sniffImporter(head: Uint8Array, file: string, format?: string): Importer {
  if (format !== undefined) {
    const named = importers.find((importer) => importer.format === format);
    if (named !== undefined) return named;
    throw new FieldtestError(
      'usage',
      `there is no format ${JSON.stringify(format)}`,
      `--format takes ${importFormats.join(', ')}.`,
    );
  }
  const name = nameWithin(file);
  const sure = importers.map((importer) => ({ importer, score: importer.sniff(head, name) }));
  const best = sure.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score > 0) return best.importer;
  if (head.length === 0) {
    throw new FieldtestError(
      'input',
      `${file === '-' ? 'what came through the pipe' : file} is empty`,
      'Nothing was imported. Look at what writes it.',
    );
  }
  const other = otherKind(head);
  throw new FieldtestError(
    'input',
    `${file}: ${other === undefined ? 'cannot tell what format this is' : `this is ${other.what}`}`,
    other?.hint ?? `Say it with --format ${importFormats.join(' or ')}.`,
  );
}

interface OtherKind {
  readonly begins: string;
  readonly what: string;
  /** What to do instead. */
  readonly hint: string;
}

const UNPACK = 'Unpack it; fieldtest itself unpacks gzip and zstd.';

/** What people have in files that is no log, but could become one. */
const OTHER_KINDS: readonly OtherKind[] = [
  { begins: 'PK\x03\x04', what: 'a ZIP archive or a workbook', hint: 'Unpack it, or save the sheet as CSV.' },
  { begins: 'BZh', what: 'bzip2', hint: UNPACK },
  { begins: '\xfd7zXZ\0', what: 'xz', hint: UNPACK },
  { begins: '7z\xbc\xaf', what: 'a 7z archive', hint: UNPACK },
  { begins: 'SQLite format 3\0', what: 'an SQLite database', hint: 'Export the table that you want as CSV.' },
  { begins: '%PDF-', what: 'a PDF', hint: 'Records are rows; save them as CSV or JSON Lines.' },
];

function otherKind(head: Uint8Array): OtherKind | undefined {
  const text = Buffer.from(head.subarray(0, 32)).toString('latin1');
  return OTHER_KINDS.find(({ begins }) => text.startsWith(begins));
}
