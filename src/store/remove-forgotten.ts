/** Deletes the rows of what was forgotten, in a database of any schema: in the one that is in use, and in copies of older ones. */
import { sql } from 'kysely';
import type { Decision } from '../core/decision.ts';
import { withoutQuotes } from '../core/decision-quotes.ts';
import type { ForgottenRows, IsForgotten } from '../core/forget.ts';
import { type DecisionFacts, factsWithout } from '../core/history/facts.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { ProductionRecord } from '../core/record.ts';
import type { ReviewItem } from '../core/review/round.ts';
import { forgetRecords } from './forget-records.ts';
import { parts } from './parts.ts';
import type { Database, Tables } from './schema.ts';
import { isPostgres } from './writing.ts';

export interface Removed {
  readonly rows: ForgottenRows;
  /** Of examples and records. */
  readonly ids: readonly string[];
  /** Of reviews. */
  readonly items: readonly string[];
}

/** Within a transaction that holds the right to write all of them. */
export async function removeForgotten(tx: Database, isForgotten: IsForgotten): Promise<Removed> {
  const ofExamples = await tablesOfExamples(tx);
  const gone = await goneExamples(tx, isForgotten, ofExamples);
  const rows: { [table: string]: number } = {};
  const note = (table: string, n: number) => {
    if (n > 0) rows[table] = (rows[table] ?? 0) + n;
  };
  const { entries, records } = await forgetRecords(tx, (id) => gone.ids.has(id), isForgotten);
  note('pool', entries);
  note('records', records);
  const texts = await remainingTexts(tx, gone.ids);
  for (const ids of parts([...gone.ids])) {
    note('examples', await deleted(tx.deleteFrom('examples').where('id', 'in', ids)));
    for (const table of ofExamples)
      note(table, await deleted(tx.deleteFrom(table).where('example', 'in', ids)));
  }
  const items = await removeItems(tx, (item) => gone.ids.has(item.example) || isForgotten({ item: item.id }));
  note('review_events', await removeEvents(tx, items));
  note('decisions', await removeQuotes(tx, gone.labels, texts));
  return { rows, ids: [...gone.ids], items: [...items] };
}

/** Tables whose rows name their example, those of a later or earlier schema too. */
async function tablesOfExamples(tx: Database): Promise<readonly TableOfExamples[]> {
  const { rows } = isPostgres(tx)
    ? await sql<{ name: TableOfExamples }>`
        select table_name as name from information_schema.columns
        where table_schema = any (current_schemas(false)) and column_name = 'example' order by table_name`.execute(
        tx,
      )
    : await sql<{ name: TableOfExamples }>`
        select m.name as name from sqlite_master as m join pragma_table_info(m.name) as c
        where m.type = 'table' and c.name = 'example' order by m.name`.execute(tx);
  return rows.map(({ name }) => name);
}

/** Of the schema of today: all are asked for one column, that they have. */
type TableOfExamples = 'outputs' | 'attempts' | 'ratings' | 'scores' | 'claims';

/** Ids of forgotten examples and records, and every word that they are called by. */
async function goneExamples(
  tx: Database,
  isForgotten: IsForgotten,
  ofExamples: readonly TableOfExamples[],
): Promise<{ readonly ids: ReadonlySet<string>; readonly labels: ReadonlySet<string> }> {
  const ids = new Set<string>();
  const labels = new Set<string>();
  const look = (id: string, name: string | undefined) => {
    if (!isForgotten(name === undefined ? { id } : { id, name })) return;
    ids.add(id);
    labels.add(id);
    if (name !== undefined) labels.add(name);
  };
  for (const { id, name } of await tx.selectFrom('examples').select(['id', 'name']).execute())
    look(id, name ?? undefined);
  for (const { id, record } of await tx.selectFrom('pool').select(['id', 'record']).execute())
    look(id, (JSON.parse(record) as ProductionRecord).name);
  for (const table of ofExamples)
    for (const { example } of await tx.selectFrom(table).select('example').distinct().execute())
      look(example, undefined);
  // What was made of a forgotten example says what that said.
  for (const { id, name, metadata } of await tx
    .selectFrom('examples')
    .select(['id', 'name', 'metadata'])
    .execute()) {
    const from = metadata === null ? undefined : (JSON.parse(metadata) as { readonly from?: Json }).from;
    if (typeof from !== 'string' || !ids.has(from)) continue;
    ids.add(id);
    labels.add(id);
    if (name !== null) labels.add(name);
  }
  return { ids, labels };
}

async function deleted(query: {
  executeTakeFirst(): Promise<{ readonly numDeletedRows: bigint }>;
}): Promise<number> {
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Takes items out of rounds, and gives the ids of all that are out. */
async function removeItems(
  tx: Database,
  isGone: (item: ReviewItem) => boolean,
): Promise<ReadonlySet<string>> {
  const removed = new Set<string>();
  for (const row of await tx.selectFrom('review_rounds').selectAll().execute()) {
    const items = JSON.parse(row.items) as readonly ReviewItem[];
    const [out, stay] = [items.filter(isGone), items.filter((item) => !isGone(item))];
    if (out.length === 0) continue;
    for (const { id } of out) removed.add(id);
    await replaced(tx, 'review_rounds', 'id', { ...row, items: JSON.stringify(stay) });
  }
  return removed;
}

async function removeEvents(tx: Database, items: ReadonlySet<string>): Promise<number> {
  if (items.size === 0) return 0;
  const rows = await tx.selectFrom('review_events').select(['id', 'event']).execute();
  const ids = rows
    .filter(({ event }) => items.has((JSON.parse(event) as { item?: string }).item ?? ''))
    .map(({ id }) => id);
  let n = 0;
  for (const part of parts(ids)) n += await deleted(tx.deleteFrom('review_events').where('id', 'in', part));
  return n;
}

/** What the examples that stay say: their slices, and the texts and keys of their references. */
interface RemainingTexts {
  readonly slices: ReadonlySet<string>;
  readonly references: ReadonlySet<string>;
}

async function remainingTexts(tx: Database, gone: ReadonlySet<string>): Promise<RemainingTexts> {
  const slices = new Set<string>();
  const references = new Set<string>();
  for (const row of await tx.selectFrom('examples').select(['id', 'slices', 'reference']).execute()) {
    if (gone.has(row.id)) continue;
    for (const slice of JSON.parse(row.slices) as readonly string[]) slices.add(slice);
    if (row.reference !== null)
      for (const text of said(JSON.parse(row.reference) as Json)) references.add(text);
  }
  return { slices, references };
}

function* said(value: Json): Iterable<string> {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) yield* said(item);
  else if (isJsonObject(value))
    for (const [key, item] of Object.entries(value)) {
      yield plain(key);
      yield* said(item);
    }
  else if (value !== null) yield plain(String(value));
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

async function removeQuotes(
  tx: Database,
  gone: ReadonlySet<string>,
  { slices, references }: RemainingTexts,
): Promise<number> {
  if (gone.size === 0) return 0;
  let n = 0;
  for (const row of await tx.selectFrom('decisions').selectAll().execute()) {
    const before = JSON.parse(row.decision) as Decision;
    const after = withoutQuotes(before, {
      gone,
      slice: (name) => slices.has(name),
      text: (text) => references.has(plain(text)),
    });
    const facts = factsAfter(row.facts, gone);
    if (after === before && facts === (row.facts ?? null)) continue;
    n++;
    // A copy of an older schema has no such column.
    const kept = 'facts' in row ? { facts } : {};
    await replaced(tx, 'decisions', 'seq', { ...row, ...kept, decision: JSON.stringify(after) });
  }
  return n;
}

function factsAfter(text: string | null | undefined, gone: ReadonlySet<string>): string | null {
  if (text === null || text === undefined) return null;
  const before = JSON.parse(text) as DecisionFacts;
  const after = factsWithout(before, gone);
  return after === before ? text : JSON.stringify(after);
}

/** On SQLite a row has a checksum over all of it, so it is written anew. */
async function replaced<T extends 'review_rounds' | 'decisions'>(
  tx: Database,
  table: T,
  key: keyof Tables[T] & string,
  row: Tables[T],
): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${sql.ref(key)} = ${row[key]}`.execute(tx);
  await tx
    .insertInto(table)
    .values(row as never)
    .execute();
}
