/** After a verdict that settles nothing, the next command is one that can. */
import { expect, test } from 'vitest';
import { nextStep, type Standing } from '../../src/pipeline/next-step.ts';

const rated: Standing = {
  split: 'dev',
  records: 100,
  pooled: 80,
  examples: 20,
  holdout: 0,
  trials: 1,
  runnable: 0,
  unrecorded: 0,
  blocked: 0,
  failed: 0,
  unrated: 0,
};
const open = (ratingsNeeded?: number): Standing => ({
  ...rated,
  verdict: {
    kind: 'too-close',
    because: '',
    ...(ratingsNeeded === undefined ? {} : { ratingsNeeded }),
  },
});

test.each([
  ['nothing is decided yet', rated, 'fieldtest decide'],
  ['more examples may settle it', open(30), 'fieldtest pick --count 50'],
  ['the rest of the pool is held out', { ...open(30), pooled: 55, holdout: 10 }, 'fieldtest import FILE'],
  ['more are needed than the pool has', open(70), 'fieldtest import FILE'],
  ['there never was a pool', { ...open(30), records: 0, pooled: 0 }, 'fieldtest examples import FILE'],
  ['no number of examples will settle it', open(), null],
  ['what is missing cannot be run', { ...rated, blocked: 3 }, 'fieldtest decide'],
  ['somebody rated since', { ...rated, unrated: 3 }, 'fieldtest review'],
])('when %s', (_when, standing, next) => {
  expect(nextStep(standing).next).toBe(next);
});
