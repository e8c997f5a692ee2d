/** A sample of fixed size with given inclusion probabilities, that changes little when the units do. */

/**
 * Takes a probability and a permanent random number in (0, 1) of each unit; the probabilities add up to a whole number. Gives as
 * many indexes, ascending. Of equal probabilities it is a simple random sample; of others each is in with its own to about a
 * thousandth, where hundreds are drawn.
 * Source: Rosén, On sampling with probability proportional to size, Journal of Statistical Planning and Inference 1997 (Pareto sampling).
 */
export function orderSample(probabilities: readonly number[], numbers: readonly number[]): readonly number[] {
  const size = Math.round(probabilities.reduce((a, b) => a + b, 0));
  const odds = (p: number): number => (p >= 1 ? Number.POSITIVE_INFINITY : p / (1 - p));
  return probabilities
    .map((p, index) => ({ index, rank: odds(numbers[index]!) / odds(p) }))
    .filter(({ index }) => probabilities[index]! > 0)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, size)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}
