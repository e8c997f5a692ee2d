/** Carries texts that databases cannot: NUL (PostgreSQL refuses it) and lone surrogates (both lose them). */

/** Marks an escape; itself escaped. Rare in real text, visible to whoever looks into the database. */
const MARK = '\u241b';
const SPECIAL = /[\0\u241b\p{Surrogate}]/gu;

/** The text as it is stored: each troublesome UTF-16 unit becomes the mark and its four hex digits. */
export function encodeText(text: string): string {
  if (text.isWellFormed() && !text.includes('\0') && !text.includes(MARK)) return text;
  return text.replace(SPECIAL, (unit) => MARK + unit.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** The text as it was. */
export function decodeText(text: string): string {
  if (!text.includes(MARK)) return text;
  return text.replace(/\u241b([0-9a-f]{4})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Encodes every text among query parameters. */
export function encodeParameters(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => (typeof value === 'string' ? encodeText(value) : value));
}

/** Decodes every text of a result row, in place. */
export function decodeRow<T>(row: T): T {
  if (typeof row !== 'object' || row === null) return row;
  const columns = row as { [column: string]: unknown };
  for (const column in columns) {
    const value = columns[column];
    if (typeof value === 'string') columns[column] = decodeText(value);
  }
  return row;
}
