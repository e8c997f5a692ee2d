/** Cuts a text into paragraphs, and these into chunks that the browser lays out when they come near the screen. */

export interface Paragraph {
  /** UTF-16 offset in the text. */
  readonly at: number;
  /** With the newlines that end it. */
  readonly text: string;
}

export interface Chunk {
  readonly at: number;
  readonly paragraphs: readonly Paragraph[];
  /** About how many lines it fills; the height that is assumed until it is laid out. */
  readonly lines: number;
}

const CHUNK_CHARS = 3000;
const CHARS_PER_LINE = 75;

/** All paragraphs, in order; joined they are the text again. A blank line ends a paragraph. */
export function paragraphsOf(text: string): readonly Paragraph[] {
  const all: Paragraph[] = [];
  let at = 0;
  for (const { 0: gap, index } of text.matchAll(/(?:\r?\n){2,}/g)) {
    const end = index + gap.length;
    all.push({ at, text: text.slice(at, end) });
    at = end;
  }
  if (at < text.length) all.push({ at, text: text.slice(at) });
  return all;
}

export function chunksOf(text: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let paragraphs: Paragraph[] = [];
  let length = 0;
  let lines = 0;
  const close = () => {
    if (paragraphs.length > 0) chunks.push({ at: paragraphs[0]!.at, paragraphs, lines });
    paragraphs = [];
    length = 0;
    lines = 0;
  };
  for (const paragraph of paragraphsOf(text)) {
    paragraphs.push(paragraph);
    length += paragraph.text.length;
    for (const line of paragraph.text.split('\n'))
      lines += Math.max(1, Math.ceil(line.length / CHARS_PER_LINE));
    if (length >= CHUNK_CHARS) close();
  }
  close();
  return chunks;
}
