/** What every store keeps of the set of examples: its order, and what has left it. */
import { describe, expect, test } from 'vitest';
import { candidateOf, exampleOf, outputOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const [first, second] = [exampleOf('first'), exampleOf('second')];
const a = candidateOf('a');
const scope = { candidates: [a.id], split: 'dev' } as const;

describe.each(databases)('the set in $name', (database) => {
  test('retires examples that leave the set and takes them back with all that they had', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const named = { ...first, name: 'n1', weight: 12.5, metadata: { source: 'log' }, reference: ['x'] };
    await store.setExamples([named, second]);
    await store.putOutput(outputOf(a, named, 'kept'));
    await store.setExamples([{ ...second, name: 'n1' }]);
    expect((await store.examples()).map((example) => example.id)).toEqual([second.id]);
    expect((await store.retiredExamples()).map((example) => example.id)).toEqual([first.id]);
    expect(await store.outputs(scope)).toEqual([]);
    await store.setExamples([named, second]);
    expect(await store.examples('dev')).toEqual([named, second]);
    expect(await store.outputs(scope)).toHaveLength(1);
  });

  test('gives examples by id, in the order that was asked for, also those that have left the set', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.setExamples([first, second]);
    await store.setExamples([second]);
    expect(await store.exampleIds('dev')).toEqual([second.id]);
    expect(await store.exampleIds('holdout')).toEqual([]);
    const asked = [second.id, 'f'.repeat(64), first.id, second.id];
    expect(await store.examplesOf(asked)).toEqual([second, first, second]);
    expect(await store.examplesOf([])).toEqual([]);
  });
});
