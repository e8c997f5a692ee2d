/** Scores of checks, on every database: kept once, exported, brought back. */
import { describe, expect, test } from 'vitest';
import type { StoredScore } from '../../src/core/store.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const score = (rest: Partial<StoredScore> = {}): StoredScore => ({
  check: 'c'.repeat(64),
  example: 'e1',
  textId: 't1',
  referenceId: '',
  pass: false,
  reason: 'half \ud800 of a NUL \0',
  at: '2026-11-01T09:00:00.000Z',
  ...rest,
});

const sorted = (scores: readonly StoredScore[]) => scores.map((one) => JSON.stringify(one)).sort();

describe.each(databases)('$name', (database) => {
  test('gives back what a check said, of the checks that are asked for alone', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const { reason: _reason, ...silent } = score({ textId: 't2', pass: true });
    const all = [score(), silent, score({ referenceId: 'r1' }), score({ check: 'd'.repeat(64) })];
    await store.putScores(all);
    expect(sorted(await store.scores(['c'.repeat(64)]))).toEqual(sorted(all.slice(0, 3)));
    expect(await store.scores([])).toEqual([]);
    expect(await store.scores(['none'])).toEqual([]);
  });

  test('keeps what was said first, also when two processes are at it', async () => {
    await using fixture = await freshStore(database);
    const other = await fixture.reopen();
    const many = Array.from({ length: 120 }, (_, i) => score({ example: `e${i}` }));
    await fixture.store.putScores([score({ example: 'e0', reason: 'first' })]);
    await Promise.all([fixture.store.putScores(many), other.putScores(many)]);
    const stored = await fixture.store.scores(['c'.repeat(64)]);
    expect(stored).toHaveLength(120);
    expect(stored.find(({ example }) => example === 'e0')!.reason).toBe('first');
  });

  test('exports scores and takes them back, and refuses those that were made up by hand', async () => {
    await using from = await freshStore(database);
    await using to = await freshStore(database);
    await from.store.putScores([score(), score({ example: 'e2', pass: true })]);
    const tables = [];
    for await (const { table, rows } of from.store.exportTables())
      tables.push({ table, rows: await Array.fromAsync(rows) });
    const rows = tables.find(({ table }) => table === 'scores')!.rows;
    expect(rows).toHaveLength(2);
    await to.store.importTables(tables);
    expect(sorted(await to.store.scores(['c'.repeat(64)]))).toEqual(
      sorted(await from.store.scores(['c'.repeat(64)])),
    );
    await using third = await freshStore(database);
    await expect(
      third.store.importTables([{ table: 'scores', rows: [{ ...rows[0]!, pass: 2 }] }]),
    ).rejects.toMatchObject({ code: 'input', message: expect.stringMatching(/scores\.jsonl:1: "pass"/) });
  });

  test('takes an export of before there were scores', async () => {
    await using from = await freshStore(database);
    await using to = await freshStore(database);
    const tables = [];
    for await (const { table, rows } of from.store.exportTables())
      if (table !== 'scores') tables.push({ table, rows: await Array.fromAsync(rows) });
    await to.store.importTables(tables);
    expect(await to.store.scores(['c'.repeat(64)])).toEqual([]);
  });
});
