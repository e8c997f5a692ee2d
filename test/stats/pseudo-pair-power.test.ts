/** The chance that the deciding interval finds a real difference, held to scipy. */
import { expect, test } from 'vitest';
import { pairedPower } from '../../src/stats/paired-power.ts';
import { pseudoPairPower } from '../../src/stats/pseudo-pair-power.ts';

test('it is what comes out when the interval itself is asked for every spread that an eval may show', () => {
  // scipy 1.17: integrate.quad over chi2.pdf of norm.sf of the mean at which brentq finds the interval's lower end at 0.
  const rating = { step: 1, tail: 0.025 };
  expect(pseudoPairPower({ ...rating, n: 10, delta: 0.4, deviation: 1.16 })).toBeCloseTo(0.116052909661, 10);
  const third = { step: 1, tail: 0.0125 };
  expect(pseudoPairPower({ ...third, n: 20, delta: 0.8, deviation: 0.94 })).toBeCloseTo(0.879158111052, 10);
  const looks = { step: 1, tail: 0.02113, n: 50, delta: 0.4 };
  expect(pseudoPairPower({ ...looks, deviation: 0.94 })).toBeCloseTo(0.807082567348, 10);
  expect(pseudoPairPower({ ...looks, deviation: 1.43 })).toBeCloseTo(0.453887253654, 10);
  const rate = { step: Math.SQRT1_2, tail: 0.025 };
  expect(pseudoPairPower({ ...rate, n: 20, delta: 0.1, deviation: 0.4 })).toBeCloseTo(0.109235193559, 10);
});

test('on many examples the two imaginary ones do not matter', () => {
  const many = { n: 2_000, delta: 0.08, deviation: 1.2, tail: 0.025 };
  expect(pseudoPairPower({ ...many, step: 1 })).toBeCloseTo(pairedPower(many), 2);
});

test('too few examples at too strict a level find nothing, however large the difference', () => {
  // The first of five looks with three candidates: z = 5.46, a t of 14.6 on 6 degrees.
  expect(pseudoPairPower({ n: 5, delta: 4, deviation: 0.1, step: 1, tail: 2.3e-8 })).toBe(0);
});
