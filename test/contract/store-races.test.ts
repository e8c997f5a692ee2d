/** Several processes that write to one database at the same moment lose nothing and do not fail. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import { openStore } from '../../src/store/open-store.ts';
import { candidateOf, exampleOf, outputOf, ratingOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const a = candidateOf('a');
const first = exampleOf('first');
const scope = { candidates: [a.id], split: 'dev' } as const;

describe.each(databases)('$name', (database) => {
  test('several that open a new database at the same moment all can', async () => {
    for (let round = 0; round < 4; round++) {
      const fresh = await database.fresh();
      const opened = await Promise.allSettled(Array.from({ length: 4 }, () => openStore(fresh.where)));
      for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
      await fresh.drop();
      expect(opened.filter(({ status }) => status === 'rejected')).toEqual([]);
    }
  });

  test('keeps what every process adds when several change the pool or the set at once', async () => {
    await using fixture = await freshStore(database);
    const { store, reopen } = fixture;
    const others = await Promise.all(Array.from({ length: 6 }, () => reopen()));
    await Promise.all(
      others.flatMap((other, i) => [
        other.changePool(({ pool, files }) => ({
          pool: {
            strata: [...pool.strata, { stratum: `s${i}`, records: 1, distinct: 1, overflowed: false }],
            facets: [],
            entries: [],
          },
          files,
        })),
        other.changeExamples((now) => [...now, exampleOf(`example ${i}`)]),
      ]),
    );
    expect((await store.loadPool()).strata.map(({ stratum }) => stratum)).toEqual(
      others.map((_, i) => `s${i}`),
    );
    expect(await store.examples()).toHaveLength(others.length);
  });

  test('an export is of one moment, and nobody has to wait for its end', async () => {
    await using fixture = await freshStore(database);
    const { store, reopen } = fixture;
    await store.setExamples([first]);
    const other = await reopen();
    const exported = new Map<string, number>();
    for await (const { table, rows } of store.exportTables()) {
      exported.set(table, (await Array.fromAsync(rows)).length);
      if (table === 'examples') await other.putOutput(outputOf(a, first, 'came later'));
    }
    expect(exported.get('examples')).toBe(1);
    expect(exported.get('outputs')).toBe(0);
    for await (const { table } of store.exportTables()) if (table === 'pool') break;
    expect(await store.outputs(scope)).toHaveLength(1);
  });

  test('ratings, reveals, decisions and attempts of several processes at once are all kept, in one order', async () => {
    await using fixture = await freshStore(database);
    const { store, reopen } = fixture;
    await store.setExamples([first]);
    const others = await Promise.all(Array.from({ length: 6 }, () => reopen()));
    const key = { candidate: a.id, example: first.id, trial: 1 };
    const attempts = [
      { number: 1, startedAt: '2026-11-01T09:00:00.000Z', durationMs: 5, status: 'error' },
    ] as const;
    const at = '2026-11-01T09:00:00.000Z';
    const rule = { by: 'rating', confidence: 0.95, margin: 0.2, looks: [10], limits: {} } as const;
    const ratings = others.map((_, i) => [1, 2, 3].map((n) => ratingOf(first, `${i} ${n}`, 'ann')));
    const added = await Promise.all(
      others.flatMap((other, i) => [
        other.putRatings(ratings[i]!),
        other.putAttempts(key, attempts).then(() => 0),
        other.putReveal({ at, command: 'decide', missing: i }).then(() => 0),
        other.putDecision({ at, rule, decision: { inputsHash: `${i}` } as Decision }).then(() => 0),
      ]),
    );
    expect(added.reduce((sum, n) => sum + n)).toBe(18);
    const stored = (await store.ratings()).map(({ id }) => id);
    // What one process stored together stands together.
    for (const list of ratings) {
      const from = stored.indexOf(list[0]!.id);
      expect(stored.slice(from, from + 3)).toEqual(list.map(({ id }) => id));
    }
    expect((await store.danglingAttempts(scope)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await store.reveals()).toHaveLength(6);
    expect(await store.decisions()).toHaveLength(6);
  });

  test('two processes that race for one output store it once, and every attempt that was paid for', async () => {
    await using fixture = await freshStore(database);
    const { store, reopen } = fixture;
    await store.setExamples([first]);
    const others = await Promise.all(Array.from({ length: 4 }, () => reopen()));
    const stored = await Promise.all(
      others.map((other, i) => other.putOutput(outputOf(a, first, `answer ${i}`))),
    );
    expect(stored.filter(Boolean)).toHaveLength(1);
    const [output, ...more] = await store.outputs(scope);
    expect(more).toEqual([]);
    expect(output!.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });
});
