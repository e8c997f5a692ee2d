/** Agreement of raters, held to Krippendorff's own example. */
import { expect, test } from 'vitest';
import { krippendorffAlpha } from '../../src/stats/krippendorff-alpha.ts';

const RATERS = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];
const UNITS = RATERS[0]!.map((_, unit) => RATERS.flatMap((row) => (row[unit] === null ? [] : [row[unit]!])));

test("the ordinal alpha of Krippendorff's example of 2011 is 0.815", () => {
  expect(krippendorffAlpha(UNITS)).toBeCloseTo(0.8153875037548814, 12);
});

test('raters who agree on everything have 1', () => {
  expect(
    krippendorffAlpha([
      [1, 1],
      [3, 3],
      [5, 5, 5],
    ]),
  ).toBe(1);
});

test('raters who contradict each other are below 0', () => {
  expect(
    krippendorffAlpha([
      [1, 5],
      [5, 1],
      [1, 5],
    ]),
  ).toBeLessThan(0);
});

test('nothing rated twice, or nothing but one rating, says nothing', () => {
  expect(krippendorffAlpha([[1], [2], [3]])).toBeUndefined();
  expect(
    krippendorffAlpha([
      [4, 4],
      [4, 4],
    ]),
  ).toBeUndefined();
});
