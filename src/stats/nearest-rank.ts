/** A percentile that is always one of the measured values. */

/**
 * The smallest value that at least `percent` % of the values do not exceed. `values` need not be sorted and
 * must not be empty. Source: https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
 */
export function nearestRank(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1]!;
}
