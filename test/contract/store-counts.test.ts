/** What the database counts is what the user would count. */
import { describe, expect, test } from 'vitest';
import { candidateOf, exampleOf, outputOf, ratingOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const a = candidateOf('a');
const b = candidateOf('b');
const first = exampleOf('first');
const second = exampleOf('second', { slices: ['kind', 'synthetic:typos'] });
const hidden = exampleOf('hidden', { split: 'holdout' });
const scope = { candidates: [{ id: a.id }, { id: b.id }], split: 'dev' } as const;

describe.each(databases)('$name', (database) => {
  test('counts what there is, of the set and the candidates in question alone', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    expect(await store.poolSize()).toEqual({ records: 0, distinct: 0, kept: 0 });
    await store.setExamples([first, second, hidden]);
    const failed = outputOf(a, second, '', { status: 'error' });
    await store.putOutputs([outputOf(a, first, 'x'), outputOf(b, first, 'x '), failed, failed]);
    await store.putOutputs([outputOf(a, first, 'more', { trial: 2 }), outputOf(b, hidden, 'no')]);
    await store.putRatings([
      ratingOf(first, 'x', 'ann', { rating: 4 }),
      ratingOf(first, 'x', 'ann', { rating: 5 }),
      ratingOf(hidden, 'no', 'bob', { rating: 1 }),
    ]);
    expect(await store.counts(scope)).toEqual({
      examples: { dev: 2, holdout: 1 },
      synthetic: 1,
      trials: 2,
      outputs: new Map([
        [a.id, { outputs: 3, failed: 1, missing: 1 }],
        [b.id, { outputs: 1, failed: 0, missing: 3 }],
      ]),
      ratings: { done: 1, missing: 1, byRater: { ann: 1 } },
      decisions: 0,
    });
    // A candidate's own number counts for it alone: what is stored beyond it is there, and asks nothing of the others.
    const own = await store.counts({ ...scope, candidates: [{ id: a.id, trials: 1 }, { id: b.id }] });
    expect(own).toMatchObject({ trials: 1, ratings: { done: 1, missing: 1 } });
    expect([...own.outputs.values()].map(({ outputs, missing }) => [outputs, missing])).toEqual([
      [3, 0],
      [1, 1],
    ]);
    const asked = [a, b].map(({ id }) => ({ id, trials: 2 }));
    const query = { candidates: asked, split: 'dev', retryErrors: true } as const;
    expect(await store.countMissingOutputs(query)).toEqual(
      new Map([
        [a.id, 2],
        [b.id, 3],
      ]),
    );
  });
});
