/** What a table's first bytes tell of its dialect: the delimiter, the line end; and where a quote is wrong. */

export interface CsvDialect {
  readonly delimiter: string;
  /** What ends a row; `\r` alone is what old Macs wrote. */
  readonly lineEnds: readonly string[];
  /** What stands before the header row: a line `sep=;`, or nothing. */
  readonly preamble: string;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** A first line that tells Excel the delimiter; Excel reads it with or without quotes. */
const SEPARATOR_LINE = /^\uFEFF?(?:sep=([^"\r\n])|"sep=([^"\r\n])")(?:\r\n|\r|\n)/i;

/** The dialect of a table: what a line `sep=;` says, else the delimiter that its header row (outside quotes) holds most; a comma if none. */
export function sniffDialect(head: string): CsvDialect {
  const said = SEPARATOR_LINE.exec(head);
  if (said === null) return { ...dialectOf(head), preamble: '' };
  const [preamble, bare, quoted] = said;
  return { ...dialectOf(head.slice(preamble.length)), delimiter: (bare ?? quoted)!, preamble };
}

function dialectOf(head: string): Omit<CsvDialect, 'preamble'> {
  const counts = new Map<string, number>();
  let quoted = false;
  let fieldStart = true;
  let end = '';
  let blank = true;
  for (let i = 0; i < head.length; i++) {
    const char = head[i]!;
    blank &&= /\s/.test(char);
    if (char === '"' && (quoted || fieldStart)) quoted = !quoted;
    fieldStart = false;
    if (quoted) continue;
    if (char === '\n' || char === '\r') {
      if (blank) {
        counts.clear();
        continue;
      }
      end = char === '\r' && head[i + 1] !== '\n' && i + 1 < head.length ? '\r' : '\n';
      break;
    }
    if ((DELIMITERS as readonly string[]).includes(char)) {
      counts.set(char, (counts.get(char) ?? 0) + 1);
      fieldStart = true;
    }
  }
  const delimiter = DELIMITERS.reduce((a, b) => ((counts.get(b) ?? 0) > (counts.get(a) ?? 0) ? b : a));
  return { delimiter, lineEnds: end === '\r' ? ['\r'] : ['\r\n', '\n'] };
}

export interface QuoteFault {
  /** UTF-16 offset in the text, and that of the quote which opens the field. */
  readonly offset: number;
  readonly opened: number;
  readonly reason: string;
}

/**
 * The first misuse of quotes in the text of one row, or undefined. csv-parse reads such rows leniently, which
 * would let a wrong value through, and names the wrong line for a quote that is never closed.
 */
export function findQuoteFault(text: string, dialect: CsvDialect): QuoteFault | undefined {
  const ends = [dialect.delimiter, ...dialect.lineEnds];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '"') {
      while (at < text.length && !ends.some((end) => text.startsWith(end, at))) at++;
    } else {
      const close = closingQuote(text, at);
      if (close === -1)
        return { offset: at, opened: at, reason: 'the quote that opens here is never closed' };
      const opened = at;
      at = close + 1;
      if (at < text.length && !ends.some((end) => text.startsWith(end, at))) {
        return {
          offset: at,
          opened,
          reason: 'text after a closing quote; write a quote inside a field twice',
        };
      }
    }
    at += ends.find((end) => text.startsWith(end, at))?.length ?? 0;
  }
  return undefined;
}

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}
