/** The set as it was picked, and the changes that led to it. */
import type { Example } from '../core/example.ts';
import type { PickChange, PickedHow, PickedSet } from '../core/pick.ts';
import { examples, replaceExamples } from './examples.ts';
import { parts } from './parts.ts';
import type { Database } from './schema.ts';
import { reading, writing } from './writing.ts';

type Draw = Extract<PickChange, { readonly action: 'draw' }>;

export async function pickChanges(db: Database): Promise<readonly PickChange[]> {
  const rows = await db.selectFrom('pick_changes').selectAll().orderBy('seq').execute();
  return rows.map(({ at, action, example, detail }): PickChange => {
    if (action === 'draw') return { action, at, ...(JSON.parse(detail!) as Omit<Draw, 'action' | 'at'>) };
    const change = { action: action as Exclude<PickChange['action'], 'draw'>, at, example };
    return detail === null ? change : { ...change, reason: detail };
  });
}

export async function pickedHow(db: Database): Promise<readonly PickedHow[]> {
  return await reading(db, async (tx) => {
    const rows = await tx.selectFrom('picked').selectAll().orderBy('example').execute();
    return rows.map(({ how }) => JSON.parse(how) as PickedHow);
  });
}

/** The set and what led to it, in one transaction that no other change can come between. */
export async function putPick(
  db: Database,
  make: (now: readonly Example[]) => PickedSet<Example>,
): Promise<void> {
  await writing(db, 'examples', async (tx) => {
    const { examples: set, how, changes } = make(await examples(tx));
    const inside = new Set((await replaceExamples(tx, set)).map(({ id }) => id));
    const rows = how
      .filter(({ example }) => inside.has(example))
      .map((one) => ({ example: one.example, how: JSON.stringify(one) }));
    for (const part of parts(rows, 100)) await tx.insertInto('picked').values(part).execute();
    const last = await tx
      .selectFrom('pick_changes')
      .select((eb) => eb.fn.max<number | null>('seq').as('seq'))
      .executeTakeFirst();
    const added = changes.map((change, index) => ({
      seq: (last?.seq ?? -1) + 1 + index,
      at: change.at,
      action: change.action,
      example: change.action === 'draw' ? '' : change.example,
      detail:
        change.action === 'draw'
          ? JSON.stringify({ ...change, action: undefined, at: undefined })
          : (change.reason ?? null),
    }));
    for (const part of parts(added, 100)) await tx.insertInto('pick_changes').values(part).execute();
  });
}
