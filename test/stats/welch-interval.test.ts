/** Welch's interval with imaginary items. */
import { expect, test } from 'vitest';
import { seededNumbers } from '../../src/core/seeded-numbers.ts';
import { welchInterval } from '../../src/stats/welch-interval.ts';

test('error and degrees are those of scipy on the samples with their imaginary items, about the raw difference', () => {
  const found = welchInterval([5, 4, 4, 3, 5, 4, 2, 5], [3, 2, 4, 3, 1], { scale: [1, 5], tail: 0.025 });
  // scipy 1.17: ttest_ind([... 1, 5], [... 1, 5], equal_var=False), t.ppf(.975, df).
  expect(found.degrees).toBeCloseTo(12.47334024183299, 9);
  expect(found.standardError).toBeCloseTo(0.7178324642366198, 9);
  expect(found.difference).toBeCloseTo(1.4, 12);
  expect(found.interval[0]).toBeCloseTo(-0.1574652090216313, 8);
  expect(found.interval[1]).toBeCloseTo(2.957465209021631, 8);
});

test('ten equal ratings against fifty do not give an interval of no width', () => {
  const { interval } = welchInterval(Array(50).fill(5), Array(10).fill(5), { scale: [1, 5], tail: 0.025 });
  expect(interval[0]).toBeLessThan(-0.5);
  expect(interval[1]).toBeGreaterThan(0.5);
});

test.each([
  ['spread over the scale', [0.2, 0.2, 0.2, 0.2, 0.2]],
  ['at both ends', [0.3, 0.05, 0.05, 0.1, 0.5]],
  ['almost all 5', [0, 0, 0.01, 0.04, 0.95]],
])('of ratings %s it covers no difference in 94 % of samples at least', (_name, shares) => {
  const random = seededNumbers('welch', String(shares));
  const draw = () => {
    const at = random();
    const below = (rating: number) => shares.slice(0, rating).reduce((sum, share) => sum + share, 0);
    return [1, 2, 3, 4].find((rating) => at < below(rating)) ?? 5;
  };
  const many = (n: number) => Array.from({ length: n }, draw);
  const samples = 4_000;
  let covered = 0;
  for (let i = 0; i < samples; i++) {
    const [low, high] = welchInterval(many(50), many(10), { scale: [1, 5], tail: 0.025 }).interval;
    if (low <= 0 && high >= 0) covered++;
  }
  expect(covered / samples).toBeGreaterThan(0.935);
});
