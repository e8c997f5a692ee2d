/** Whoever watches the wire through 100 sessions with 12 candidates learns nothing of whose an output is. */
import { beforeAll, describe, expect, test } from 'vitest';
import { watchSession } from '../../bench/review/blind-sessions.ts';
import { type Blindness, watchSessions } from '../../bench/review/blindness.ts';
import { binomialTail } from '../../bench/review/guess-candidate.ts';
import { placeSpread } from '../../bench/review/place-spread.ts';
import { projectWithOutputs } from '../fixtures/review-project.ts';

describe('100 sessions with 12 candidates that differ in length, status, failures and sharing', () => {
  let seen: Blindness;
  beforeAll(async () => {
    seen = await watchSessions(100, 6);
  }, 600_000);

  test('no answer, header or address holds a byte of a name, id, model, provider, price, cost or time', () => {
    expect(seen.sessions).toHaveLength(100);
    expect(seen.leaks).toEqual([]);
    expect(seen.sessions[0]!.wire).toContain('[model name]');
  });

  test('the sizes of answers and the places of outputs do not tell a classifier whose they are', () => {
    expect(seen.bySizeAndOrder.items).toBeGreaterThan(3000);
    expect(seen.bySizeAndOrder.p).toBeGreaterThan(0.01);
  });

  // What a busy machine does to times differs from run to run: only what cannot be luck fails here.
  test('nor do the times of answers', () => {
    expect(seen.withTimes.p).toBeGreaterThan(0.0001);
  });

  test('the classifier would find out: with the length of the text it names far more than chance', () => {
    expect(seen.control.hits).toBeGreaterThan(4 * seen.control.chance);
    expect(seen.control.p).toBeLessThan(1e-9);
  });
});

test('the surprise of hits is that of a binomial', () => {
  expect(binomialTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
  expect(binomialTail(0, 10, 0.5)).toBe(1);
  expect(binomialTail(3, 3, 0.1)).toBeCloseTo(0.001, 12);
});

test.each([
  [25, 3],
  [10, 4],
])(
  'over a session of %i examples each of %i candidates has each place equally often, to within one',
  async (examples, count) => {
    const candidates = ['alpha', 'beta', 'gamma', 'delta'].slice(0, count);
    await using project = await projectWithOutputs({ examples, candidates });
    for (const seed of [1, 2]) {
      const { items } = await watchSession(project.dir, seed);
      expect(items.filter(({ purpose }) => purpose === 'first')).toHaveLength(examples * count);
      expect(placeSpread(items)).toBeLessThanOrEqual(1);
    }
  },
);
