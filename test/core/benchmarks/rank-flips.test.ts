/** Pairs that are close in public and far apart here: counted only where the interval says so. */
import { expect, test } from 'vitest';
import { rankFlips } from '../../../src/core/benchmarks/rank-flips.ts';
import type { RankPair } from '../../../src/core/rank-agreement.ts';
import { flipsSentence, flipText, publicSide } from '../../../src/core/wording/rank-flips.ts';

const pair = (
  publicDifference: number,
  ownDifference: number,
  interval: readonly [number, number],
): RankPair => ({
  a: 'a',
  b: 'b',
  publicDifference,
  ownDifference,
  interval,
  agrees: 'undecided',
  flip: false,
});
const percent = { publicRange: 100, ownRange: 1 };

test('2 points there and 20 here, with an interval beyond 10, is one', () => {
  expect(rankFlips([pair(2, 0.25, [0.15, 0.35])], percent)).toEqual({
    near: 1,
    unsure: 0,
    flips: [{ a: 'a', b: 'b', publicPoints: 2, ownPoints: 25, interval: [15, 35], reversed: false }],
  });
});

test('whoever is better here is named first, and that the table says the opposite is told', () => {
  const { flips } = rankFlips([pair(0.8, -0.3, [-0.4, -0.2])], percent);
  expect(flips).toMatchObject([{ a: 'b', b: 'a', ownPoints: 30, reversed: true }]);
  expect(flips[0]!.publicPoints).toBeCloseTo(-0.8);
  expect(flipText(flips[0]!)).toBe('b over a: 0.8 points the other way there, 30.0 here (20.0 to 40.0)');
});

test('a tie in the table is no order, and is told as a tie', () => {
  const { flips } = rankFlips([pair(0, -0.3, [-0.4, -0.2])], percent);
  expect(publicSide(flips[0]!)).toBe('a tie');
  expect(flipText(flips[0]!)).toBe('b over a: a tie there, 30.0 here (20.0 to 40.0)');
});

test('of one pair in many it is said that chance has a part in it; nothing is called sure', () => {
  const many = Array.from({ length: 20 }, (_, i) => pair(1, i === 0 ? 0.25 : 0, [0.15, 0.35]));
  expect(flipsSentence({ flips: rankFlips(many, percent) })).toMatch(/some are beyond theirs by chance\.$/);
  expect(flipsSentence({ flips: rankFlips(many.slice(1, 3), percent) })).toBe(
    'Of 2 pairs within 2 points in the table none is 20 points or more apart on your work with an interval beyond 10.',
  );
});

test.each([
  ['an interval that reaches to 10 points', pair(1, 0.25, [0.1, 0.4]), { near: 1, unsure: 1 }],
  ['19 points', pair(1, 0.19, [0.15, 0.23]), { near: 1, unsure: 0 }],
  ['2.1 points in public', pair(2.1, 0.4, [0.3, 0.5]), { near: 0, unsure: 0 }],
])('%s is none', (_name, one, expected) => {
  expect(rankFlips([one], percent)).toMatchObject({ ...expected, flips: [] });
});

test('points are percent of the range: 0.8 of a rating from 1 to 5 is 20, a share of 0.02 is 2', () => {
  const found = rankFlips([pair(0.02, 0.9, [0.5, 1.3])], { publicRange: 1, ownRange: 4 });
  expect(found.flips).toMatchObject([{ ownPoints: 22.5 }]);
});

test('the sentence counts, and says what does not count', () => {
  const flips = rankFlips(
    [pair(1, 0.25, [0.15, 0.35]), pair(1, 0.25, [0.05, 0.45]), pair(1, 0, [-0.1, 0.1])],
    percent,
  );
  expect(flipsSentence({ flips })).toBe(
    'Of 3 pairs within 2 points in the table 1 is 20 points or more apart on your work, its interval beyond 10. 1 more is by the point alone, with an interval that reaches below 10: that may be chance, and does not count.',
  );
  expect(flipsSentence({ flips: rankFlips([], percent) })).toBe(
    'No two of them are within 2 points in the table.',
  );
  expect(flipsSentence({})).toMatch(/no known ends/);
});
