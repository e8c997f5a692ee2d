/** Cuts a long Markdown text into sections that can be parsed one by one, so that no key press waits for the whole. */

export interface Section {
  readonly at: number;
  readonly text: string;
  /** Shown as written: parsing it could take minutes, and nobody writes like that. */
  readonly plain: boolean;
}

const SECTION = 2500;
/** Characters of a paragraph, and of lines that look like code. */
const LONGEST = 16_000;
const LONGEST_CODE = 60_000;
/** The time of a parser grows with the square of these; what looks like code may have more. */
const SIGNS = /[*_~]+|[[\]]|`+/g;
const MOST_SIGNS = 1500;
const MOST_SIGNS_CODE = 3000;
/** Lists in lists and quotations in quotations, opened in one line. */
const NESTED = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]*){20}/;
const BULLET = /^ {0,3}[-*+][ \t]+\S/;
const NUMBERED = /^ {0,3}\d{1,9}[.)][ \t]+\S/;

/** The sections in order; joined they are the text again. Each begins at a line that begins a block. */
export function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  let start = 0;
  let plain = false;
  let fence: string | undefined;
  let blank = true;
  let length = 0;
  let signs = 0;
  const close = (end: number) => {
    if (end > start) sections.push({ at: start, text: text.slice(start, end), plain });
    start = end;
    plain = false;
    length = 0;
    signs = 0;
  };
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, next);
    const outside = fence === undefined;
    const full = at - start >= SECTION || plain;
    // A margin line after a blank one ends whatever was open; a point of a long list may begin a list of its own.
    const margin = blank && /^[^\s>*+\-\d]/.test(line);
    const point = /^\S/.test(line) && (BULLET.test(line) || (blank && NUMBERED.test(line)));
    if (outside && ((full && margin) || (at - start >= 2 * SECTION && point))) close(at);

    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
    blank = line.trim() === '';

    // Where one paragraph may go on, its characters and signs add up.
    if (blank || BULLET.test(line)) signs = 0;
    if (blank || BULLET.test(line) || NUMBERED.test(line)) length = 0;
    if (!/^ {0,3}\|/.test(line)) length += line.length;
    signs += line.match(SIGNS)?.length ?? 0;
    plain ||= length > (outside ? LONGEST : LONGEST_CODE) || signs > (outside ? MOST_SIGNS : MOST_SIGNS_CODE);
    plain ||= outside && NESTED.test(line);
    at = next;
  }
  close(text.length);
  return sections;
}

/** The link definitions of a text, which each of its sections needs. */
export function definitionsOf(text: string): string {
  const lines = text.match(/^ {0,3}\[[^\]^\n][^\]\n]{0,200}\]:[ \t]*\S[^\n]{0,1000}$/gm) ?? [];
  return lines.length === 0 ? '' : `\n\n${lines.slice(0, 200).join('\n')}\n`;
}
