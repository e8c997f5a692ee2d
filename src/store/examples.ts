/** The set of examples: what is in it, in which order, and what has left it. */
import type { Example, Split } from '../core/example.ts';
import { exampleOf, exampleRow } from './rows.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

export async function examples(db: Database, split?: Split): Promise<readonly Example[]> {
  let query = db.selectFrom('examples').selectAll().where('position', 'is not', null).orderBy('position');
  if (split !== undefined) query = query.where('split', '=', split);
  return (await query.execute()).map(exampleOf);
}

export async function example(db: Database, id: string): Promise<Example> {
  return exampleOf(
    await db.selectFrom('examples').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
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
    const set = change(await examples(tx));
    await tx.updateTable('examples').set({ position: null }).execute();
    // A name may have moved to another input; freeing all names first lets it.
    const names = set.flatMap((example) => example.name ?? []);
    for (const part of parts(names))
      await tx.updateTable('examples').set({ name: null }).where('name', 'in', part).execute();
    for (const [position, example] of set.entries()) {
      const { id, ...rest } = exampleRow(example, position);
      await tx
        .insertInto('examples')
        .values({ id, ...rest })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    }
  });
}

/** Lists in pieces that fit into one statement's parameters. */
export function parts<T>(items: readonly T[], size = 500): readonly T[][] {
  const result: T[][] = [];
  for (let i = 0; i < items.length; i += size) result.push(items.slice(i, i + size));
  return result;
}
