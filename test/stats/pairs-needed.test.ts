/** Power and the number of examples, held to R's power.t.test(type = "paired"). */
import { expect, test } from 'vitest';
import { pairedPower } from '../../src/stats/paired-power.ts';
import { pairsNeeded } from '../../src/stats/pairs-needed.ts';

test('to find 0.4 of a rating with a spread of 0.9 takes 41.7 examples', () => {
  expect(pairsNeeded({ delta: 0.4, deviation: 0.9, tail: 0.025, power: 0.8 })).toBeCloseTo(41.6964676379, 5);
});

test('to find half a standard deviation takes 33.4 examples', () => {
  expect(pairsNeeded({ delta: 0.5, deviation: 1, tail: 0.025, power: 0.8 })).toBeCloseTo(33.367204088, 5);
});

test('50 examples find 0.2 of a rating with a spread of 0.9 in 34 % of evals, and 0.364 in 80 %', () => {
  expect(pairedPower({ n: 50, delta: 0.2, deviation: 0.9, tail: 0.025 })).toBeCloseTo(0.33746972146, 10);
  expect(pairedPower({ n: 50, delta: 0.36376611779, deviation: 0.9, tail: 0.025 })).toBeCloseTo(0.8, 5);
});

test('a tiny difference takes as many as the normal formula says, corrected for the t', () => {
  // (1.959964 + 0.841621)^2 / 0.05^2 + 1.959964^2 / 2
  expect(pairsNeeded({ delta: 0.05, deviation: 1, tail: 0.025, power: 0.8 })).toBeCloseTo(3141.48, 1);
});

test('a huge difference takes two', () => {
  expect(pairsNeeded({ delta: 40, deviation: 0.5, tail: 0.025, power: 0.8 })).toBe(2);
});

test('the number found has the power asked for, whatever the sizes', () => {
  for (const delta of [0.1, 0.3, 1, 3]) {
    for (const tail of [0.025, 0.0125, 0.0025]) {
      const n = pairsNeeded({ delta, deviation: 1, tail, power: 0.8 });
      expect(pairedPower({ n, delta, deviation: 1, tail })).toBeCloseTo(0.8, 6);
    }
  }
});
