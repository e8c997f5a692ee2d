/** The Pareto front, by hand: nobody is both cheaper and better. */
import { expect, test } from 'vitest';
import { paretoFront } from '../../src/stats/pareto-front.ts';

const points = (...pairs: readonly (readonly [cost: number, gain: number])[]) =>
  pairs.map(([cost, gain]) => ({ cost, gain }));

test.each([
  ['nothing', points(), []],
  ['one alone', points([3, 4]), [0]],
  ['cheap and bad, dear and good', points([1, 2], [5, 4]), [0, 1]],
  ['cheaper and better beats', points([5, 2], [1, 4]), [1]],
  ['the same price, one better', points([1, 4], [1, 3]), [0]],
  ['the same quality, one cheaper', points([2, 4], [1, 4]), [1]],
  ['the same in both: neither beats the other', points([1, 4], [1, 4], [2, 4]), [0, 1]],
  ['a chain with one inside', points([0, 1], [1, 3], [2, 2], [3, 5], [4, 5]), [0, 1, 3]],
])('%s', (_what, given, front) => {
  expect(paretoFront(given)).toEqual(front);
});
