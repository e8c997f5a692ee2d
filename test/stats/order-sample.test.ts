/** A sample of fixed size in which every unit has its own probability, and which changes little when the units do. */
import { expect, it } from 'vitest';
import { orderSample } from '../../src/stats/order-sample.ts';
import { seeded } from '../fixtures/seeded.ts';

it('draws as many as the probabilities add up to, each about as often as it says', () => {
  const probabilities = [...Array<number>(60).fill(0.5), ...Array<number>(40).fill(0.25), 1, 0];
  const random = seeded(4);
  const times = probabilities.map(() => 0);
  const draws = 20_000;
  for (let i = 0; i < draws; i++) {
    const drawn = orderSample(
      probabilities,
      probabilities.map(() => random()),
    );
    expect(drawn).toHaveLength(41);
    for (const index of drawn) times[index]!++;
  }
  // Standard error of a share of one half: 0.0035.
  for (const [index, p] of probabilities.entries())
    expect(Math.abs(times[index]! / draws - p)).toBeLessThan(0.018);
});

it('with the same numbers changes by one when one unit goes', () => {
  const random = seeded(8);
  const numbers = Array.from({ length: 200 }, () => random());
  const all = orderSample(Array<number>(200).fill(0.25), numbers);
  const without = orderSample(Array<number>(199).fill(50 / 199), numbers.slice(0, 199));
  expect(without.filter((index) => !all.includes(index)).length).toBeLessThanOrEqual(1);
});

it('of nothing draws nothing', () => {
  expect(orderSample([], [])).toEqual([]);
  expect(orderSample([0, 0], [0.5, 0.5])).toEqual([]);
  expect(orderSample([1, 1], [0.5, 0.999])).toEqual([0, 1]);
});
