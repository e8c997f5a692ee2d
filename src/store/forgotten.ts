/** The project's secret, and the marks of what was forgotten: whoever writes asks here first, so that nothing comes back. */
import { randomBytes } from 'node:crypto';
import { type Forgettable, forgottenBy, type IsForgotten, marksOf } from '../core/forget.ts';
import { parts } from './parts.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

const KEY_BYTES = 32;

/** The secret of the project, made when it is first asked for; every machine on this store has the same one. */
export async function projectKey(db: Database): Promise<string> {
  return (await factOf(db, 'key')) ?? (await writing(db, 'project', newKey));
}

async function newKey(tx: Database): Promise<string> {
  const known = await factOf(tx, 'key');
  if (known !== undefined) return known;
  const value = randomBytes(KEY_BYTES).toString('hex');
  await tx.insertInto('project').values({ name: 'key', value }).execute();
  return value;
}

async function factOf(db: Database, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('project').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** The rules under which inputs were redacted last. */
export async function redactionRules(db: Database): Promise<string | undefined> {
  return await factOf(db, 'redaction');
}

export async function putRedactionRules(db: Database, value: string): Promise<void> {
  await writing(db, 'project', async (tx) => {
    await tx.deleteFrom('project').where('name', '=', 'redaction').execute();
    await tx.insertInto('project').values({ name: 'redaction', value }).execute();
  });
}

/** Undefined where nothing was ever forgotten, so that nobody has to ask. */
export async function forgotten(db: Database): Promise<IsForgotten | undefined> {
  const marks = await db.selectFrom('forgotten').select('mark').execute();
  if (marks.length === 0) return undefined;
  return forgottenBy(await projectKey(db), new Set(marks.map(({ mark }) => mark)));
}

/** Those that were not forgotten, in a transaction that writes them. */
export async function unforgotten<T>(
  tx: Database,
  items: readonly T[],
  what: (item: T) => Forgettable,
): Promise<readonly T[]> {
  if (items.length === 0 || !(await anyMark(tx))) return items;
  const key = (await factOf(tx, 'key')) ?? '';
  const marked = items.map((item) => ({ item, marks: marksOf(key, what(item)) }));
  const known = new Set<string>();
  for (const some of parts([...new Set(marked.flatMap(({ marks }) => marks))])) {
    const rows = await tx.selectFrom('forgotten').select('mark').where('mark', 'in', some).execute();
    for (const { mark } of rows) known.add(mark);
  }
  if (known.size === 0) return items;
  return marked.filter(({ marks }) => marks.every((mark) => !known.has(mark))).map(({ item }) => item);
}

async function anyMark(tx: Database): Promise<boolean> {
  return (await tx.selectFrom('forgotten').select('mark').limit(1).executeTakeFirst()) !== undefined;
}

/** Lets what has one of these marks, and what was forgotten with it, come in again. False: there was none. */
export async function allowAgain(db: Database, one: Forgettable): Promise<boolean> {
  const marks = marksOf(await projectKey(db), one);
  return await writing(db, 'forgotten', async (tx) => {
    const found = await tx
      .selectFrom('forgotten')
      .select('forgetting')
      .where('mark', 'in', [...marks])
      .execute();
    if (found.length === 0) return false;
    const forgettings = found.map(({ forgetting }) => forgetting);
    await tx.deleteFrom('forgotten').where('forgetting', 'in', forgettings).execute();
    return true;
  });
}
