/** Outputs and attempts, append-only; `missingOutputs` is the one question that makes every run a resume. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Attempt, type Output, type OutputKey, outputKeyText } from '../core/output.ts';
import type { MissingOutput, MissingOutputsQuery, OutputScope, Scope } from '../core/store.ts';
import { insertAttempts, insertOutputs } from './put-outputs.ts';
import { attemptOf, outputOf } from './rows.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

export async function missingOutputs(
  db: Database,
  query: MissingOutputsQuery,
): Promise<readonly MissingOutput[]> {
  if (query.candidates.length === 0) return [];
  const failures = query.retryErrors
    ? sql`(
      select max(round) from outputs as f
      where f.candidate = m.candidate and f.example = m.example and f.trial = m.trial
    )`
    : sql`null`;
  const { rows } = await sql<OutputKey & { failures: number | null }>`
    select m.candidate as candidate, m.example as example, m.trial as trial, ${failures} as failures
    from (${missing(query)}) as m order by m.trial, m.position, m.ord`.execute(db);
  return rows.map(({ failures: some, ...key }) => (some === null ? key : { ...key, failures: some }));
}

export async function countMissingOutputs(
  db: Database,
  query: MissingOutputsQuery,
): Promise<ReadonlyMap<string, number>> {
  if (query.candidates.length === 0) return new Map();
  const { rows } = await sql<{ candidate: string; n: number }>`
    select m.candidate as candidate, count(*) as n from (${missing(query)}) as m group by m.candidate`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.candidate, row.n]));
}

/** The anti-join: examples x candidates x the trials of each that no stored output answers. */
function missing(query: MissingOutputsQuery): RawBuilder<unknown> {
  const wanted = sql.join(
    query.candidates.map(
      ({ id, trials }, order) =>
        sql`select ${id} as id, ${sql.lit(order)} as ord, ${sql.lit(trials)} as trials`,
    ),
    sql` union all `,
  );
  const trials = sql.join(
    Array.from(
      { length: Math.max(...query.candidates.map(({ trials }) => trials)) },
      (_, i) => sql`select ${sql.lit(i + 1)} as trial`,
    ),
    sql` union all `,
  );
  const answered = query.retryErrors ? sql`and o.status <> 'error'` : sql``;
  const limit = query.limit === undefined ? sql`` : sql`limit ${sql.lit(query.limit)}`;
  return sql`
    select c.id as candidate, e.id as example, t.trial as trial, e.position as position, c.ord as ord
    from (select id, position from examples where position is not null and split = ${query.split} order by position ${limit}) as e
    cross join (${wanted}) as c
    join (${trials}) as t on t.trial <= c.trials
    where not exists (
      select 1 from outputs as o
      where o.candidate = c.id and o.example = e.id and o.trial = t.trial ${answered}
    )`;
}

export async function putOutputs(db: Database, outputs: readonly Output[]): Promise<number> {
  const stored = await writing(db, 'outputs', async (tx) => await insertOutputs(tx, outputs));
  return stored.filter(Boolean).length;
}

export async function putAttempts(db: Database, key: OutputKey, attempts: readonly Attempt[]): Promise<void> {
  await writing(db, 'outputs', async (tx) => await insertAttempts(tx, [{ key, attempts }]));
}

/** The current output of each key in scope: the answer if there is one, else the latest failure. */
export async function outputs(db: Database, scope: OutputScope): Promise<readonly Output[]> {
  if (scope.candidates.length === 0 || scope.examples?.length === 0) return [];
  const rows = await db
    .selectFrom('outputs')
    .innerJoin('examples', 'examples.id', 'outputs.example')
    .where(inScope(scope))
    .where('outputs.candidate', 'in', [...scope.candidates])
    .selectAll('outputs')
    // Retired examples come last, by id: databases differ in where they put nulls.
    .orderBy(sql`examples.position is null`)
    .orderBy('examples.position')
    .orderBy('examples.id')
    .orderBy('outputs.candidate')
    .orderBy('outputs.trial')
    .orderBy('outputs.round')
    .execute();
  // An answer is round 0; without one the last failure counts.
  const current = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const key = outputKeyText(row);
    if (current.get(key)?.round !== 0) current.set(key, row);
  }
  const attempts = Map.groupBy(await attemptsIn(db, scope), outputKeyText);
  return [...current.values()].map((row) =>
    outputOf(row, (attempts.get(outputKeyText(row)) ?? []).map(withoutKey)),
  );
}

/** Attempts of keys that have no output at all. */
export async function danglingAttempts(
  db: Database,
  scope: Scope,
): Promise<readonly (OutputKey & Attempt)[]> {
  const stored = new Set((await outputs(db, scope)).map(outputKeyText));
  return (await attemptsIn(db, scope)).filter((attempt) => !stored.has(outputKeyText(attempt)));
}

/** The examples of a split, or every example, retired ones too; of these the ones that are named, if any are. */
function inScope({ split, examples }: OutputScope): RawBuilder<SqlBool> {
  const named = examples === undefined ? sql`1 = 1` : sql`examples.id in (${sql.join(examples)})`;
  return split === undefined
    ? sql<SqlBool>`${named}`
    : sql<SqlBool>`examples.position is not null and examples.split = ${split} and ${named}`;
}

async function attemptsIn(db: Database, scope: OutputScope): Promise<readonly (OutputKey & Attempt)[]> {
  if (scope.candidates.length === 0) return [];
  const rows = await db
    .selectFrom('attempts')
    .innerJoin('examples', 'examples.id', 'attempts.example')
    .where(inScope(scope))
    .where('attempts.candidate', 'in', [...scope.candidates])
    .selectAll('attempts')
    .orderBy('attempts.candidate')
    .orderBy('attempts.example')
    .orderBy('attempts.trial')
    .orderBy('attempts.number')
    .execute();
  return rows.map(attemptOf);
}

function withoutKey(attempt: OutputKey & Attempt): Attempt {
  const { candidate: _candidate, example: _example, trial: _trial, ...rest } = attempt;
  return rest;
}
