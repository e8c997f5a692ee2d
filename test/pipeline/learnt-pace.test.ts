/** What processes on one provider tell each other: nobody sends while one was told to wait, and each goes at its own pace after. */
import { describe, expect, test } from 'vitest';
import type { LearntPace } from '../../src/core/calls.ts';
import { createPacer, type Pacer } from '../../src/pipeline/engine/pacer.ts';
import { virtualClock } from '../fixtures/virtual-clock.ts';

/** As it gets to another process. */
const told = (pacer: Pacer) => JSON.parse(JSON.stringify(pacer.learnt())) as readonly LearntPace[];
const placesOf = (pacer: Pacer) => {
  pacer.slowDown('a', 0);
  return pacer.learnt()[0]!.places * 2;
};

describe('a process that heard of another', () => {
  test('waits as long as that one was told to, by headers too; a short wait is over before it is heard of', () => {
    using clock = virtualClock();
    const [refused, usedUp, brief] = [1, 2, 3].map(() => createPacer(clock, { most: 8 }));
    refused!.slowDown('a', 7_000);
    usedUp!.learn('a', [{ of: 'tokens', limit: 100, remaining: 0, resetMs: 30_000 }], 0);
    brief!.pause('a', 1_500);
    expect(told(refused!)).toEqual([{ bucket: 'a', places: 4, halvings: 1, pausedForMs: 7_000 }]);
    expect(told(brief!)).toEqual([]);
    const other = createPacer(clock, { most: 8 });
    other.adopt('refused', told(refused!));
    expect(other.pausedUntil('a')).toBe(7_000);
    other.adopt('used up', told(usedUp!));
    expect(other.pausedUntil('a')).toBe(30_000);
  });

  test('does not tell it on, or a pause would go round for ever', () => {
    using clock = virtualClock();
    const one = createPacer(clock, { most: 8 });
    const other = createPacer(clock, { most: 8 });
    one.slowDown('a', 60_000);
    other.adopt('one', told(one));
    expect(told(other)).toEqual([]);
  });

  test('halves once when both were refused together, to the half when the other is far slower, and then grows', () => {
    using clock = virtualClock();
    const [fast, slow, both] = [20, 4, 8].map((most) => createPacer(clock, { most }));
    for (let i = 0; i < 3; i++) fast!.good('a');
    slow!.slowDown('a', 0);
    fast!.adopt('slow', told(slow!));
    // The same halving again is no news, however often it is read.
    fast!.adopt('slow', told(slow!));
    expect(placesOf(fast!)).toBe(10);
    const refused = createPacer(clock, { most: 8 });
    refused.slowDown('a', 0);
    both!.slowDown('a', 0);
    both!.adopt('refused', told(refused));
    expect(told(both!)).toMatchObject([{ places: 4 }]);
    for (let i = 0; i < 40; i++) both!.good('a');
    both!.adopt('refused', told(refused));
    expect(told(both!)).toMatchObject([{ places: 6 }]);
  });

  test('begins with as few places as the others have, when it has not called yet', () => {
    using clock = virtualClock();
    const slow = createPacer(clock, { most: 16 });
    for (let i = 0; i < 3; i++) slow.slowDown('a', 0, i + 1e9);
    const late = createPacer(clock, { most: 16 });
    late.adopt('slow', told(slow));
    expect(placesOf(late)).toBe(2);
  });

  test('forgets the pause of one that is dead', async () => {
    using clock = virtualClock();
    const pacer = createPacer(clock, { most: 2 });
    pacer.adopt('dead', [{ bucket: 'a', places: 2, halvings: 0, pausedForMs: 3_600_000 }]);
    const entered = pacer.enter('a', new AbortController().signal);
    await clock.sleep(12_000);
    pacer.forget('dead');
    await entered;
    expect(clock.monotonic()).toBeLessThan(16_000);
  });

  test('is told at once of a halving and of a longer pause, and of nothing twice', () => {
    using clock = virtualClock();
    const pacer = createPacer(clock, { most: 8 });
    const isNews = () => {
      const { aborted } = pacer.news();
      pacer.learnt();
      return aborted;
    };
    pacer.pause('a', 1_000);
    expect(isNews()).toBe(false);
    pacer.pause('a', 30_000);
    expect(isNews()).toBe(true);
    pacer.pause('a', 30_500);
    expect(isNews()).toBe(false);
    pacer.slowDown('a', 0);
    expect(isNews()).toBe(true);
  });
});
