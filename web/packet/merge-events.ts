/** Two accounts of one round, made one: what happened here, and what a ratings file says. */
import type { ReviewEvent } from '../../src/core/review/event.ts';

/**
 * Every event once. Each list keeps its own order, so that nothing is undone before it was done; between the lists the
 * time decides, so that the later of two answers counts.
 */
export function mergeEvents(
  one: readonly ReviewEvent[],
  other: readonly ReviewEvent[],
): readonly ReviewEvent[] {
  const merged = new Map<string, ReviewEvent>();
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    const a = one[i];
    const b = other[j];
    const first = b === undefined || (a !== undefined && Date.parse(a.at) <= Date.parse(b.at));
    const event = first ? a! : b;
    if (first) i++;
    else j++;
    if (!merged.has(event.id)) merged.set(event.id, event);
  }
  return [...merged.values()];
}
