/** Weighted and clustered samples, held to R's survey arithmetic and to Miller's clustered error. */
import { expect, test } from 'vitest';
import { kishN } from '../../src/stats/kish-n.ts';
import { pairedRatingInterval } from '../../src/stats/paired-rating-interval.ts';
import { projectSums, type UnitSums, unitSums } from '../../src/stats/unit-sums.ts';

const SCORES = [5, 4, 3, 4, 2, 1, 3, 5];
const WEIGHTS = [0.5, 0.5, 0.5, 0.5, 2, 2, 1, 1];

function standardError({ units, sum, squares, cross }: UnitSums): number {
  const mean = sum / units;
  return Math.sqrt(squares - 2 * mean * cross + mean * mean * units) / units;
}

test('a weighted mean and its error are those of R: Hajek, with the effective number of Kish', () => {
  const sums = unitSums(SCORES, { weights: WEIGHTS });
  expect(sums.units).toBeCloseTo(5.8181818182, 10);
  expect(kishN(WEIGHTS)).toBeCloseTo(5.8181818182, 10);
  expect(sums.sum / sums.units).toBeCloseTo(2.75, 12);
  expect(standardError(sums)).toBeCloseTo(0.58212300032, 11);
});

test("the error of clustered examples is Miller's", () => {
  const values = [1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1];
  const clusters = ['1', '1', '1', '2', '2', '2', '3', '3', '3', '4', '4', '4'];
  const sums = unitSums(values, { clusters });
  expect(sums.sum / sums.units).toBeCloseTo(0.66666666667, 11);
  expect(standardError(sums)).toBeCloseTo(0.1178511302, 10);
  expect(sums.fewClusters).toBe(true);
});

test('equal weights are the same as none, to the last digit', () => {
  expect(unitSums(SCORES, { weights: SCORES.map(() => 0.1) })).toEqual(unitSums(SCORES));
});

test('a cluster for every example is the same as none', () => {
  expect(unitSums(SCORES, { clusters: SCORES.map((_, i) => String(i)) })).toEqual(unitSums(SCORES));
});

test('25 clusters of two that agree inside are worth 25 examples, not 50', () => {
  const values = Array.from({ length: 25 }, (_, i) => (i % 3) - 1);
  const twice = values.flatMap((value) => [value, value]);
  const clusters = values.flatMap((_, i) => [`c${i}`, `c${i}`]);
  const single = pairedRatingInterval(unitSums(values), 1, 0.025);
  const paired = pairedRatingInterval(unitSums(twice, { clusters }), 1, 0.025);
  expect(paired[0]).toBeCloseTo(single[0], 12);
  expect(paired[1]).toBeCloseTo(single[1], 12);
});

test('three clusters use the t of two degrees of freedom, and one cluster knows nothing', () => {
  const values = [1, 2, 0, 1, 1, 2];
  const three = pairedRatingInterval(
    unitSums(values, { clusters: ['a', 'a', 'b', 'b', 'c', 'c'] }),
    1,
    0.025,
  );
  expect(three[1] - three[0]).toBeGreaterThan(2 * 4.3 * 0.3); // R qt(.975, 2) = 4.303
  const one = pairedRatingInterval(unitSums(values, { clusters: values.map(() => 'a') }), 1, 0.025);
  expect(one).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('seeing the same examples four times halves the error', () => {
  const sums = unitSums(SCORES);
  expect(standardError(projectSums(sums, 4))).toBeCloseTo(standardError(sums) / 2, 12);
});

test('weights of zero stand for no traffic at all', () => {
  expect(unitSums([1, 2], { weights: [0, 0] }).units).toBe(0);
  expect(unitSums([1, 2, 3], { weights: [1, 0, 1] }).sum).toBeCloseTo(4, 12);
  const emptyCluster = unitSums([1, 2, 3], { weights: [1, 0, 0], clusters: ['a', 'b', 'b'] });
  expect(emptyCluster.units).toBe(1);
});
