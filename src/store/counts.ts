/** How much there is: counted by the database, since a project may hold more than fits in memory. */
import { sql } from 'kysely';
import type { CountScope, Counts, PoolSize, Scope } from '../core/store.ts';
import { isSynthetic, SYNTHETIC } from '../core/synthetic.ts';
import { countMissingOutputs } from './outputs.ts';
import { isRated } from './ratings.ts';
import { fromJson } from './rows.ts';
import type { Database } from './schema.ts';

export async function poolSize(db: Database): Promise<PoolSize> {
  const strata = await db.selectFrom('strata').select(['records', 'distinct_inputs']).execute();
  return {
    records: strata.reduce((sum, row) => sum + row.records, 0),
    distinct: Math.round(strata.reduce((sum, row) => sum + row.distinct_inputs, 0)),
    kept: await countRows(db, 'pool'),
  };
}

export async function counts(db: Database, { candidates: asked, split }: CountScope): Promise<Counts> {
  const silent = asked.filter(({ trials }) => trials === undefined);
  const trials = await mostTrials(db, { candidates: silent.map(({ id }) => id), split });
  const scope = { candidates: asked.map(({ id }) => id), split };
  const missing = await countMissingOutputs(db, {
    candidates: asked.map((one) => ({ id: one.id, trials: one.trials ?? trials })),
    split,
  });
  return {
    examples: await exampleCounts(db),
    synthetic: await countSynthetic(db),
    trials,
    outputs: await outputCounts(db, scope, missing),
    ratings: await ratingCounts(db, scope),
    decisions: await countRows(db, 'decisions'),
  };
}

async function countRows(db: Database, table: 'pool' | 'decisions'): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

async function exampleCounts(db: Database): Promise<Counts['examples']> {
  const rows = await db
    .selectFrom('examples')
    .select((eb) => ['split', eb.fn.countAll<number>().as('n')])
    .where('position', 'is not', null)
    .groupBy('split')
    .execute();
  const of = (split: string) => rows.find((row) => row.split === split)?.n ?? 0;
  return { dev: of('dev'), holdout: of('holdout') };
}

/** A text that may be such a slice is looked for by the database, and read here. */
async function countSynthetic(db: Database): Promise<number> {
  const rows = await db
    .selectFrom('examples')
    .select('slices')
    .where('position', 'is not', null)
    .where('slices', 'like', `%"${SYNTHETIC}%`)
    .execute();
  return rows.filter(({ slices }) => isSynthetic({ slices: fromJson(slices) })).length;
}

async function mostTrials(db: Database, { candidates, split }: Scope): Promise<number> {
  if (candidates.length === 0) return 1;
  const { rows } = await sql<{ most: number | null }>`
    select max(o.trial) as most
    from outputs as o join examples as e on e.id = o.example
    where e.position is not null and e.split = ${split} and o.candidate in (${sql.join(candidates)})`.execute(
    db,
  );
  return rows[0]?.most ?? 1;
}

async function outputCounts(
  db: Database,
  scope: Scope,
  missing: ReadonlyMap<string, number>,
): Promise<Counts['outputs']> {
  if (scope.candidates.length === 0) return new Map();
  const { rows } = await sql<{ candidate: string; outputs: number; answered: number }>`
    select k.candidate as candidate, count(*) as outputs, sum(k.answered) as answered
    from (
      select o.candidate, max(case when o.status <> 'error' then 1 else 0 end) as answered
      from outputs as o join examples as e on e.id = o.example
      where e.position is not null and e.split = ${scope.split} and o.candidate in (${sql.join(scope.candidates)})
      group by o.candidate, o.example, o.trial
    ) as k
    group by k.candidate`.execute(db);
  return new Map(
    scope.candidates.map((id) => {
      const row = rows.find(({ candidate }) => candidate === id) ?? { outputs: 0, answered: 0 };
      const { outputs, answered } = row;
      return [id, { outputs, failed: outputs - answered, missing: missing.get(id) ?? 0 }];
    }),
  );
}

async function ratingCounts(db: Database, { candidates, split }: Scope): Promise<Counts['ratings']> {
  if (candidates.length === 0) return { done: 0, missing: 0, byRater: {} };
  const texts = sql`
    select distinct o.example as example, o.text_id as text_id
    from outputs as o join examples as e on e.id = o.example
    where e.position is not null and e.split = ${split} and o.status <> 'error'
      and o.candidate in (${sql.join(candidates)})`;
  const rated = isRated({ example: sql.ref('t.example'), textId: sql.ref('t.text_id') });
  const { rows: all } = await sql<{ n: number; done: number | null }>`
    select count(*) as n, sum(case when ${rated} then 1 else 0 end) as done from (${texts}) as t`.execute(db);
  const { rows: raters } = await sql<{ rater: string; n: number }>`
    select k.rater as rater, count(*) as n
    from (
      select distinct r.rater, r.example, r.text_id
      from ratings as r join (${texts}) as t on t.example = r.example and t.text_id = r.text_id
    ) as k
    group by k.rater order by k.rater`.execute(db);
  const { n, done } = all[0]!;
  return {
    done: done ?? 0,
    missing: n - (done ?? 0),
    byRater: Object.fromEntries(raters.map((row) => [row.rater, row.n])),
  };
}
