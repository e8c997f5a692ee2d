/** Sharing out a number of picks among strata: everyone gets one while it lasts, the rest by square root. */

export interface Share {
  readonly stratum: string;
  /** Records of the stratum. */
  readonly records: number;
  /** The most picks it can take. */
  readonly capacity: number;
}

/**
 * Picks of each stratum, in the order given; their sum is `count` or all there is. One at a time: first to every
 * stratum without any, then to the highest sqrt(records) / (2 picks + 1), which is Sainte-Laguë's rule. So the
 * common work leads, rare work is not lost, and a larger count only ever adds.
 * Source: Balinski and Young, Fair Representation, 1982.
 */
export function allocate(shares: readonly Share[], count: number): readonly number[] {
  const picks = shares.map(() => 0);
  for (let left = count; left > 0; left--) {
    const open = [...shares.keys()].filter((index) => picks[index]! < shares[index]!.capacity);
    if (open.length === 0) break;
    const next = open.reduce((a, b) => (isAhead(b, a) ? b : a));
    picks[next]!++;
  }
  return picks;

  function isAhead(a: number, b: number): boolean {
    const [first, second] = [picks[a]!, picks[b]!];
    if ((first === 0) !== (second === 0)) return first === 0;
    const difference = claim(shares[a]!, first) - claim(shares[b]!, second);
    // Ties go to the name that sorts first, so that the order given is no matter.
    return difference > 0 || (difference === 0 && shares[a]!.stratum < shares[b]!.stratum);
  }
}

function claim({ records }: Share, taken: number): number {
  return Math.sqrt(records) / (2 * taken + 1);
}
