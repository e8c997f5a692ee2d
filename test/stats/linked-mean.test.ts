/** Linking sets through what they share: known values, and whether the truth is where the error says. */
import { expect, test } from 'vitest';
import { linkedMean } from '../../src/stats/linked-mean.ts';
import { seeded } from '../fixtures/seeded.ts';

test('who was measured on a part is brought to the whole by the difference to the others', () => {
  // By hand: others' mean 3.5 over six, differences 1, 0, 2 on the first three, so 3.5 + 1.
  const { mean, link } = linkedMean([3, 3, 6, null, null, null], [2, 3, 4, 3, 4, 5], {
    step: 1,
    tail: 0.025,
  })!;
  expect(mean).toBeCloseTo(4.5, 12);
  // s^2 = (1 + 0 + 1 + 2 x 1) / 4 = 1, x (1/3 - 1/6); t on 4 degrees is 2.776445 (R: qt(.975, 4)).
  expect(link[1] - mean).toBeCloseTo(2.7764451 * Math.sqrt(1 / 6), 6);
});

test('measured on all of it, there is no error of a link; on one or none of it, no link', () => {
  const { mean, link, interval } = linkedMean([1, 5, 3], [2, 2, 2], { step: 1, tail: 0.025 })!;
  expect([mean, ...link]).toEqual([3, 3, 3]);
  expect(interval[1]).toBeGreaterThan(mean);
  expect(linkedMean([4, null], [3, 3], { step: 1, tail: 0.025 })).toBeUndefined();
});

test('in 95 of 100 simulated refreshes the mean that was not measured is within the error of the link', () => {
  const random = seeded(5);
  const rating = (centre: number) =>
    Math.min(5, Math.max(1, Math.round(centre + (random() + random() + random() - 1.5) * 2)));
  const runs = 2_000;
  for (const [whole, part] of [
    [50, 33],
    [50, 10],
    [20, 13],
  ] as const) {
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const hard = Array.from({ length: whole }, () => (random() - 0.5) * 3);
      const truth = hard.map((d) => rating(3.6 + d));
      const others = hard.map((d) => (rating(4 + d) + rating(3.2 + d)) / 2);
      const own = truth.map((value, i) => (i < part ? value : null));
      const { link } = linkedMean(own, others, { step: 1, tail: 0.025 })!;
      const mean = truth.reduce((sum, value) => sum + value, 0) / whole;
      if (link[0] <= mean && mean <= link[1]) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.94);
  }
});
