/** The interval of a rate, held to R's prop.test(correct = FALSE). */
import { expect, test } from 'vitest';
import { wilson } from '../../src/stats/wilson.ts';

test.each([
  [41, 50, 0.69203946326, 0.9022980733],
  [0, 10, 0, 0.27753279986],
  [10, 10, 0.72246720014, 1],
  [5, 10, 0.23659309051, 0.76340690949],
  [9, 10, 0.5958499732, 0.9821237869],
  [1, 50, 0.0035392592716, 0.1049544359],
  [50, 50, 0.92865240087, 1],
  [120, 200, 0.53083672039, 0.66539421433],
])('%i acceptable of %i is Wilson %f to %f', (x, n, low, high) => {
  const interval = wilson(x, n, 0.025);
  expect(interval[0]).toBeCloseTo(low, 10);
  expect(interval[1]).toBeCloseTo(high, 9);
});
