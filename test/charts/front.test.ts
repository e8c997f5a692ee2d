/** Who is worth their price: by the means, and by the comparisons that decide. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { frontOf } from '../../src/core/front.ts';
import { cycle, story } from '../core/decide-story.ts';

const decision = decide(
  story({
    columns: {
      cheap: cycle(40, 2, 3),
      good: cycle(40, 5, 4),
      'as good, dearer': cycle(40, 4, 4, 5, 5, 4),
      'worse, dearer': cycle(40, 1, 2),
      unpriced: cycle(40, 5),
    },
    costs: { cheap: 1, good: 2, 'as good, dearer': 3, 'worse, dearer': 3 },
  }),
);

test('a rival that costs no more keeps off the front only whom it is surely better than', () => {
  const points = frontOf(decision, ({ costPer1000Usd }) => costPer1000Usd);
  expect(points.map(({ name, standing }) => [name, standing])).toEqual([
    ['cheap', 'front'],
    ['good', 'front'],
    ['as good, dearer', 'open'],
    ['worse, dearer', 'beaten'],
  ]);
});

test('where no price is known there is no front', () => {
  expect(frontOf(decision, () => undefined)).toEqual([]);
});
