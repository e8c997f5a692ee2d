/** What was run, shown and decided: candidates, reveals and decisions, append-only. */
import type { Candidate } from '../core/candidate.ts';
import type { Decision } from '../core/decision.ts';
import type { DecisionRule } from '../core/decision-rule.ts';
import type { DecisionFacts } from '../core/history/facts.ts';
import type { Reveal, StoredDecision } from '../core/store.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

export async function putCandidates(
  db: Database,
  candidates: readonly Candidate[],
  at: string,
): Promise<void> {
  await writing(db, 'candidates', async (tx) => {
    const known = new Map(
      (await tx.selectFrom('candidates').selectAll().execute()).map((row) => [row.id, row]),
    );
    for (const { id, name, target } of candidates) {
      const old = known.get(id);
      if (old?.name === name) continue;
      const row = { spec: JSON.stringify(target), at, ...old, id, name };
      known.set(id, row);
      if (old !== undefined) await tx.deleteFrom('candidates').where('id', '=', id).execute();
      await tx.insertInto('candidates').values(row).execute();
    }
  });
}

export async function candidateNames(db: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('candidates').select(['id', 'name']).orderBy('at').orderBy('id').execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function putReveal(db: Database, reveal: Reveal): Promise<void> {
  await writing(db, 'reveals', async (tx) => {
    const last = await tx
      .selectFrom('reveals')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirst();
    await tx
      .insertInto('reveals')
      .values({ seq: (last?.seq ?? 0) + 1, ...reveal })
      .execute();
  });
}

export async function reveals(db: Database): Promise<readonly Reveal[]> {
  return await db.selectFrom('reveals').select(['at', 'command', 'missing']).orderBy('seq').execute();
}

export async function putDecision(db: Database, stored: StoredDecision): Promise<void> {
  await writing(db, 'decisions', async (tx) => {
    const last = await tx
      .selectFrom('decisions')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirst();
    await tx
      .insertInto('decisions')
      .values({
        seq: (last?.seq ?? 0) + 1,
        at: stored.at,
        inputs_hash: stored.decision.inputsHash,
        rule: JSON.stringify(stored.rule),
        decision: JSON.stringify(stored.decision),
        facts: stored.facts === undefined ? null : JSON.stringify(stored.facts),
      })
      .execute();
  });
}

/** Read at once: of 20,000 examples the facts of one decision are 1.5 MB of text. */
const PAGE = 4;

export async function decisions(
  db: Database,
  { bare = false }: { readonly bare?: boolean } = {},
): Promise<readonly StoredDecision[]> {
  const all: StoredDecision[] = [];
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('decisions')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const { at, rule, decision, facts } of rows)
      all.push({
        at,
        rule: JSON.parse(rule) as DecisionRule,
        decision: JSON.parse(decision) as Decision,
        ...(facts === null || bare ? {} : { facts: JSON.parse(facts) as DecisionFacts }),
      });
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return all;
    after = last.seq;
  }
}
