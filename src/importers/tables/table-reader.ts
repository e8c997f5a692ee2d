/** One kind of file with public tables in it. Text in, cells out; nothing of it is rendered or run. */

import { MOST_CELLS, type RawTable } from '../../core/benchmarks/raw-table.ts';
import { FieldtestError } from '../../core/errors.ts';
import { thousands } from '../../core/wording/thousands.ts';

export interface TableReader {
  readonly format: string;
  /** One sentence for people. */
  readonly description: string;
  /** How sure the text makes it, 0 to 1. */
  sniff(text: string, file: string): number;
  /** Every table in it, in order. Throws a FieldtestError with the place for a text that is malformed. */
  read(text: string, file: string): readonly RawTable[];
}

/** Counts cells as they come, so that a table which nobody can mean is refused before it is built. */
export function cellBudget(file: string): (cells: number) => void {
  let sum = 0;
  return (cells) => {
    sum += cells;
    if (sum <= MOST_CELLS) return;
    throw new FieldtestError(
      'input',
      `${file}: more than ${thousands(MOST_CELLS)} cells; that is no table of models`,
      'Cut out the table that you mean.',
    );
  };
}

/** Every row as long as the head: what is missing is empty, what is too much is cut. */
export function evenRows(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  return rows.map((row) => head.map((_, at) => row[at] ?? ''));
}
