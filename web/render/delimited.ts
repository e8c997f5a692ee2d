/** Reads a small table from text: comma, semicolon or tab between fields, double quotes round those that hold one. */
import Papa from 'papaparse';

/** Rows of equal length, the first one the header; undefined when the text is no such table. */
export function delimitedRows(text: string): readonly (readonly string[])[] | undefined {
  for (const delimiter of ['\t', ',', ';']) {
    const rows = rowsOf(text, delimiter);
    const columns = rows?.[0]?.length ?? 0;
    if (rows !== undefined && rows.length > 1 && columns > 1 && rows.every((row) => row.length === columns))
      return rows;
  }
  return undefined;
}

/** Undefined when a quotation never ends, or text follows it. */
function rowsOf(text: string, delimiter: string): readonly (readonly string[])[] | undefined {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true });
  return errors.length > 0 ? undefined : data;
}
