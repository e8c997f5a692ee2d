/** A rater is told how long it will still take, early and about right. */
import { expect, test } from 'vitest';
import { timeLeftAfterTen } from '../../../bench/review/simulated-raters.ts';
import { minutesLeft } from '../../../src/core/review/time-left.ts';

const answers = (...times: readonly number[]) => times.map((ms) => ({ ms, first: false }));
const ahead = (count: number) => Array.from({ length: count }, () => false);

test('nothing is told from two answers', () => {
  expect(minutesLeft(answers(6000, 6000), ahead(100))).toBeUndefined();
});

test('one long thought is not the pace', () => {
  const even = Array.from({ length: 10 }, () => 6000);
  const told = minutesLeft(answers(...even), ahead(100))!;
  expect(told).toBeGreaterThan(7);
  expect(told).toBeLessThan(10);
  expect(minutesLeft(answers(...even, 600_000), ahead(100))).toBeLessThan(1.5 * told);
});

test('the reading of inputs counts as often as there are inputs ahead', () => {
  const times = [30_000, 5000, 5000, 30_000, 5000, 5000].map((ms, i) => ({ ms, first: i % 3 === 0 }));
  const readings = minutesLeft(times, [true, true, true])!;
  expect(readings / minutesLeft(times, [false, false, false])!).toBeGreaterThan(5);
});

test.each([
  [50, 3],
  [50, 5],
  [50, 1],
  [30, 2],
])(
  'of %i examples x %i candidates the median session is told its time left to a fifth after ten answers',
  (examples, candidates) => {
    const { medianSize, medianError } = timeLeftAfterTen({ examples, candidates }, 400);
    expect(medianSize).toBeLessThanOrEqual(0.2);
    expect(Math.abs(medianError)).toBeLessThanOrEqual(0.1);
  },
);
