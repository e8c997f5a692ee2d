/** Where the spread of repeated values comes from: from the items, or from asking again. */

export interface VarianceComponents {
  /** Variance of the values of one item: what asking again changes. */
  readonly within: number;
  /** Variance of the items' true means, 0 where its estimate is below. */
  readonly between: number;
}

/** For each item its repeated values: one or more. */
type Items = readonly (readonly number[])[];

/**
 * Of single values of `a`, or of differences between a single value of `a` and one of `b` on the same items in the same
 * order. `within` pools the items' own variances; `between` is the variance of the items' means less what repeats leave
 * in these. The mean of n items with K repeats each then has the variance (between + within / K) / n, so that
 * within / (between + within) is the share of the spread that more repeats could take away. Undefined with fewer than
 * two items, or where no item was repeated.
 * Source: the one-way random model, Searle, Casella & McCulloch, Variance Components, 1992; of evals Miller 2024,
 * https://arxiv.org/abs/2411.00640
 */
export function varianceComponents(a: Items, b?: Items): VarianceComponents | undefined {
  const sides = b === undefined ? [a] : [a, b];
  const means = a.map((values, item) => mean(values) - (b === undefined ? 0 : mean(b[item]!)));
  if (means.length < 2) return undefined;
  let within = 0;
  let leftInMeans = 0;
  for (const items of sides) {
    const degrees = items.reduce((sum, values) => sum + values.length - 1, 0);
    if (degrees === 0) return undefined;
    const pooled = items.reduce((sum, values) => sum + squares(values), 0) / degrees;
    within += pooled;
    leftInMeans += pooled * mean(items.map((values) => 1 / values.length));
  }
  const ofMeans = squares(means) / (means.length - 1);
  return { within, between: Math.max(0, ofMeans - leftInMeans) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sum of the squared distances from the mean. */
function squares(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
