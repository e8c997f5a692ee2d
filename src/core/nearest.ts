/** What somebody may have meant: the known names nearest to a mistyped one. */

/** At most three of the names, the nearest first; none when nothing is alike. */
export function nearest(word: string, names: readonly string[]): readonly string[] {
  const typed = word.toLowerCase();
  const most = Math.max(1, Math.floor(typed.length / 3));
  return names
    .map((name) => ({ name, edits: editDistance(typed, name.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** `; did you mean "task"?`, or nothing. */
export function didYouMean(word: string, names: readonly string[]): string {
  const alike = nearest(word, names).map((name) => `"${name}"`);
  return alike.length === 0 ? '' : `; did you mean ${alike.join(' or ')}?`;
}

/**
 * Edits that turn one text into another: insert, delete, replace, swap two neighbours.
 * Source: the optimal string alignment distance; Damerau, A technique for computer detection and correction of
 * spelling errors, CACM 1964.
 */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? beforeLast[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, replace, swap));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
