/** What somebody who was measured on part of a set would have on all of it, by way of others who were measured on all. */
import { tQuantile } from './t-quantile.ts';

export interface LinkedMean {
  /** Estimated mean over the whole set, in the unit of the values. */
  readonly mean: number;
  /** Where the mean over the whole set may lie: the error of the link alone. No width where the part is the whole. */
  readonly link: readonly [number, number];
  /** Where the mean over everything that the set stands for may lie: the link's error and the set's own. */
  readonly interval: readonly [number, number];
}

/**
 * The difference estimator of two-phase sampling (Cochran, Sampling Techniques, 1977, section 12.9, with slope 1): the mean of `others` over the
 * whole set, plus the mean of `own` minus others over the part. `own` has null where it was not measured; m of N were. The
 * link's variance is s_d^2 (1/m - 1/N) with s_d over the differences, and all of it s_d^2 (1/m - 1/N) + s_y^2 / N with s_y over own
 * values. Two imaginary values, at +step and -step, keep both from being zero (see pseudo-item-interval.ts); Student's t on
 * m + 1 degrees, probability `tail` outside on each side. The part must be as good as random within the set.
 * Where the others have moved since (`earlier`), differences are to what they had then, and both ranges are wider by as much as the others
 * moved: who left may have moved by nothing, or by twice as much. Undefined with fewer than two measured values. Measured coverage: see test/stats/linked-mean.test.ts.
 */
export function linkedMean(
  own: readonly (number | null)[],
  others: readonly number[],
  {
    step,
    tail,
    earlier = others,
  }: {
    readonly step: number;
    readonly tail: number;
    /** The level of the others when own was measured, where its ruler was another; null where it is not known. */
    readonly earlier?: readonly (number | null)[];
  },
): LinkedMean | undefined {
  const total = others.length;
  const part = own.flatMap((value, i) => {
    const was = earlier[i] ?? null;
    if (value === null || was === null) return [];
    const moved = others[i]! - was;
    return [{ value: value + moved, difference: value - was, moved }];
  });
  const m = part.length;
  if (m < 2) return undefined;
  const level = average(others);
  const apart = average(part.map(({ difference }) => difference));
  const differences = spread(
    part.map(({ difference }) => difference),
    step,
  );
  const values = spread(
    part.map(({ value }) => value),
    step,
  );
  const mean = level + apart;
  const t = tQuantile(tail, m + 1);
  const linkVariance = differences * Math.max(0, 1 / m - 1 / total);
  const shift = Math.abs(average(part.map(({ moved }) => moved)));
  const around = (variance: number): readonly [number, number] => [
    mean - t * Math.sqrt(variance) - shift,
    mean + t * Math.sqrt(variance) + shift,
  ];
  return { mean, link: around(linkVariance), interval: around(linkVariance + values / total) };
}

function average(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** Variance with the two imaginary values beside the mean. */
function spread(list: readonly number[], step: number): number {
  const mean = average(list);
  const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0) + 2 * step ** 2;
  return squares / (list.length + 1);
}
