/** The spread of repeated values is split into what asking again changes and what the items are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { varianceComponents } from '../../src/stats/variance-components.ts';

test('agrees with R: anova(lm(y ~ item)) on six items of five values, and the error of their mean', () => {
  const items = [
    [1, 1, 1, 1, 0],
    [0, 0, 1, 0, 0],
    [1, 1, 1, 1, 1],
    [0, 0, 0, 0, 0],
    [1, 0, 1, 1, 0],
    [0, 1, 1, 0, 1],
  ];
  const { within, between } = varianceComponents(items)!;
  expect(within).toBeCloseTo(0.16666666667, 10);
  expect(between).toBeCloseTo(0.10533333333, 10);
  expect(Math.sqrt((between + within / 5) / 6)).toBeCloseTo(0.15202339001, 10);
});

test('by hand: items at 1, 3 and 5 that are off by one either way vary by 2 within and by 3 between', () => {
  // Each item's variance is 2; that of the means is 4, of which the two values behind each leave 2 / 2.
  const items = [
    [0, 2],
    [2, 4],
    [4, 6],
  ];
  expect(varianceComponents(items)).toEqual({ within: 2, between: 3 });
});

test('by hand: a difference has the noise of both, and no more spread between than its own means', () => {
  const a = [
    [0, 2],
    [2, 4],
    [4, 6],
  ];
  // The second is always one less than the first, so that nothing but noise makes the difference vary.
  const b = [[0], [2], [4, 4]];
  expect(varianceComponents(a, b)).toEqual({ within: 2, between: 0 });
});

test('says nothing of a single item, nor where nothing was asked again', () => {
  expect(varianceComponents([[1, 2]])).toBeUndefined();
  expect(varianceComponents([[1], [2], [3]])).toBeUndefined();
  expect(varianceComponents([[1, 2], [3]], [[1], [2]])).toBeUndefined();
});

const items = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), {
  minLength: 2,
  maxLength: 12,
});

test('neither the order of items and values nor a constant added to all of them changes anything', () => {
  fc.assert(
    fc.property(items, fc.integer({ min: -9, max: 9 }), (values, shift) => {
      const there = varianceComponents(values);
      const turned = values.map((own) => own.map((value) => value + shift).reverse()).reverse();
      const back = varianceComponents(turned);
      expect(back === undefined).toBe(there === undefined);
      if (there === undefined || back === undefined) return;
      expect(back.within).toBeCloseTo(there.within, 9);
      expect(back.between).toBeCloseTo(there.between, 9);
    }),
  );
});
