/** When a failed call is tried again, and after how long. Pure, so that the policy can be read and tested. */

/** Calls for one output at the most that fail otherwise than by "slow down", the first one included. */
export const MAX_ATTEMPTS = 5;

/** "Slow down" is no failing of the candidate's, so it may be said more often; but not for ever. */
export const MAX_REFUSALS = 15;

/** A provider that says "slow down" so often in a row, each time after a longer wait, and answers nothing, is left alone. */
export const HOPELESS_AFTER = 12;

/** A server that cannot be reached is no failing of the candidate's either: it has about half a minute to come back. */
export const MAX_CONNECTS = 8;

const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Milliseconds to wait before the next attempt, or undefined to give up. Exponential backoff with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and never less than the
 * provider asked for; the jitter then comes on top, so that a whole queue does not return at one moment.
 */
export function retryDelay(options: {
  readonly attempt: number;
  readonly retryAfterMs: number | undefined;
  readonly random: () => number;
  /** Attempts in all. */
  readonly most?: number;
}): number | undefined {
  const { attempt, retryAfterMs, random, most = MAX_ATTEMPTS } = options;
  if (attempt >= most) return undefined;
  const jitter = random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  return retryAfterMs === undefined ? jitter : retryAfterMs + jitter * 0.1;
}
