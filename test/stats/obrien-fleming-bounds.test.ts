/** The bounds of planned looks, held to the published tables and to an independent recursion. */
import { expect, test } from 'vitest';
import { normalTail } from '../../src/stats/normal-tail.ts';
import { obrienFlemingBounds, obrienFlemingSpent } from '../../src/stats/obrien-fleming-bounds.ts';

const FIVE = [0.2, 0.4, 0.6, 0.8, 1];

function expectBounds(bounds: readonly number[], expected: readonly number[], digits: number): void {
  expect(bounds).toHaveLength(expected.length);
  bounds.forEach((bound, i) => {
    expect(bound).toBeCloseTo(expected[i]!, digits);
  });
}

test('five looks for two candidates are the published 4.877 3.357 2.680 2.290 2.031', () => {
  const bounds = obrienFlemingBounds(FIVE, 0.025);
  expectBounds(bounds, [4.877, 3.357, 2.68, 2.29, 2.031], 3);
  // scipy, a recursion of its own
  expectBounds(
    bounds,
    [4.876884948779315, 3.357011912851101, 2.680279906830744, 2.289816523826102, 2.031031736039969],
    5,
  );
});

test('five looks for three candidates are 5.463 3.780 3.027 2.588 2.296', () => {
  expectBounds(obrienFlemingBounds(FIVE, 0.0125), [5.463, 3.78, 3.027, 2.588, 2.296], 3);
});

test('looks may stand anywhere: 10, 25 and 50 of 50', () => {
  // scipy, a recursion of its own
  expectBounds(
    obrienFlemingBounds([0.2, 0.5, 1], 0.025),
    [4.876884948779315, 2.962629243298539, 1.9685962734384537],
    6,
  );
});

test('a single look at the end is the ordinary test', () => {
  expectBounds(obrienFlemingBounds([1], 0.025), [1.959963984540054], 9);
});

test('at the first look exactly the share of the error that was planned is spent', () => {
  const [first] = obrienFlemingBounds(FIVE, 0.025);
  expect(normalTail(first!)).toBeCloseTo(obrienFlemingSpent(0.2, 0.025), 14);
  expect(obrienFlemingSpent(1, 0.025)).toBeCloseTo(0.025, 14);
});

test('a look that was never taken costs nothing', () => {
  const all = obrienFlemingBounds(FIVE, 0.025).at(-1)!;
  const few = obrienFlemingBounds([0.4, 1], 0.025).at(-1)!;
  expect(few).toBeLessThan(all);
});

test('a look at almost nothing decides nothing', () => {
  expect(obrienFlemingBounds([0.001, 1], 0.025)[0]).toBeGreaterThan(30);
});
