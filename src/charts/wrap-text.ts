/** A sentence as lines of a width. */
import { fitText } from './fit-text.ts';
import { textWidth } from './text-width.ts';

/** Breaks at spaces; a word that is wider than a line loses its middle. */
export function wrapText(text: string, width: number, fontSize: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  // A figure and its percent sign stay together.
  for (const word of text.split(/\s+(?!%)/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, fontSize) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = fitText(word, width, fontSize);
  }
  return line === '' ? lines : [...lines, line];
}
