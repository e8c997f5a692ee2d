/** Every log format that can be imported: add a file, add a line. */
import { FieldtestError } from '../core/errors.ts';
import type { Importer } from '../core/plugins.ts';
import { csv } from './csv.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';

export const importers: readonly Importer[] = [jsonl, json, csv];

/** The names that `--format` takes. */
export const importFormats: readonly string[] = importers.map((importer) => importer.format);

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
  const sure = importers.map((importer) => ({ importer, score: importer.sniff(head, file) }));
  const best = sure.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score > 0) return best.importer;
  throw new FieldtestError(
    'input',
    `${file}: ${head.length === 0 ? 'the file is empty' : 'cannot tell what format this is'}`,
    `Say it with --format ${importFormats.join(' or ')}.${looksLikeDocument(head) ? DOCUMENT_HINT : ''}`,
  );
}

const DOCUMENT_HINT = ` It looks like one JSON document: jq -c '.[]' makes JSON Lines of it.`;

function looksLikeDocument(head: Uint8Array): boolean {
  return /^\s*[[{]/.test(
    Buffer.from(head.subarray(0, 64))
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, ''),
  );
}
