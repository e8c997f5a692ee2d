/** The lines under a chart: what its marks mean, and what could not be drawn. */
import { type Markish, text } from '@observablehq/plot';
import { colours } from './colours.ts';
import { wrapText } from './wrap-text.ts';

/** Of the words beside the data, in CSS pixels. */
export const NOTE_SIZE = 12;
const LINE = 17;

/** The wrapped lines, how high they are, and the mark that writes them from `top` down. */
export function notesUnder(
  notes: readonly string[],
  width: number,
): { readonly height: number; readonly mark: (top: number) => Markish } {
  const lines = notes.flatMap((note) => wrapText(note, width - 2, NOTE_SIZE));
  return {
    height: lines.length === 0 ? 0 : lines.length * LINE + 8,
    mark: (top) =>
      text(
        lines.map((line, i) => ({ line, y: top + 8 + (i + 0.5) * LINE })),
        { x: 1, y: 'y', text: 'line', textAnchor: 'start', fill: colours.ink2 },
      ),
  };
}
