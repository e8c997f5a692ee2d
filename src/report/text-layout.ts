/** Text on a grid: wrapping, tables that become lists when narrow, and colour that can be off. */

/** Styles of a terminal; `plainPaint` where colour is off. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
}

export const plainPaint: Paint = { bold: (text) => text, dim: (text) => text, red: (text) => text };

export const colourPaint: Paint = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
};

/** Columns that a text takes: wide East Asian characters and emoji take two, combining marks none. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    sum +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return sum;
}

/** Breaks at spaces so that no line is wider, except a single long word. */
export function wrap(
  text: string,
  width: number,
  indent: { first: string; rest: string } = { first: '', rest: '' },
): string {
  const lines: string[] = [];
  let line = indent.first;
  let empty = true;
  // A figure and its percent sign stay together.
  for (const word of text.split(/\s+(?!%)/).filter((part) => part !== '')) {
    if (!empty && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = indent.rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}

export interface TableOptions {
  readonly width: number;
  /** Columns that stand left; the others, figures, stand right. */
  readonly left: ReadonlySet<string>;
  readonly paintHead: (text: string) => string;
  readonly paintRow?: (row: number, text: string) => string;
}

/** A table when it fits, else one list per row. All rows have the same keys; they are the head. */
export function table(rows: readonly { readonly [column: string]: string }[], options: TableOptions): string {
  const { width, left, paintHead, paintRow = (_row, text) => text } = options;
  const names = Object.keys(rows[0] ?? {});
  const widths = names.map((name) => Math.max(columns(name), ...rows.map((row) => columns(row[name]!))));
  const total = widths.reduce((sum, one) => sum + one, 0) + 2 * (names.length - 1);
  if (total > width) return rows.map((row, i) => paintRow(i, list(row, names))).join('\n');
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => {
        const gap = ' '.repeat(widths[i]! - columns(cell));
        return left.has(names[i]!) ? cell + gap : gap + cell;
      })
      .join('  ')
      .trimEnd();
  return [
    paintHead(line(names)),
    ...rows.map((row, i) => paintRow(i, line(names.map((name) => row[name]!)))),
  ].join('\n');
}

function list(row: { readonly [column: string]: string }, names: readonly string[]): string {
  const [title, ...rest] = names;
  const label = Math.max(...rest.map((name) => name.length));
  return [row[title!]!, ...rest.map((name) => `  ${name.padEnd(label)}  ${row[name]}`)].join('\n');
}
