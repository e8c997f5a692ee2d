/** How much rating a set asks for, and how long that takes. */
import { roundExtras } from '../review/plan-round.ts';
import { minutesLeft, type TimedAnswer } from '../review/time-left.ts';

export interface Effort {
  /** Outputs to rate; identical ones of an example are one. */
  readonly ratings: number;
  /** Asked beside these: a second time, hidden, and to warm up. */
  readonly again: number;
  /** Of one rater. */
  readonly minutes: number;
}

/** What the minutes stand on. */
export interface Pace {
  /** `review`: the times of the answers so far; `assumed`: half a minute each. */
  readonly from: 'review' | 'assumed';
  readonly secondsPerRating: number;
}

const ASSUMED_SECONDS = 30;

/** `textsPerExample`: distinct outputs of an example on average; `timed`: the answers of the review so far, oldest first. */
export function effortOf(
  examples: number,
  of: { readonly textsPerExample: number; readonly timed: readonly TimedAnswer[] },
): Effort {
  const ratings = Math.round(examples * of.textsPerExample);
  const { repeats, calibration } = roundExtras(ratings, { warmUp: true });
  const again = repeats + calibration;
  // Every example begins with a reading of its input, and so does what comes alone.
  const ahead = Array.from({ length: ratings + again }, (_, i) => i < examples + again);
  const minutes = minutesLeft(of.timed, ahead) ?? (ahead.length * ASSUMED_SECONDS) / 60;
  return { ratings, again, minutes };
}

export function paceOf({ ratings, again, minutes }: Effort, timed: readonly TimedAnswer[]): Pace {
  // Too few answers for a pace give the assumed one back.
  const from = minutesLeft(timed, [true]) === undefined ? 'assumed' : 'review';
  return {
    from,
    secondsPerRating: ratings + again === 0 ? ASSUMED_SECONDS : (60 * minutes) / (ratings + again),
  };
}
