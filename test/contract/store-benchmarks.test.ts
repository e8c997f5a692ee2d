/** Public tables, on every database: whole, in their order, and gone when they are removed. */
import { describe, expect, test } from 'vitest';
import type { Benchmark } from '../../src/core/benchmarks/benchmark.ts';
import { benchmarkDigest } from '../../src/core/benchmarks/digest.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const AT = '2026-11-01T09:00:00.000Z';

function benchmark(name: string, value: number): Benchmark {
  const table = {
    columns: [{ name: 'score \0', kind: 'quality', direction: 'higher', range: 100 }],
    models: [
      { name: 'gpt-4o', scores: [{ value, interval: [value - 1, value + 1] }] },
      { name: 'o1', scores: [null] },
    ],
  } as const;
  return { ...table, name, digest: benchmarkDigest(table), source: 'a post', date: '2026-10-01', at: AT };
}

describe.each(databases)('$name', (database) => {
  test('keeps tables as they are, puts a new one in the place of an old one, and removes one', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const [one, two, newer] = [benchmark('one', 1), benchmark('two', 2), benchmark('one', 3)];
    await store.changeBenchmarks(() => ({
      put: [one, two],
      aliases: [{ alias: 'gpt-4o', candidate: 'a', at: AT }],
    }));
    expect(await store.benchmarks()).toEqual([one, two]);
    await store.changeBenchmarks((now) => ({
      put: now.length === 2 ? [newer] : [],
      aliases: [{ alias: 'gpt-4o', candidate: 'b', at: AT }],
    }));
    expect(await store.benchmarks()).toEqual([newer, two]);
    expect(await store.benchmarkAliases()).toEqual([{ alias: 'gpt-4o', candidate: 'b', at: AT }]);
    await store.changeBenchmarks(() => ({ put: [], aliases: [{ alias: 'gpt-4o', at: AT }] }));
    expect(await store.benchmarkAliases()).toEqual([]);
    expect([await store.removeBenchmark('one'), await store.removeBenchmark('one')]).toEqual([true, false]);
    expect(await (await fixture.reopen()).benchmarks()).toEqual([two]);
  });

  test('two processes that add the same at once leave one', async () => {
    await using fixture = await freshStore(database);
    const other = await fixture.reopen();
    const add = (now: readonly Benchmark[]) => ({
      put: now.length === 0 ? [benchmark('one', 1)] : [],
      aliases: [],
    });
    await Promise.all([fixture.store.changeBenchmarks(add), other.changeBenchmarks(add)]);
    expect(await other.benchmarks()).toHaveLength(1);
  });
});
