/** Words of the history. */
import type { HistoryEntry } from '../history/history.ts';

/** The verdict in as few words as a column has: `switch to claude-sonnet-5`. */
export function verdictInShort({ kind, winner = '' }: HistoryEntry['verdict']): string {
  switch (kind) {
    case 'ship':
      return `ship ${winner}`;
    case 'switch':
      return `switch to ${winner}`;
    case 'keep':
      return `keep ${winner}`;
    case 'cheaper-equivalent':
      return `ship ${winner}, as good and cheaper`;
    case 'too-close':
      return 'too close';
    case 'not-enough':
      return 'not enough';
  }
}
