/** Where a search finds its words. */

/** A common letter in a long text: beyond this many marks nobody steps through them. */
const MOST = 2000;

/** The matches as [from, to), UTF-16, without regard to case; none for an empty search. */
export function matchesOf(text: string, find: string | undefined): readonly (readonly [number, number])[] {
  const pattern = patternOf(find);
  if (pattern === undefined) return [];
  const found: [number, number][] = [];
  for (const match of text.matchAll(pattern)) {
    found.push([match.index, match.index + match[0].length]);
    if (found.length === MOST) break;
  }
  return found;
}

/** Whether the search finds anything in the text. */
export function hasMatch(text: string, find: string | undefined): boolean {
  return patternOf(find)?.test(text) ?? false;
}

function patternOf(find: string | undefined): RegExp | undefined {
  if (find === undefined || find === '') return undefined;
  return new RegExp(find.toWellFormed().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}
