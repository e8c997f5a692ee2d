/** Forgetting, on every database: all rows of an example go, none comes back, and no file of the database has a byte of it. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { PoolEntry } from '../../src/core/pool.ts';
import type { Store } from '../../src/core/store.ts';
import { candidateOf, exampleOf, outputOf, ratingOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const AT = '2026-11-01T09:00:00.000Z';
const CANARY = 'Canary-7b2e90';
const a = candidateOf('a');
const gone = exampleOf(`about ${CANARY}`, {
  name: `name ${CANARY}`,
  reference: CANARY,
  slices: [CANARY],
  metadata: { who: CANARY },
});
const stays = exampleOf('about nobody', { name: 'stays', reference: 'spam', slices: ['kept'] });
const ITEM = '0123456789abcdef0123456789abcdef';
const OTHER_ITEM = 'fedcba9876543210fedcba9876543210';

const failed = {
  number: 1,
  startedAt: AT,
  durationMs: 1,
  status: 'error',
  failure: { code: 'http', message: `503 for ${CANARY}` },
  partialText: `so far ${CANARY}`,
} as const;
const round = {
  id: 'a'.repeat(32),
  rater: 'ann',
  split: 'dev',
  number: 1,
  seed: 's',
  at: AT,
  items: [
    { id: ITEM, example: gone.id, textId: 't', purpose: 'first' },
    { id: OTHER_ITEM, example: stays.id, textId: 't', purpose: 'first' },
  ],
} as const;
const event = (item: string) => ({
  round: round.id,
  rater: 'ann',
  receivedAt: AT,
  event: {
    id: crypto.randomUUID(),
    item,
    at: AT,
    kind: 'answer',
    answer: { rating: 3, note: `${item} ${CANARY}` },
    activeMs: 1,
    position: 1,
  } as const,
});
const decision = {
  inputsHash: 'h',
  candidates: [
    {
      name: 'a',
      slices: [CANARY, 'kept'].map((slice) => ({ slice, n: 1, mean: 3, interval: [1, 5] })),
      firstAttempts: {
        retried: [
          { example: gone.name, trial: 1 },
          { example: stays.name, trial: 1 },
        ],
      },
    },
  ],
  comparisons: ['picked', { slice: CANARY }, { slice: 'kept' }].map((estimand) => ({
    a: 'a',
    b: 'b',
    estimand,
  })),
  checks: [
    { name: 'label', labels: { labels: ['spam', CANARY], candidates: [] }, differences: [] },
    {
      name: 'fields',
      fields: [`items[].${CANARY}`, 'spam'].map((path) => ({ path, candidates: [] })),
      differences: [],
    },
    { name: 'fine', labels: { labels: ['Spam'], candidates: [] }, differences: [] },
  ],
} as unknown as Decision;

/** The text in every place that can hold one. */
async function everywhere(store: Store): Promise<void> {
  await store.changePool(() => ({
    files: [],
    pool: {
      strata: [{ stratum: 's', records: 5, distinct: 2, overflowed: false }],
      facets: [{ facet: 'edge:html', records: 3 }],
      entries: [
        {
          id: gone.id,
          stratum: 's',
          facets: ['edge:html'],
          form: 'f',
          count: 3,
          record: { input: gone.input, name: gone.name!, answer: CANARY },
        },
        { id: stays.id, stratum: 's', facets: [], form: 'g', count: 2, record: { input: stays.input } },
      ],
    },
  }));
  await store.setExamples([gone, stays]);
  // Written twice, so that the first writing lies about in the file.
  await store.setExamples([stays, gone]);
  await store.putCandidates([a], AT);
  await store.putOutputs([
    outputOf(a, gone, `answer ${CANARY}`, { attempts: [failed, { ...failed, number: 2 }] }),
    outputOf(a, stays, 'answer'),
  ]);
  await store.putRatings([
    ratingOf(gone, 'x', 'ann', { note: CANARY, tags: [CANARY] }),
    ratingOf(stays, 'x', 'ann'),
  ]);
  await store.putReviewRound(round);
  await store.putReviewEvents(
    [event(ITEM), { ...event(OTHER_ITEM), event: { ...event(OTHER_ITEM).event, answer: { rating: 1 } } }],
    [],
  );
  const score = { check: 'c', textId: 't', referenceId: '', pass: false, at: AT };
  await store.putScores([
    { ...score, example: gone.id, reason: CANARY },
    { ...score, example: stays.id },
  ]);
  const facts = { examples: [gone.id, stays.id], candidates: [{ name: 'a', id: a.id, values: [1, 5] }] };
  await store.putDecision({ at: AT, rule: {} as never, decision, facts });
}

async function tables(store: Store): Promise<{ readonly [table: string]: readonly unknown[] }> {
  const all: { [table: string]: unknown[] } = {};
  for await (const { table, rows } of store.exportTables()) all[table] = await Array.fromAsync(rows);
  return all;
}

/** Files of the database that have the text. */
async function filesWith(where: string, text: string): Promise<readonly string[]> {
  const folder = where.startsWith('postgres') ? await dataOf(where) : dirname(where);
  const found = [];
  for (const file of await readdir(folder))
    if ((await readFile(join(folder, file))).includes(text)) found.push(file);
  return found;
}

async function dataOf(where: string): Promise<string> {
  const client = new pg.Client({ connectionString: where });
  await client.connect();
  try {
    await client.query('checkpoint');
    const { rows } = await client.query(
      "select current_setting('data_directory') as dir, (select oid from pg_database where datname = current_database()) as oid",
    );
    return join(rows[0].dir, 'base', String(rows[0].oid));
  } finally {
    await client.end();
  }
}

describe.each(databases)('$name', (database) => {
  test('all that is stored of an example goes, with every byte of it; the rest is as it was', async () => {
    await using fresh = await freshStore(database);
    const { store, where } = fresh;
    await everywhere(store);
    const before = await tables(store);
    expect((await filesWith(where, CANARY)).length).toBeGreaterThan(0);
    const rows = {
      pool: 1,
      records: 3,
      examples: 1,
      outputs: 1,
      attempts: 2,
      ratings: 1,
      scores: 1,
      review_events: 1,
      decisions: 1,
    };
    expect(await store.forget([{ id: gone.id }], { at: AT, dryRun: true })).toEqual(rows);
    expect({ ...(await tables(store)), project: [] }).toEqual({ ...before, project: [] });
    expect(await store.forget([{ id: gone.id }], { at: AT })).toEqual(rows);
    expect(await store.clean({ removeCopies: false })).toMatchObject({ done: true });
    expect(await filesWith(where, CANARY)).toEqual([]);
    expect(await filesWith(where, gone.id)).toEqual([]);

    expect(await store.forgettings()).toEqual([{ at: AT, rows, cleaned: true }]);
    expect(await store.poolSize()).toEqual({ records: 2, distinct: 1, kept: 1 });
    expect(await store.examples()).toEqual([stays]);
    expect(await store.outputs({ candidates: [a.id] })).toMatchObject([{ text: 'answer' }]);
    expect((await store.reviewRounds())[0]!.items).toEqual([round.items[1]]);
    expect(await store.reviewEvents()).toMatchObject([{ event: { item: OTHER_ITEM } }]);
    const [{ decision: told, facts } = { decision }] = await store.decisions();
    expect(facts).toMatchObject({ examples: [stays.id], candidates: [{ values: [5] }] });
    expect(told.candidates[0]).toMatchObject({
      slices: [{ slice: 'kept' }],
      firstAttempts: { retried: [{ example: 'stays' }] },
    });
    expect(told.comparisons.map(({ estimand }) => estimand)).toEqual(['picked', { slice: 'kept' }]);
    expect(
      told.checks!.map(({ labels, fields }) => labels?.labels ?? fields?.map(({ path }) => path)),
    ).toEqual([undefined, ['spam'], ['Spam']]);
    // And the file is whole.
    const again = await fresh.reopen();
    expect((await tables(again)).outputs).toHaveLength(1);
  });

  test('whoever had it in hand cannot store it again', async () => {
    await using fresh = await freshStore(database);
    const { store } = fresh;
    await everywhere(store);
    const run = await store.joinRun({ id: 'p', host: 'h', pid: 1, began: AT }, AT);
    const key = { candidate: a.id, example: gone.id, trial: 2 };
    await store.claim({ key, process: 'p' }, AT);
    await store.forget([{ id: gone.id }, { name: gone.name! }], { at: AT });
    const before = await tables(store);
    expect(
      await store.settle({ key, process: 'p', spentUsd: 1, output: outputOf(a, gone, CANARY, { trial: 2 }) }),
    ).toBe(false);
    expect(await store.spentUsd(run)).toBe(1);
    expect(await store.claim({ key: { ...key, trial: 3 }, process: 'p' }, AT)).toBe('done');
    await store.putOutputs([outputOf(a, gone, CANARY)]);
    await store.putAttempts(key, [failed]);
    await store.putRatings([ratingOf(gone, 'x', 'bob', { note: CANARY })]);
    await store.putReviewEvents([event(ITEM)], []);
    await store.putReviewRound({ ...round, id: 'b'.repeat(32), number: 2, items: [round.items[0]] });
    await store.putScores([
      { check: 'c', example: gone.id, textId: 't', referenceId: '', pass: true, reason: CANARY, at: AT },
    ]);
    await store.changeExamples((now) => [
      ...now,
      gone,
      exampleOf('under the same name', { name: gone.name! }),
    ]);
    await store.changePool(({ pool, isForgotten }) => {
      expect(isForgotten!({ id: gone.id })).toBe(true);
      expect(isForgotten!({ id: stays.id, name: gone.name! })).toBe(true);
      expect(isForgotten!({ id: stays.id })).toBe(false);
      return { pool, files: [] };
    });
    const after = await tables(store);
    expect(after.review_rounds!.at(-1)).toMatchObject({ items: '[]' });
    expect({ ...after, review_rounds: [] }).toEqual({ ...before, review_rounds: [] });
    expect(await store.allowAgain({ name: gone.name! })).toBe(true);
    expect(await store.allowAgain({ name: gone.name! })).toBe(false);
    expect(await store.forgotten()).toBeUndefined();
    expect(await store.putOutput(outputOf(a, gone, 'welcome'))).toBe(true);
  });

  test('a bound that is the id of something forgotten tells nothing of it', async () => {
    await using fresh = await freshStore(database);
    const { store, where } = fresh;
    const bound = `${'7'.repeat(30)}${gone.id.slice(30)}`;
    const told = '777777'.padEnd(64, '0');
    const entry = (digit: string, more: Partial<PoolEntry> = {}): PoolEntry => ({
      id: digit.repeat(64),
      stratum: 's',
      facets: [],
      form: digit,
      count: 1,
      record: { input: digit },
      ...more,
    });
    const entries = [
      entry('1'),
      entry('2', { formBound: bound }),
      // Below its bound, and no longer below what is told of it.
      entry('7'),
      // That is below the bound of a facet still.
      entry('8', { facets: ['edge:html'] }),
    ];
    await store.changePool(() => ({
      files: [],
      pool: {
        strata: [{ stratum: 's', records: 9, distinct: 8, overflowed: true, bound }],
        facets: [
          { facet: 'edge:html', records: 4, bound: '9'.repeat(64) },
          { facet: 'edge:long', records: 2, bound },
        ],
        entries,
      },
    }));
    await store.forget([{ id: bound }], { at: AT });
    await store.clean({ removeCopies: false });
    expect(await store.loadPool()).toEqual({
      strata: [{ stratum: 's', records: 9, distinct: 8, overflowed: true, bound: told }],
      facets: [
        { facet: 'edge:html', records: 4, bound: '9'.repeat(64) },
        { facet: 'edge:long', records: 2, bound: told },
      ],
      entries: [entries[0], { ...entries[1], formBound: told }, entries[3]],
    });
    expect(await filesWith(where, bound)).toEqual([]);
  });
});
