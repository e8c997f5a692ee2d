/** Does each candidate stand at each place of its block equally often? */
import type { SeenItem } from './blind-sessions.ts';

/** The widest difference, over all places, between how often one candidate and another stood there. */
export function placeSpread(items: readonly SeenItem[]): number {
  const firsts = items.filter(({ purpose }) => purpose === 'first');
  const candidates = [...new Set(firsts.flatMap((item) => item.candidates))];
  const places = [...new Set(firsts.map(({ placeInBlock }) => placeInBlock))];
  const spreads = places.map((place) => {
    const there = firsts.filter(({ placeInBlock }) => placeInBlock === place);
    const counts = candidates.map((one) => there.filter((item) => item.candidates.includes(one)).length);
    return Math.max(...counts) - Math.min(...counts);
  });
  return Math.max(...spreads);
}
