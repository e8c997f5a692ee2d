/** Several processes that write to one database at the same moment lose nothing and do not fail. */
import { describe, expect, test } from 'vitest';
import { candidateOf, exampleOf, outputOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const a = candidateOf('a');
const first = exampleOf('first');
const scope = { candidates: [a.id], split: 'dev' } as const;

describe.each(databases)('$name', (database) => {
  test('keeps what every process adds when several change the pool or the set at once', async () => {
    await using fixture = await freshStore(database);
    const { store, reopen } = fixture;
    const others = await Promise.all(Array.from({ length: 6 }, () => reopen()));
    await Promise.all(
      others.flatMap((other, i) => [
        other.changePool(({ pool, files }) => ({
          pool: {
            strata: [...pool.strata, { stratum: `s${i}`, records: 1, distinct: 1, overflowed: false }],
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

  test('two processes that race for one output store it once', async () => {
    await using fixture = await freshStore(database);
    const { store, reopen } = fixture;
    await store.setExamples([first]);
    const others = await Promise.all(Array.from({ length: 4 }, () => reopen()));
    const stored = await Promise.all(
      others.map((other, i) => other.putOutput(outputOf(a, first, `answer ${i}`))),
    );
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await store.outputs(scope)).toHaveLength(1);
  });
});
