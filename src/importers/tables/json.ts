/** A table as JSON: a list of rows, an object with a model per key, or a document that holds such. */
import type { RawTable } from '../../core/benchmarks/raw-table.ts';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { tablesIn } from './rows-of-objects.ts';
import { cellBudget, type TableReader } from './table-reader.ts';

export const json: TableReader = {
  format: 'json',
  description: 'JSON: a list of rows, an object with a model per key, or JSON Lines',
  sniff: (text, file) => (/^\s*[[{]/.test(text) ? (/\.json$/i.test(file) ? 0.85 : 0.8) : 0),
  read: (text, file): readonly RawTable[] => tablesIn(linesOf(text) ?? parsed(text, file), cellBudget(file)),
};

/** Throws a FieldtestError for what is no JSON. */
export function parsed(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new FieldtestError(
      'input',
      `${file}: not JSON: ${messageOf(error)}`,
      'Mend the file, or save it again.',
    );
  }
}

/** The rows of JSON Lines; undefined for what is no such file. */
function linesOf(text: string): Json | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return undefined;
  try {
    return lines.map((line) => JSON.parse(line) as Json);
  } catch {
    return undefined; // which the whole text is then told to be
  }
}
