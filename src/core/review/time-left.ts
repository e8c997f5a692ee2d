/** How long the rest of a review will take, from how long the answers so far took. */

/**
 * Minutes for `remaining` more items, from the active milliseconds of the answers so far (oldest first); undefined
 * before there are three. The mean, since a block's first item includes reading the input, with each time cut at
 * five times the median, since one long thought is not the pace; later answers count more, since raters get faster.
 */
export function minutesLeft(activeMs: readonly number[], remaining: number): number | undefined {
  if (activeMs.length < 3) return undefined;
  const sorted = activeMs.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  let weights = 0;
  let sum = 0;
  activeMs.forEach((ms, i) => {
    const weight = 0.98 ** (activeMs.length - 1 - i);
    weights += weight;
    sum += weight * Math.min(ms, 5 * median);
  });
  return (sum / weights / 60_000) * remaining;
}
