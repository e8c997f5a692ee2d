/** How often a set has decided. */
import { expect, test } from 'vitest';
import { usesOf } from '../../../src/core/health/uses.ts';
import { cycle } from '../decide-story.ts';
import { kept } from './worn.ts';

const rated = (n: number) => ({ a: cycle(n, 4, 5), b: cycle(n, 3, 2) });

test('to look at what is held out while its ratings come in is to decide on it each time', () => {
  const looks = [8, 16, 24].map((n, hour) => kept(hour, rated(n), 'holdout'));
  expect(usesOf(looks, 'holdout')).toHaveLength(3);
  expect(usesOf([...looks, kept(4, rated(24), 'holdout')], 'holdout')).toHaveLength(3);
});

test('the set that is worked with has decided once when more of it is rated', () => {
  expect(
    usesOf(
      [8, 16, 24].map((n, hour) => kept(hour, rated(n))),
      'dev',
    ),
  ).toHaveLength(1);
});
