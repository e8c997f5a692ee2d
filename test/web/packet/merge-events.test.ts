/** Two devices' accounts of one round become one in which nothing is lost and the later answer counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewEvent } from '../../../src/core/review/event.ts';
import { answersOf, foldEvents } from '../../../src/core/review/session.ts';
import { mergeEvents } from '../../../web/packet/merge-events.ts';

const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
const answer = (id: string, at: number, rating: number, item = 'i'): ReviewEvent => ({
  id,
  item,
  at: minute(at),
  kind: 'answer',
  answer: { rating },
  activeMs: 0,
  position: 1,
});
const undo = (id: string, at: number, target: string): ReviewEvent => ({
  id,
  item: 'i',
  at: minute(at),
  kind: 'undo',
  target,
});
const ratingAfter = (events: readonly ReviewEvent[]) => answersOf(foldEvents(events)).get('i')?.answer.rating;

test('an older answer from a file does not take the place of a newer one on this device', () => {
  const here = [answer('b', 10, 5)];
  const file = [answer('a', 5, 2)];
  expect(ratingAfter(mergeEvents(here, file))).toBe(5);
  expect(ratingAfter(mergeEvents(file, here))).toBe(5);
});

test('what was taken back stays taken back, though the clock of the device that took it back is slow', () => {
  const first = answer('a', 60, 2);
  const here = [first];
  const file = [first, undo('u', 1, 'a'), answer('b', 2, 4)];
  expect(ratingAfter(mergeEvents(here, file))).toBe(4);
  expect(ratingAfter(mergeEvents(file, here))).toBe(4);
});

test('every event of both is there once, each list in its own order, and a second merge changes nothing', () => {
  const list = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9 })), {
    selector: ([id]) => id,
  });
  fc.assert(
    fc.property(list, list, (one, other) => {
      const ownOnly = other.filter(([id]) => !one.some(([known]) => known === id));
      const a = one.map(([id, at]) => answer(String(id), at, 1));
      const b = ownOnly.map(([id, at]) => answer(String(id), at, 2));
      const merged = mergeEvents(a, b);
      expect(merged.filter(({ id }) => a.some((event) => event.id === id))).toEqual(a);
      expect(merged.filter(({ id }) => b.some((event) => event.id === id))).toEqual(b);
      expect(merged).toHaveLength(a.length + b.length);
      expect(mergeEvents(merged, b)).toHaveLength(merged.length);
      expect(new Set(mergeEvents(a, merged).map(({ id }) => id)).size).toBe(merged.length);
    }),
  );
});
