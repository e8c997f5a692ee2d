/** Numbers along an axis: round, few, and as many as there is room for. */
import { expect, test } from 'vitest';
import { costScale } from '../../src/charts/cost-scale.ts';
import { placeLabels, spread } from '../../src/charts/place-labels.ts';
import { ratingSteps } from '../../src/charts/rating-steps.ts';
import { logTicks, roundOut, ticks } from '../../src/charts/ticks.ts';
import { decide } from '../../src/core/decide.ts';
import { story } from '../core/decide-story.ts';

test.each([
  [[1, 5], 6, [1, 2, 3, 4, 5]],
  [[0, 1], 6, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [[-0.35, 0.98], 5, [0, 0.5]],
  [[0, 866], 5, [0, 200, 400, 600, 800]],
  [[3, 3], 5, [3]],
] as const)('from %j at most %i numbers: %j', (range, most, expected) => {
  expect(ticks(range, most)).toEqual(expected);
});

test('a log axis has round numbers in every decade, or decades alone', () => {
  expect(logTicks([0.15, 6], 6)).toEqual([0.2, 0.5, 1, 2, 5]);
  expect(logTicks([0.001, 2000], 4)).toEqual([0.001, 0.1, 10, 1000]);
});

test('a range is widened to round numbers', () => {
  expect(roundOut([1.13, 4.28])).toEqual([1, 5]);
  expect(roundOut([-0.08, 0.34])).toEqual([-0.1, 0.4]);
});

test('prices are on a log scale from a factor of 20 on, and what is free stands at 0', () => {
  const scale = { range: [0, 100], ticks: 5 } as const;
  expect(costScale([1, 20], scale).log).toBe(false);
  expect(costScale([1, 21], scale).log).toBe(true);
  const withFree = costScale([0, 1, 100], scale);
  expect([withFree.log, withFree.at(0)]).toEqual([true, 0]);
  expect(withFree.at(1)).toBeGreaterThan(8);
  expect(costScale([0, 0], scale).ticks).toEqual([0]);
});

test('a long scale of ratings is shown in ranges', () => {
  const stepsOf = (scale: readonly [number, number]) =>
    ratingSteps(decide(story({ columns: { a: [scale[0]] }, options: { scale } }))).map(({ label }) => label);
  expect(stepsOf([1, 5])).toEqual(['1', '2', '3', '4', '5']);
  expect(stepsOf([0, 10])).toHaveLength(11);
  expect(stepsOf([0, 100]).slice(-2)).toEqual(['80\u201389', '90\u2013100']);
});

test('labels that find no place beside their points are told so; a column keeps them apart and in order', () => {
  const bounds = { left: 0, right: 200, top: 0, bottom: 100 };
  const one = { x: 50, y: 50, width: 40 };
  expect(placeLabels([one], { bounds, obstacles: [] })).toEqual([{ x: 60, y: 50, anchor: 'start' }]);
  expect(placeLabels(Array(20).fill(one), { bounds, obstacles: [] })).toBeUndefined();
  expect(spread([50, 50, 10], 16, [0, 100])).toEqual([50, 66, 10]);
  expect(spread([99, 98], 16, [0, 100])).toEqual([100, 84]);
});
