/** Rounds and events of the review, append-only; an answer comes with the rating that it gives. */
import type { Split } from '../core/example.ts';
import type { Forgettable } from '../core/forget.ts';
import type { Rating } from '../core/rating.ts';
import type { ReviewEvent } from '../core/review/event.ts';
import type { ReviewItem, ReviewRound } from '../core/review/round.ts';
import type { StoredReviewEvent } from '../core/store.ts';
import { unforgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import { insertRatings } from './ratings.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

export async function putReviewRound(db: Database, round: ReviewRound): Promise<boolean> {
  const { items: planned, guide, ...facts } = round;
  const items = await unforgotten(db, planned, ({ example: id }) => ({ id }));
  const inserted = await db
    .insertInto('review_rounds')
    .values({ ...facts, guide: guide ?? null, items: JSON.stringify(items) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows !== 0n;
}

export async function reviewRounds(db: Database): Promise<readonly ReviewRound[]> {
  const rows = await db.selectFrom('review_rounds').selectAll().orderBy('at').orderBy('id').execute();
  return rows.map(({ guide, items, split, ...facts }) => ({
    ...facts,
    split: split as Split,
    ...(guide === null ? {} : { guide }),
    items: JSON.parse(items) as readonly ReviewItem[],
  }));
}

export async function putReviewEvents(
  db: Database,
  events: readonly StoredReviewEvent[],
  ratings: readonly Rating[],
): Promise<void> {
  await writing(db, 'ratings', async (tx) => {
    const known = new Set<string>();
    for (const ids of parts(events.map(({ event }) => event.id))) {
      const rows = await tx.selectFrom('review_events').select('id').where('id', 'in', ids).execute();
      for (const row of rows) known.add(row.id);
    }
    const last = await tx
      .selectFrom('review_events')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirst();
    let seq = last?.seq ?? 0;
    for (const { event, round, rater, receivedAt } of await unforgotten(tx, events, itemOf)) {
      if (known.has(event.id)) continue;
      known.add(event.id);
      const target = 'target' in event ? event.target : null;
      await tx
        .insertInto('review_events')
        .values({
          id: event.id,
          seq: ++seq,
          round,
          rater,
          kind: event.kind,
          target,
          event: JSON.stringify(event),
          received_at: receivedAt,
        })
        .execute();
    }
    await insertRatings(tx, ratings);
  });
}

function itemOf({ event }: StoredReviewEvent): Forgettable {
  return { item: event.item };
}

export async function reviewEvents(db: Database): Promise<readonly StoredReviewEvent[]> {
  const rows = await db.selectFrom('review_events').selectAll().orderBy('seq').execute();
  return rows.map((row) => ({
    event: JSON.parse(row.event) as ReviewEvent,
    round: row.round,
    rater: row.rater,
    receivedAt: row.received_at,
  }));
}
