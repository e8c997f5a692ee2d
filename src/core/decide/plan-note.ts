/** What is rated beyond the look that a verdict stands on, and whether the plan is used up. */
import type { PairResult } from './compare.ts';
import { isEarlyEnd } from './looks.ts';
import type { Settings } from './settings.ts';
import { count } from './wording.ts';

/** A sentence where some ratings do not count, or not yet, or where the plan ends early. */
export function planNote(pairs: readonly PairResult[], settings: Settings): string[] {
  if (settings.looks === 'final') return [];
  const last = lastLook(settings)!;
  const rated = mostRated(pairs);
  if (rated > last) {
    return [
      `The plan of ${count(last, 'example')} is used up: ${rated} are rated, and those after the first ${last} ` +
        'do not count.',
    ];
  }
  if (isEarlyEnd(settings, rated)) {
    return [`The plan of ${count(last, 'example')} ends at ${rated}: nothing else can be rated.`];
  }
  if (settings.looks.includes(rated)) return [];
  return [`${rated} are rated; the next look is at ${settings.looks.find((look) => look > rated)}.`];
}

/** A decision needs the note only when something rated does not count. */
export function beyondLook(pair: PairResult, settings: Settings): string[] {
  return pair.rated === pair.look ? [] : planNote([pair], settings);
}

/** Rated examples of the pair that has most. */
export function mostRated(pairs: readonly PairResult[]): number {
  return Math.max(...pairs.map((pair) => pair.rated));
}

/** The end of the plan; undefined without one. */
export function lastLook({ looks }: Settings): number | undefined {
  return looks === 'final' ? undefined : looks.at(-1);
}
