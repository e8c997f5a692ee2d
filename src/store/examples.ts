/** The set of examples: what is in it, in which order, and what has left it. */
import type { Example, Split } from '../core/example.ts';
import { unforgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import { exampleOf, exampleRow } from './rows.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

export async function examples(db: Database, split?: Split): Promise<readonly Example[]> {
  let query = db.selectFrom('examples').selectAll().where('position', 'is not', null).orderBy('position');
  if (split !== undefined) query = query.where('split', '=', split);
  return (await query.execute()).map(exampleOf);
}

export async function exampleIds(db: Database, split: Split): Promise<readonly string[]> {
  const query = db.selectFrom('examples').select('id').where('position', 'is not', null);
  const rows = await query.where('split', '=', split).orderBy('position').execute();
  return rows.map(({ id }) => id);
}

export async function examplesOf(db: Database, ids: readonly string[]): Promise<readonly Example[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('examples').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(exampleOf);
}

export async function retiredExamples(db: Database): Promise<readonly Example[]> {
  const query = db.selectFrom('examples').selectAll().where('position', 'is', null).orderBy('id');
  return (await query.execute()).map(exampleOf);
}

export async function changeExamples(
  db: Database,
  change: (now: readonly Example[]) => readonly Example[],
): Promise<void> {
  await writing(db, 'examples', async (tx) => {
    await replaceExamples(tx, change(await examples(tx)));
  });
}

/** Keeps them without a place in the set; those that are known stay as they are. */
export async function putAside(db: Database, given: readonly Example[]): Promise<void> {
  await writing(db, 'examples', async (tx) => {
    const wanted = await unforgotten(tx, given, (example) => example);
    const ids = wanted.map(({ id }) => id);
    const known = new Set<string>();
    for (const part of parts(ids)) {
      const rows = await tx.selectFrom('examples').select('id').where('id', 'in', part).execute();
      for (const { id } of rows) known.add(id);
    }
    const rows = wanted
      .filter(({ id }) => !known.has(id))
      .map(({ name: _name, ...example }) => exampleRow(example, null));
    for (const part of parts(rows, 50)) await tx.insertInto('examples').values(part).execute();
  });
}

/** Within a transaction that may write examples. How they came into the set is not known any more. Gives what is in it now. */
export async function replaceExamples(tx: Database, given: readonly Example[]): Promise<readonly Example[]> {
  const set = await unforgotten(tx, given, (example) => example);
  const kept = new Set(set.map(({ id }) => id));
  // A name may have moved to another input: who has left the set gives it up.
  const names = new Set(set.map(({ name }) => name));
  const all = await tx.selectFrom('examples').selectAll().execute();
  const retired = all
    .filter(({ id }) => !kept.has(id))
    .map((row) => ({ ...row, name: names.has(row.name ?? undefined) ? null : row.name, position: null }));
  await tx.deleteFrom('examples').execute();
  const rows = [...set.map((example, position) => exampleRow(example, position)), ...retired];
  for (const part of parts(rows, 50)) await tx.insertInto('examples').values(part).execute();
  await tx.deleteFrom('picked').execute();
  return set;
}
