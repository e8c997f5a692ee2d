/** Intervals of ratings and of their differences. */
import { expect, test } from 'vitest';
import { meanRatingInterval } from '../../src/stats/mean-rating-interval.ts';
import { pairedRatingInterval } from '../../src/stats/paired-rating-interval.ts';
import { unitSums } from '../../src/stats/unit-sums.ts';

const A = [5, 4, 4, 5, 3, 4, 5, 5, 2, 4, 4, 5, 3, 4, 5, 4, 4, 5, 3, 4];
const B = [4, 4, 3, 5, 3, 3, 4, 5, 3, 3, 4, 4, 2, 4, 4, 4, 3, 5, 3, 2];
const T_21 = 2.079613844727662; // R qt(.975, 21)

/** R: x <- c(values, pseudo); t.test(x)$conf.int, written out. */
function tOf(values: readonly number[]): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = T_21 * Math.sqrt(variance / values.length);
  return [mean - half, mean + half];
}

test('a difference of ratings is the t interval with one example at +1 and one at -1 added', () => {
  const d = A.map((value, i) => value - B[i]!);
  const interval = pairedRatingInterval(unitSums(d), 1, 0.025);
  const [low, high] = tOf([...d, 1, -1]);
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});

test('a mean rating is the t interval with one lowest and one highest rating added, inside the scale', () => {
  const interval = meanRatingInterval(unitSums(A), [1, 5], 0.025);
  const [low, high] = tOf([...A, 1, 5]);
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});

test('twenty ratings of 5 leave room for doubt below, and none above the scale', () => {
  const [low, high] = meanRatingInterval(unitSums(Array(20).fill(5)), [1, 5], 0.025);
  expect(low).toBeLessThan(4.7);
  expect(high).toBe(5);
});

test('ten ties are no proof that two candidates are the same', () => {
  const [low, high] = pairedRatingInterval(unitSums(Array(10).fill(0)), 1, 0.025);
  expect(low).toBeLessThan(-0.2);
  expect(high).toBeCloseTo(-low, 14);
});
