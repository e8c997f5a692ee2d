/** Whether a rater's ruler has moved: what they say today of outputs that they judged in an earlier round. */
import { pairedRatingInterval } from '../../stats/paired-rating-interval.ts';
import { unitSums } from '../../stats/unit-sums.ts';
import type { Interval } from '../decision.ts';
import type { Rating } from '../rating.ts';
import type { ReviewRound } from './round.ts';

export interface RulerShift {
  readonly rater: string;
  /** The round in which the anchors were asked. */
  readonly round: number;
  /** Anchors that were judged both times. */
  readonly n: number;
  /** Now minus then, in steps of the scale; of yes and no as 1 and 0 where there is no scale. */
  readonly shift: number;
  /** 95 %. */
  readonly interval: Interval;
  /** Whether the interval leaves out zero. */
  readonly moved: boolean;
}

const TAIL = 0.025;

/** For each rater the last round that had anchors of which any was judged; `ratings` in the order in which they came. */
export function rulerShifts(
  rounds: readonly ReviewRound[],
  ratings: readonly Rating[],
  { scale }: { readonly scale: number | false },
): readonly RulerShift[] {
  const byRater = Map.groupBy(rounds, ({ rater }) => rater);
  return [...byRater].flatMap(([rater, own]) => {
    const given = Map.groupBy(
      ratings.filter((rating) => rating.rater === rater),
      ({ example, textId }) => `${example} ${textId}`,
    );
    const newestFirst = own.toSorted((a, b) => b.number - a.number);
    for (const round of newestFirst) {
      const differences = differencesIn(round, given, scale);
      if (differences.length === 0) continue;
      const sums = unitSums(differences);
      const interval = pairedRatingInterval(sums, scale === false ? Math.SQRT1_2 : 1, TAIL);
      const moved = interval[0] > 0 || interval[1] < 0;
      const n = differences.length;
      return [{ rater, round: round.number, n, shift: sums.sum / n, interval, moved }];
    }
    return [];
  });
}

function differencesIn(
  round: ReviewRound,
  given: ReadonlyMap<string, readonly Rating[]>,
  scale: number | false,
): readonly number[] {
  const value = ({ rating, acceptable }: Rating) =>
    scale === false ? (acceptable === undefined ? undefined : Number(acceptable)) : rating;
  return round.items.flatMap(({ purpose, example, textId }) => {
    if (purpose !== 'anchor') return [];
    const all = given.get(`${example} ${textId}`) ?? [];
    const then = all.findLast(({ repeatOf }) => repeatOf === undefined);
    const now = all.findLast(({ repeatOf, at }) => repeatOf !== undefined && (at ?? '') >= round.at);
    const [before, after] = [then && value(then), now && value(now)];
    return before === undefined || after === undefined ? [] : [after - before];
  });
}
