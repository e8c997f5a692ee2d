/** What every store keeps of a pick: the set, how it came about, what was changed, and vectors that were paid for. */
import { describe, expect, it } from 'vitest';
import type { PickedHow } from '../../src/core/pick.ts';
import { exampleOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const AT = '2026-11-01T09:00:00.000Z';
const [a, b, c] = ['a', 'b', 'c'].map((input) => exampleOf(input));
const howOf = (example: string): PickedHow => ({ example, by: 'draw', stratum: 's', chance: 0.5, edges: [] });
const options = { count: 2, holdout: 0, seed: '1' };
const draw = { action: 'draw', at: AT, options, config: { ...options, count: 50 } } as const;

describe.each(databases)('picks in $name', (database) => {
  it('keep the set, how each example came into it, and every change in order', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.putPick(() => ({
      examples: [a!, b!],
      how: [howOf(a!.id), howOf(b!.id)],
      changes: [draw],
    }));
    let seen: readonly string[] = [];
    await store.putPick((now) => {
      seen = now.map(({ id }) => id);
      return {
        examples: [b!, c!],
        how: [howOf(b!.id), howOf(c!.id)],
        changes: [
          { action: 'drop', at: AT, example: a!.id, reason: 'odd' },
          { action: 'add', at: AT, example: c!.id },
        ],
      };
    });
    expect(seen).toEqual([a!.id, b!.id]);
    expect((await store.examples()).map(({ id }) => id)).toEqual([b!.id, c!.id]);
    expect((await store.retiredExamples()).map(({ id }) => id)).toEqual([a!.id]);
    expect(await store.pickedHow()).toEqual(
      [howOf(b!.id), howOf(c!.id)].sort((x, y) => (x.example < y.example ? -1 : 1)),
    );
    expect(await store.pickChanges()).toEqual([
      draw,
      { action: 'drop', at: AT, example: a!.id, reason: 'odd' },
      { action: 'add', at: AT, example: c!.id },
    ]);
  });

  it('change nothing when what makes them fails', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.putPick(() => ({ examples: [a!], how: [howOf(a!.id)], changes: [] }));
    const failing = store.putPick(() => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await store.examples()).map(({ id }) => id)).toEqual([a!.id]);
    expect(await store.pickedHow()).toHaveLength(1);
  });

  it('a set that is imported came about in no known way', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    await store.putPick(() => ({ examples: [a!], how: [howOf(a!.id)], changes: [] }));
    await store.setExamples([a!]);
    expect(await store.pickedHow()).toEqual([]);
  });

  it('vectors come back as they were, by model, the first one of each stays, and go with what is forgotten', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const vector = Float32Array.from([0.1, -2.5, 1e-8]);
    await store.putVectors(
      'm',
      new Map([
        [a!.id, vector],
        [b!.id, vector],
      ]),
    );
    await store.putVectors('m', new Map([[a!.id, Float32Array.from([9, 9, 9])]]));
    await store.putVectors('n', new Map([[a!.id, Float32Array.from([1])]]));
    expect(await store.vectors('m')).toEqual(
      new Map([
        [a!.id, vector],
        [b!.id, vector],
      ]),
    );
    expect(await store.vectors('n')).toEqual(new Map([[a!.id, Float32Array.from([1])]]));
    expect(await store.vectors('other')).toEqual(new Map());
    await store.putPick(() => ({
      examples: [a!],
      how: [howOf(a!.id)],
      changes: [{ action: 'add', at: AT, example: a!.id, reason: 'of Jane' }],
    }));
    await store.forget([{ id: a!.id }], { at: AT });
    expect(await store.vectors('m')).toEqual(new Map([[b!.id, vector]]));
    expect(await store.pickedHow()).toEqual([]);
    expect(await store.pickChanges()).toEqual([]);
    await store.putVectors('m', new Map([[a!.id, vector]]));
    expect([...(await store.vectors('m')).keys()]).toEqual([b!.id]);
  });
});
