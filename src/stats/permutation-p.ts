/** How unlikely a difference of two groups is when it is left to chance who is of which. */

/**
 * The p of a statistic that is larger the more the groups differ: of `rounds` random divisions of the `n` items, and the true one, the share
 * that is at least as far apart. `inFirst` has 1 for each item of the first group and 0 for the others. Exact for exchangeable items, whatever
 * the statistic; at the least 1 / (rounds + 1).
 * Source: Phipson and Smyth, Permutation p-values should never be zero, Statistical Applications in Genetics and Molecular Biology 2010.
 */
export function permutationP(
  inFirst: Uint8Array,
  statistic: (inFirst: Uint8Array) => number,
  { rounds, random }: { readonly rounds: number; readonly random: () => number },
): number {
  const seen = statistic(inFirst);
  const shuffled = inFirst.slice();
  let atLeast = 1;
  for (let round = 0; round < rounds; round++) {
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
    }
    // What is equal must not differ by rounding.
    if (statistic(shuffled) >= seen - 1e-9 * Math.abs(seen)) atLeast++;
  }
  return atLeast / (rounds + 1);
}
