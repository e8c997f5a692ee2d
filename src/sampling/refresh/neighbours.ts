/** Which records of one pool have hardly any of the other one near to them. */
import { dot } from '../../stats/spherical-k-means.ts';
import type { SideBySide } from './side-by-side.ts';

/** Records that are looked at around each. */
export const AROUND = 10;
/** With so few of the other pool among them, or fewer, a record is of a kind of its own pool. */
export const FEW_OTHERS = 1;
/** How often that happens by chance where nothing has changed: P(Bin(10, 1/2) <= 1). */
export const BY_CHANCE = 11 / 1024;

export interface Neighbours {
  /** Of each point, first the old records and then the new ones, which ten points are nearest to it; none for a text without words. */
  readonly of: readonly (readonly number[])[];
  /** Of each new record, how many around it are old. */
  readonly oldAround: readonly number[];
  /** Of each example, how many around it are new. */
  readonly newAround: readonly number[];
}

/**
 * The ten records nearest to each, of as many old as new ones.
 * Why not the distance to the nearest example: measured on 77 kinds of questions with 50 examples (bench/refresh.ts), 16 % of the records of ten
 * new kinds lie beyond the farthest tenth of the old ones, hardly more than the 10 % of chance; by their neighbours 13 % are found, where chance
 * gives 1 %.
 * Source: Schilling, Multivariate two-sample tests based on nearest neighbors, Journal of the American Statistical Association 1986.
 */
export function neighbours({ vectors, old, fresh, examples }: SideBySide): Neighbours {
  const points = [...old, ...fresh];
  const around = (index: number, self: number | undefined): readonly number[] => {
    const vector = vectors[index]!;
    if (vector.every((x) => x === 0)) return [];
    const best: { readonly at: number; readonly nearness: number }[] = [];
    for (const [at, point] of points.entries()) {
      if (at === self) continue;
      const nearness = dot(vector, vectors[point]!);
      if (best.length === AROUND && nearness <= best[AROUND - 1]!.nearness) continue;
      const place = best.findIndex((one) => one.nearness < nearness);
      best.splice(place === -1 ? best.length : place, 0, { at, nearness });
      if (best.length > AROUND) best.pop();
    }
    return best.map(({ at }) => at);
  };
  const of = points.map(around);
  const oldOnes = (some: readonly number[]) =>
    some.length === 0 ? AROUND / 2 : some.filter((at) => at < old.length).length;
  return {
    of,
    oldAround: of.slice(old.length).map(oldOnes),
    newAround: examples.map((index) => {
      // The record that became the example is no neighbour of itself, where it was sampled.
      const self = old.indexOf(index);
      return AROUND - oldOnes(around(index, self === -1 ? undefined : self));
    }),
  };
}

/** How many neighbours are of the same group as their point, of all points, for any division of the points into two. */
export function alikeAround({ of }: Neighbours): (inFirst: Uint8Array) => number {
  return (inFirst) => {
    let alike = 0;
    for (const [at, around] of of.entries())
      for (const other of around) if (inFirst[other] === inFirst[at]) alike++;
    return alike;
  };
}
