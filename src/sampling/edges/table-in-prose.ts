/** A table inside a text that is none. */
import { isTable } from '../features.ts';
import type { InputEdge } from './edge.ts';
import { proseLines } from './prose.ts';

export const tableInProse: InputEdge = {
  kind: 'table-in-prose',
  family: 'weird',
  description: 'a table inside prose',
  find({ asked }) {
    const lines = asked.split('\n', 500).filter((line) => line.trim() !== '' && line.length < 1_000);
    if (lines.length < 5) return undefined;
    const rows = lines.filter((line) => /\|.*\||\t.*\t/.test(line));
    return rows.length >= 3 && isTable(rows) && proseLines(lines) >= 2
      ? 'has a table in its text'
      : undefined;
  },
};
