/** Sharing out a number of picks among the parts of a pool: some of each, more of what is common, and of the edges. */
import type { EdgeFamily } from './edges/edge.ts';

export interface Share {
  readonly name: string;
  /** Of an edge. */
  readonly family?: EdgeFamily;
  readonly records: number;
  /** The most picks it can take. */
  readonly capacity: number;
  /** The most that it takes while others have room. */
  readonly soft?: number;
}

/** Of every ten picks these (counted from 1) go to edges that have too few, while there are such. */
const EDGE_SEATS = new Set([2, 5, 8, 10]);

/**
 * Picks of each part, in the order given; their sum is `count` or all there is. One at a time, so that a larger count
 * only ever adds. Four of ten go to the edges until each kind has `floor`, to the family with the fewest picks first; the
 * others to the kinds of work. Among these everyone without any comes first, then the highest claim / (2 picks + 1), which is
 * Sainte-Laguë's rule, by the square root of the records: the common work leads, and rare work is not lost.
 * `taken` are picks that are there already, and stay.
 * Source: Balinski and Young, Fair Representation, 1982.
 */
export function allocate(
  shares: readonly Share[],
  {
    count,
    floor,
    taken = [],
  }: { readonly count: number; readonly floor: number; readonly taken?: readonly number[] },
): readonly number[] {
  const picks = shares.map((_, index) => taken[index] ?? 0);
  const first = 1 + picks.reduce((a, b) => a + b, 0);
  const all = shares.reduce((sum, { records }) => sum + records, 0);
  const claimOf = (index: number) => claim(shares[index]!, all);
  const open = (wanted: (share: Share) => boolean) =>
    [...shares.keys()].filter((index) => picks[index]! < shares[index]!.capacity && wanted(shares[index]!));
  for (let seat = first; seat <= count; seat++) {
    const lacking = open(({ family }) => family !== undefined).filter((index) => picks[index]! < floor);
    if (lacking.length > 0 && EDGE_SEATS.has(((seat - 1) % 10) + 1)) {
      picks[bestOf(lacking, edgeIsAhead)]!++;
      continue;
    }
    const work = open(({ family }) => lacking.length === 0 || family === undefined);
    const anyone = open(() => true);
    const within = (of: readonly number[]) =>
      of.filter((index) => picks[index]! < (shares[index]!.soft ?? Number.POSITIVE_INFINITY));
    const candidates = [within(work), work, within(anyone), anyone].find((some) => some.length > 0) ?? [];
    if (candidates.length === 0) break;
    picks[bestOf(candidates, isAhead)]!++;
  }
  return picks;

  function edgeIsAhead(a: number, b: number): boolean {
    const [first, second] = [ofFamily(shares[a]!.family), ofFamily(shares[b]!.family)];
    if (first !== second) return first < second;
    return isAhead(a, b);
  }

  function ofFamily(family: EdgeFamily | undefined): number {
    return shares.reduce((sum, share, index) => (share.family === family ? sum + picks[index]! : sum), 0);
  }

  function isAhead(a: number, b: number): boolean {
    const [first, second] = [picks[a]!, picks[b]!];
    if ((first === 0) !== (second === 0)) return first === 0;
    const difference = claimOf(a) / (2 * first + 1) - claimOf(b) / (2 * second + 1);
    // Ties go to the name that sorts first, so that the order given is no matter.
    return difference > 0 || (difference === 0 && shares[a]!.name < shares[b]!.name);
  }
}

function bestOf(indexes: readonly number[], isAhead: (a: number, b: number) => boolean): number {
  return indexes.reduce((a, b) => (isAhead(b, a) ? b : a));
}

/** What a share has a claim by: work by the square root of its records, an edge, whose floor is seen to, by the plain number of them. */
function claim({ records, family }: Share, all: number): number {
  return family === undefined ? Math.sqrt(records) : records / Math.sqrt(all);
}
