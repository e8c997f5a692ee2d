/** Every kind of file with public tables: add a file, add a line. */
import type { RawTable } from '../../core/benchmarks/raw-table.ts';
import { MOST_BYTES } from '../../core/benchmarks/raw-table.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { ImportSource } from '../../core/plugins.ts';
import { asBuffer, decodeUtf8, invalidUtf8Reason, withoutByteOrderMark } from '../utf8.ts';
import { delimited } from './delimited.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { lmEval } from './lm-eval.ts';
import { markdown } from './markdown.ts';
import type { TableReader } from './table-reader.ts';
import { yaml } from './yaml.ts';

export const tableReaders: readonly TableReader[] = [markdown, html, delimited, json, lmEval, yaml];

/** Every table of a file, by whichever reader its text makes surest. Throws a FieldtestError('input') for a file that is none. */
export async function readTables(
  source: ImportSource,
): Promise<{ readonly format: string; readonly tables: readonly RawTable[] }> {
  const { file } = source;
  const text = await textOf(source);
  const sure = tableReaders.map((reader) => ({ reader, score: reader.sniff(text, file) }));
  const best = sure.reduce((a, b) => (b.score > a.score ? b : a));
  if (text.trim() === '' || best.score === 0) {
    const kinds = tableReaders.map(({ description }) => description).join('; ');
    throw new FieldtestError(
      'input',
      `${file}: ${text.trim() === '' ? 'the file is empty' : 'there is no table in it'}`,
      `It reads: ${kinds}.`,
    );
  }
  return { format: best.reader.format, tables: best.reader.read(text, file) };
}

async function textOf({ file, chunks }: ImportSource): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_BYTES)
      throw new FieldtestError(
        'input',
        `${file}: more than ${MOST_BYTES / 1024 / 1024} MB; that is no table of models`,
        'Cut out the table that you mean.',
      );
    parts.push(Buffer.from(asBuffer(chunk)));
  }
  const bytes = withoutByteOrderMark(Buffer.concat(parts), file);
  const decoded = decodeUtf8(bytes);
  if (decoded.kind === 'text') return decoded.text;
  throw new FieldtestError(
    'input',
    `${file}: ${invalidUtf8Reason(bytes, decoded.offset)}`,
    'Save it as UTF-8.',
  );
}
