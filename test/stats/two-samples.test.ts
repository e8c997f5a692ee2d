/** Two samples of different items: rates, order, and distributions. */
import { expect, test } from 'vitest';
import { seededNumbers } from '../../src/core/seeded-numbers.ts';
import { mannWhitney } from '../../src/stats/mann-whitney.ts';
import { newcombeDifference } from '../../src/stats/newcombe-difference.ts';
import { permutationP } from '../../src/stats/permutation-p.ts';

test('the difference of two rates has Newcombe’s published interval', () => {
  // Newcombe 1998, table II, 56/70 against 48/80, method 10: 0.0524 to 0.3339; digits of statsmodels 0.14.
  const [low, high] = newcombeDifference({ successes: 56, n: 70 }, { successes: 48, n: 80 }, 0.025);
  expect(low).toBeCloseTo(0.05243147240236498, 9);
  expect(high).toBeCloseTo(0.33387265403690614, 9);
  const [least, most] = newcombeDifference({ successes: 0, n: 20 }, { successes: 3, n: 1_000 }, 0.025);
  expect(least).toBeCloseTo(-0.008783014053503176, 9);
  expect(most).toBeCloseTo(0.15813731366133418, 9);
});

test('who is larger is told as scipy tells it, ties included', () => {
  // scipy 1.17: mannwhitneyu(a, b, method='asymptotic', use_continuity=False).
  const { larger, p } = mannWhitney([1, 2, 2, 3, 8, 9], [2, 3, 4, 4, 5, 7, 7]);
  expect(larger).toBeCloseTo(16.5 / 42, 12);
  expect(p).toBeCloseTo(0.5162549544879815, 9);
  expect(mannWhitney([1, 1], [1, 1])).toEqual({ larger: 0.5, p: 1 });
});

test('of groups that differ by chance alone p is below a tenth one time in ten, and of apart ones it is the least that there is', () => {
  const random = seededNumbers('permutation');
  const p = (shift: number) => {
    const values = Array.from({ length: 24 }, (_, i) => random() + (i < 12 ? shift : 0));
    const groups = Uint8Array.from(values, (_, i) => Number(i < 12));
    const gap = (inFirst: Uint8Array) =>
      Math.abs(values.reduce((sum, value, i) => sum + (inFirst[i] === 1 ? value : -value), 0));
    return permutationP(groups, gap, { rounds: 99, random });
  };
  const below = Array.from({ length: 400 }, () => p(0)).filter((one) => one <= 0.1).length;
  expect(below).toBeGreaterThan(22);
  expect(below).toBeLessThan(60);
  expect(p(2)).toBe(0.01);
});
