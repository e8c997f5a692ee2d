/** What each round of rating took: hours the first time, minutes after. */
import type { StoredReviewEvent } from '../store.ts';
import type { ReviewRound, RoundSplit } from './round.ts';

export interface RoundEffort {
  readonly rater: string;
  readonly split: RoundSplit;
  /** 1, 2, ... per rater and split. */
  readonly number: number;
  /** When it began; ISO 8601. */
  readonly at: string;
  /** Judgements given, also of what came again or was taken back. */
  readonly judgements: number;
  /** Minutes for which something was in front of the rater; pauses do not count. */
  readonly minutes: number;
}

/** Rounds in which anything was judged, by time. */
export function roundEfforts(
  rounds: readonly ReviewRound[],
  events: readonly StoredReviewEvent[],
): readonly RoundEffort[] {
  const byRound = Map.groupBy(events, ({ round }) => round);
  return rounds
    .flatMap(({ id, rater, split, number, at }) => {
      const times = (byRound.get(id) ?? []).flatMap(({ event }) =>
        event.kind === 'answer' ? [event.activeMs] : [],
      );
      if (times.length === 0) return [];
      const minutes = times.reduce((sum, ms) => sum + ms, 0) / 60_000;
      return [{ rater, split, number, at, judgements: times.length, minutes }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}
