/** How long the rest of a review will take, from how long the answers so far took. */

export interface TimedAnswer {
  /** Active milliseconds. */
  readonly ms: number;
  /** Whether it was the first of its block: then the input was read as well. */
  readonly first: boolean;
}

/**
 * The n-th answer takes about n ** -0.05 of the first one's time: the law of practice, with a cautious exponent: rather too long than too short.
 * Source: A. Newell, P. S. Rosenbloom, "Mechanisms of skill acquisition and the law of practice" (1981).
 */
const PRACTICE = -0.05;
/** One long thought is not the pace: times are cut at so many medians of their kind. */
const LONGEST = 5;

/**
 * Minutes for the answers ahead, each told by whether it is the first of its block; `answers` oldest first. Undefined
 * before there are three. Readings count apart: a session begins with more of them than it goes on with.
 */
export function minutesLeft(answers: readonly TimedAnswer[], ahead: readonly boolean[]): number | undefined {
  if (answers.length < 3) return undefined;
  const unpractised = answers.map(({ ms, first }, i) => ({ ms: ms / (i + 1) ** PRACTICE, first }));
  const pace = (first: boolean) => {
    const kind = unpractised.filter((one) => one.first === first);
    // Of a kind that was not met yet nothing is known but the other one.
    const times = (kind.length > 0 ? kind : unpractised).map(({ ms }) => ms).sort((a, b) => a - b);
    const most = LONGEST * times[Math.floor(times.length / 2)]!;
    return times.reduce((sum, ms) => sum + Math.min(ms, most), 0) / times.length;
  };
  const [ofFirst, ofOther] = [pace(true), pace(false)];
  const ms = ahead.reduce(
    (sum, first, i) => sum + (first ? ofFirst : ofOther) * (answers.length + i + 1) ** PRACTICE,
    0,
  );
  return ms / 60_000;
}
