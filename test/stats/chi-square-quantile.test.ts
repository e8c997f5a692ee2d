/** How far a measured spread may be off, held to scipy. */
import { expect, test } from 'vitest';
import { chiSquareQuantile } from '../../src/stats/chi-square-quantile.ts';

test('it is within 0.2 % of the exact quantile from ten examples on', () => {
  // scipy.stats.chi2.isf
  const exact = [
    [0.9, 9, 4.168159],
    [0.1, 9, 14.683657],
    [0.1, 19, 27.203571],
    [0.9, 49, 36.818217],
  ] as const;
  for (const [tail, degrees, value] of exact)
    expect(Math.abs(chiSquareQuantile(tail, degrees) / value - 1)).toBeLessThan(0.002);
});
