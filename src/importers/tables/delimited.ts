/** A table as CSV: commas, tabs, semicolons or bars, with a line of headers. */
import { CsvError, parse } from 'csv-parse/sync';
import type { RawTable } from '../../core/benchmarks/raw-table.ts';
import { FieldtestError } from '../../core/errors.ts';
import { sniffDialect } from '../csv-dialect.ts';
import { cellBudget, evenRows, type TableReader } from './table-reader.ts';

export const delimited: TableReader = {
  format: 'csv',
  description: 'CSV or TSV with a line of headers',
  sniff(text, file) {
    if (/\.(csv|tsv|tab)$/i.test(file)) return 0.85;
    if (/^\s*[[{<]/.test(text)) return 0;
    const [first = '', second = ''] = text.trimStart().split(/\r\n|\n|\r/, 2);
    const { delimiter } = sniffDialect(headOf(text));
    const width = first.split(delimiter).length;
    return width > 1 && second.split(delimiter).length >= width ? 0.4 : 0;
  },
  read(text, file): readonly RawTable[] {
    const { delimiter, preamble } = sniffDialect(headOf(text));
    const count = cellBudget(file);
    let rows: readonly (readonly string[])[];
    try {
      rows = parse(text.trimStart().slice(preamble.length), {
        bom: true,
        delimiter,
        relax_column_count: true,
        skip_empty_lines: true,
        on_record: (record: string[]) => {
          count(record.length);
          return record;
        },
      });
    } catch (error) {
      if (error instanceof CsvError)
        throw new FieldtestError(
          'input',
          `${file}: not CSV: ${error.message}`,
          'Mend the line, or save the sheet as CSV again.',
        );
      throw error;
    }
    const [head, ...body] = rows;
    return head === undefined ? [] : [{ line: 1, head, rows: evenRows(head, body) }];
  },
};

/** What the delimiter is told from; blank lines before it would all be looked at again and again. */
function headOf(text: string): string {
  return text.trimStart().slice(0, 65_536);
}
