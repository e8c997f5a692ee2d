/** Ratings, append-only; `missingRatings` asks for each distinct text once. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Rating } from '../core/rating.ts';
import type { MissingRating, Scope } from '../core/store.ts';
import { unforgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import { ratingOf, ratingRow } from './rows.ts';
import type { Database } from './schema.ts';
import { reading, writing } from './writing.ts';

/** The anti-join: distinct (example, text) among the answers in scope that have no rating. */
export async function missingRatings(db: Database, scope: Scope): Promise<readonly MissingRating[]> {
  if (scope.candidates.length === 0) return [];
  const { rows } = await sql<MissingRating>`
    select o.example as example, o.text_id as ${sql.ref('textId')}
    from outputs as o
    join examples as e on e.id = o.example
    where e.position is not null and e.split = ${scope.split} and o.status <> 'error'
      and o.candidate in (${sql.join(scope.candidates)})
      and not ${isRated({ example: sql.ref('o.example'), textId: sql.ref('o.text_id') })}
    group by o.example, o.text_id, e.position
    order by e.position, o.text_id`.execute(db);
  return rows;
}

/** Whether anybody has rated a text; a repeat measures the rater and stands for no first rating. */
export function isRated(of: {
  readonly example: RawBuilder<unknown>;
  readonly textId: RawBuilder<unknown>;
}): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (
    select 1 from ratings as r
    where r.example = ${of.example} and r.text_id = ${of.textId} and r.repeat_of is null
      and (r.rating is not null or r.acceptable is not null or r.cannot_judge is not null)
      and not ${undone(sql.ref('r.id'))}
  )`;
}

export async function putRatings(db: Database, ratings: readonly Rating[]): Promise<number> {
  return await writing(db, 'ratings', async (tx) => await insertRatings(tx, ratings));
}

/** Inside a transaction that holds the right to write `ratings`: those whose id is new. Returns how many. */
export async function insertRatings(tx: Database, ratings: readonly Rating[]): Promise<number> {
  const known = new Set<string>();
  for (const ids of parts(ratings.map((rating) => rating.id))) {
    const rows = await tx.selectFrom('ratings').select('id').where('id', 'in', ids).execute();
    for (const row of rows) known.add(row.id);
  }
  const last = await tx
    .selectFrom('ratings')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst();
  let seq = last?.seq ?? 0;
  let added = 0;
  for (const rating of await unforgotten(tx, ratings, ({ example: id }) => ({ id }))) {
    if (known.has(rating.id)) continue;
    known.add(rating.id);
    await tx.insertInto('ratings').values(ratingRow(rating, ++seq)).execute();
    added++;
  }
  return added;
}

/** Rows that are read at once: what they are made of is larger than the ratings. */
const PAGE = 1_000;

/** In the order in which they came. */
export async function ratings(db: Database): Promise<readonly Rating[]> {
  return await reading(db, async (tx) => {
    const all: Rating[] = [];
    // The same name a hundred thousand times is kept once.
    const names = new Map<string, string>();
    const once = (name: string): string => {
      const known = names.get(name);
      if (known === undefined) names.set(name, name);
      return known ?? name;
    };
    for (let after = 0; ; ) {
      const rows = await tx
        .selectFrom('ratings')
        .selectAll()
        .where('seq', '>', after)
        .where(sql<SqlBool>`not ${undone(sql.ref('ratings.id'))}`)
        .orderBy('seq')
        .limit(PAGE)
        .execute();
      for (const row of rows)
        all.push(ratingOf({ ...row, rater: once(row.rater), example: once(row.example) }));
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return all;
      after = last.seq;
    }
  });
}

/** Whether the last that was said of a rating in the review is that it is undone. */
function undone(id: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (
    select 1 from review_events as u
    where u.target = ${id} and u.kind = 'undo'
      and not exists (select 1 from review_events as v where v.target = u.target and v.seq > u.seq)
  )`;
}
