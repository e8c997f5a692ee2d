/** What passes by reaches the pool exactly once, whatever the store does meanwhile. */
import { describe, expect, test } from 'vitest';
import type { ProductionRecord } from '../../src/core/record.ts';
import type { Store } from '../../src/core/store.ts';
import { createBatches } from '../../src/pipeline/capture/batches.ts';
import { createTally } from '../../src/pipeline/capture/tally.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const SESSION = {
  digest: 'capture 2026-11-24T10:00:00.000Z 0.5',
  file: 'capture',
  format: 'capture',
  options: '{"upstreams":["https://api.openai.com"],"sample":1}',
  at: '2026-11-24T10:00:00.000Z',
};

const record = (n: number): ProductionRecord => ({ input: `question ${n}`, answer: 'It rains.' });

function batchesOn(store: Pick<Store, 'changePool'>, failures = () => 0) {
  const redact = ({ input, ...rest }: ProductionRecord): ProductionRecord => ({
    input: String(input).replace('7', '[seven]'),
    ...rest,
  });
  return createBatches({ store: store as Store, redact }, SESSION, failures);
}

describe.each(databases)('on $name', (database) => {
  test('batches add up to one import, and every record is redacted before it is written', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const batches = batchesOn(store, () => 3);
    for (let n = 0; n < 5; n++) batches.add(record(n));
    expect(await batches.store()).toBeUndefined();
    for (let n = 4; n < 8; n++) batches.add(record(n));
    expect(await batches.store()).toBeUndefined();
    expect(await batches.store()).toBeUndefined();
    expect(await store.importedFiles()).toEqual([{ ...SESSION, records: 9, rejected: 3 }]);
    const pool = await store.loadPool();
    const texts = pool.entries.map((entry) => entry.record.input).sort();
    expect(texts).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `question ${n}`).concat('question [seven]'));
    expect(pool.entries.find(({ record: { input } }) => input === 'question 4')!.count).toBe(2);
    expect({ stored: batches.stored(), waiting: batches.waiting() }).toEqual({ stored: 9, waiting: 0 });
  });

  test('a batch that the store took without a word of it is not stored again', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    let silent = true;
    const batches = batchesOn({
      async changePool(change) {
        await store.changePool(change);
        if (silent) throw new Error('the connection was lost');
      },
    });
    batches.add(record(1));
    expect(await batches.store()).toMatchObject({ message: 'the connection was lost' });
    batches.add(record(2));
    silent = false;
    expect(await batches.store()).toBeUndefined();
    expect(await store.poolSize()).toMatchObject({ records: 2, distinct: 2 });
    expect(await store.importedFiles()).toMatchObject([{ records: 2 }]);
  });

  test('a store that is away for long loses nothing, and what comes meanwhile waits', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    let away = true;
    const batches = batchesOn({
      changePool: async (change) => {
        if (away) throw new Error('away');
        await store.changePool(change);
      },
    });
    for (let round = 0; round < 5; round++) {
      batches.add(record(round));
      expect(await batches.store()).toMatchObject({ message: 'away' });
    }
    expect({ stored: batches.stored(), waiting: batches.waiting() }).toEqual({ stored: 0, waiting: 5 });
    away = false;
    expect(await batches.store()).toBeUndefined();
    expect(await store.poolSize()).toMatchObject({ records: 5 });
  });

  test('after an import that forgets all before it, the row counts what came since', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const batches = batchesOn(store);
    batches.add(record(1));
    await batches.store();
    await store.changePool(() => ({ pool: { strata: [], facets: [], entries: [] }, files: [] }));
    batches.add(record(2));
    await batches.store();
    expect(await store.importedFiles()).toMatchObject([{ records: 1 }]);
    expect(await store.poolSize()).toMatchObject({ records: 1 });
  });

  test('what cannot be recorded after the last record is counted too, and by itself makes no import', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    let failures = 1;
    const batches = batchesOn(store, () => failures);
    await batches.store();
    expect(await store.importedFiles()).toEqual([]);
    batches.add(record(1));
    await batches.store();
    failures = 3;
    await batches.store();
    expect(await store.importedFiles()).toEqual([{ ...SESSION, records: 1, rejected: 3 }]);
    expect(await store.poolSize()).toMatchObject({ records: 1 });
    await store.changePool(() => ({ pool: { strata: [], facets: [], entries: [] }, files: [] }));
    failures = 4;
    await batches.store();
    expect(await store.importedFiles()).toEqual([]);
  });

  test('two captures on one store have each a row, and both count', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const other = { ...SESSION, digest: 'capture 2026-11-24T10:00:01.000Z 0.6' };
    const redact = (one: ProductionRecord) => one;
    const both = [SESSION, other].map((session) => createBatches({ store, redact }, session, () => 0));
    await Promise.all(
      both.map(async (batches, place) => {
        for (let n = 0; n < 3; n++) {
          batches.add(record(place * 10 + n));
          await batches.store();
        }
      }),
    );
    expect(await store.importedFiles()).toMatchObject([{ records: 3 }, { records: 3 }]);
    expect(await store.poolSize()).toMatchObject({ records: 6 });
  });
});

test('a redaction that fails costs that record alone', () => {
  const batches = createBatches(
    {
      store: {} as Store,
      redact() {
        throw new Error('no');
      },
    },
    SESSION,
    () => 0,
  );
  expect(() => batches.add(record(1))).toThrow('no');
  expect(batches.waiting()).toBe(0);
});

test('reasons that quote what was sent do not pile up', () => {
  const tally = createTally();
  for (let n = 0; n < 10_000; n++) tally.fail(`reason ${n}`);
  expect(tally.failures()).toBe(10_000);
  expect(Object.keys(tally.counts().failed).length).toBeLessThan(25);
});
