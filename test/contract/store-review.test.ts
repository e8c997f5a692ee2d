/** Events of a review and the ratings that they give are stored together or not at all, wherever the store fails. */
import type { KyselyPlugin } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { StoredReviewEvent } from '../../src/core/store.ts';
import { openPostgres } from '../../src/store/dialects/postgres.ts';
import { openSqlite } from '../../src/store/dialects/sqlite.ts';
import { ratings } from '../../src/store/ratings.ts';
import { putReviewEvents, reviewEvents } from '../../src/store/review.ts';
import { exampleOf, ratingOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const first = exampleOf('first');

/** Lets `calls - 1` statements through and throws instead of the next. */
const failsAt = (calls: number): KyselyPlugin => {
  let made = 0;
  return {
    transformQuery({ node }) {
      if (++made === calls) throw new Error(`the store failed at statement ${calls}`);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
};

function sent(count: number) {
  const given = Array.from({ length: count }, (_, i) => ratingOf(first, `${i}`, 'ann', { rating: 3 }));
  const events = given.map(({ id }): StoredReviewEvent => {
    const answer = { rating: 3 };
    const event = { id, item: 'f'.repeat(32), at: '2026-11-01T09:00:00.000Z', position: 1, activeMs: 1 };
    return {
      event: { ...event, kind: 'answer', answer },
      round: 'r',
      rater: 'ann',
      receivedAt: '2026-11-01T09:00:01.000Z',
    };
  });
  return { events, given };
}

describe.each(databases)('$name', ({ name, ...database }) => {
  test('a store that fails at any statement has kept all of what was sent or none of it', async () => {
    await using fixture = await freshStore({ name, ...database });
    const open = name === 'SQLite' ? openSqlite(fixture.where) : openPostgres(fixture.where, 'a test');
    const { db } = await open;
    try {
      const before = sent(2);
      await putReviewEvents(db, before.events, before.given);
      const { events, given } = sent(3);
      let failures = 0;
      for (; ; failures++) {
        const attempt = putReviewEvents(db.withPlugin(failsAt(failures + 1)), events, given);
        const failed = await attempt.then(
          () => false,
          (error: Error) => error.message.includes('the store failed at statement'),
        );
        if (!failed) break;
        expect((await reviewEvents(db)).map(({ event }) => event.id)).toEqual(
          before.given.map(({ id }) => id),
        );
        expect((await ratings(db)).map(({ id }) => id)).toEqual(before.given.map(({ id }) => id));
      }
      // A look for what is known and the last number, twice, and an insert for each event and each rating.
      expect(failures).toBeGreaterThanOrEqual(10);
      const all = [...before.given, ...given].map(({ id }) => id);
      expect((await reviewEvents(db)).map(({ event }) => event.id)).toEqual(all);
      expect((await ratings(db)).map(({ id }) => id)).toEqual(all);
      // The answer was lost on its way, so it comes again.
      await putReviewEvents(db, events, given);
      expect(await reviewEvents(db)).toHaveLength(5);
      expect(await ratings(db)).toHaveLength(5);
    } finally {
      await db.destroy();
    }
  });
});
