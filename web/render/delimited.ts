/** Reads a small table from text: comma, semicolon or tab between fields, double quotes round those that hold one. */

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
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    let field: string;
    if (text[at] === '"') {
      const end = quoteEnd(text, at);
      if (end === -1) return undefined;
      field = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++;
      field = text.slice(from, at);
      if (field.endsWith('\r')) field = field.slice(0, -1);
    }
    if (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length)) at++;
    row.push(field);
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    if (at < text.length && text[at] !== '\n') return undefined;
    // An empty line is no row.
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    at++;
    if (at >= text.length) return rows;
  }
}

/** The closing quote of the field that opens at `at`, or -1. */
function quoteEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 2)) {
    if (text[end + 1] !== '"') return end;
  }
  return -1;
}
