/** What a rater is asked in a round, and what comes again without their knowing. */
import { describe, expect, test } from 'vitest';
import { type PlanInput, planRound } from '../../../src/core/review/plan-round.ts';
import { blocksOf } from '../../../src/core/review/round.ts';

function plan(examples: number, candidates: number, more: Partial<PlanInput> = {}) {
  return planRound({
    seed: 'seed',
    examples: Array.from({ length: examples }, (_, e) => ({
      id: `e${e}`,
      texts: Array.from({ length: candidates }, (_, c) => `e${e} c${c}`),
    })),
    wanted: () => true,
    judged: [],
    ...more,
  });
}
const of = (items: ReturnType<typeof plan>, purpose: string) =>
  items.filter((item) => item.purpose === purpose);

describe('a round of 50 examples and 3 candidates', () => {
  const items = plan(50, 3);

  test('asks for every output once, those of an example together', () => {
    const firsts = of(items, 'first');
    expect(new Set(firsts.map(({ textId }) => textId)).size).toBe(150);
    expect(firsts).toHaveLength(150);
    const blocks = blocksOf(firsts).map(([first]) => first!.example);
    expect(new Set(blocks).size).toBe(50);
  });

  test('asks a tenth again, at least 20 items later', () => {
    const repeats = of(items, 'repeat');
    expect(repeats).toHaveLength(15);
    for (const repeat of repeats) {
      const first = items.findIndex((item) => item.purpose === 'first' && item.textId === repeat.textId);
      expect(items.indexOf(repeat) - first).toBeGreaterThanOrEqual(20);
    }
  });

  test('begins with three that do not count, of examples that count much later', () => {
    const warmUp = of(items, 'calibration');
    expect(items.slice(0, 3)).toEqual(warmUp);
    for (const { textId } of warmUp) {
      const counted = items.findIndex((item) => item.purpose === 'first' && item.textId === textId);
      expect(counted).toBeGreaterThan(100);
    }
  });

  test('gives each item an id of its own, which says nothing', () => {
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const { id } of items) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('is the same for the same seed', () => {
    expect(plan(50, 3)).toEqual(items);
    expect(plan(50, 3, { seed: 'other' })).not.toEqual(items);
  });
});

test('a short round has neither repeats nor a warm-up', () => {
  expect(plan(9, 3).every(({ purpose }) => purpose === 'first')).toBe(true);
});

test('outputs that are the same are asked once', () => {
  const examples = [{ id: 'e', texts: ['same', 'same', 'other', undefined] }];
  expect(
    plan(1, 1, { examples })
      .map(({ textId }) => textId)
      .sort(),
  ).toEqual(['other', 'same']);
});

describe('where not every candidate has an output of its own', () => {
  const placesOf = (items: ReturnType<typeof plan>, wanted: (textId: string) => boolean) =>
    blocksOf(of(items, 'first')).map((block) => block.findIndex(({ textId }) => wanted(textId)));
  const examples = (texts: (e: number) => readonly (string | undefined)[]) =>
    Array.from({ length: 12 }, (_, e) => ({ id: `e${e}`, texts: texts(e) }));

  test('a text that two always share comes first as often as the other one', () => {
    for (const seed of ['a', 'b', 'c']) {
      const items = plan(0, 0, { seed, examples: examples((e) => [`${e} both`, `${e} both`, `${e} own`]) });
      expect(placesOf(items, (text) => text.endsWith('both')).filter((place) => place === 0)).toHaveLength(6);
    }
  });

  test('a text that two share now and then comes as early as any, over many raters', () => {
    const places = Array.from({ length: 200 }, (_, i) =>
      placesOf(
        plan(0, 0, {
          seed: `seed ${i}`,
          examples: examples((e) =>
            (e < 6 ? ['s', 's', 'c', 'd'] : ['a', 'b', 'c', 'd']).map((t) => `${e} ${t}`),
          ),
        }),
        (text) => text.endsWith(' s'),
      ).filter((place) => place >= 0),
    ).flat();
    expect(places).toHaveLength(1200);
    // Three texts at places 0, 1, 2: the mean of 1200 is within 0.1 (four standard errors) of 1.
    expect(Math.abs(places.reduce((a, b) => a + b) / places.length - 1)).toBeLessThan(0.1);
  });

  test('the outputs that are there keep the order of the design when others are missing', () => {
    const full = plan(0, 0, { examples: examples((e) => ['a', 'b', 'c', 'd'].map((t) => `${e} ${t}`)) });
    const some = plan(0, 0, {
      examples: examples((e) => ['a', 'b', 'c', 'd'].map((t, i) => (e % 4 === i ? undefined : `${e} ${t}`))),
    });
    const left = new Set(some.map(({ textId }) => textId));
    expect(left.size).toBe(36);
    expect(of(full, 'first').filter(({ textId }) => left.has(textId))).toEqual(of(some, 'first'));
  });
});

test('a new candidate on a rated set is asked alone, with five old outputs hidden among it', () => {
  const judged = Array.from({ length: 50 }, (_, e) => ({ example: `e${e}`, textId: `e${e} c0` }));
  const items = plan(50, 3, { judged, wanted: ({ textId }) => textId.endsWith('c2') });
  expect(of(items, 'first')).toHaveLength(50);
  expect(of(items, 'anchor')).toHaveLength(5);
  expect(items).toHaveLength(55);
  expect(items[0]?.purpose).toBe('first');
});

test('who has judged everything is asked nothing', () => {
  expect(plan(50, 3, { wanted: () => false, judged: [{ example: 'e0', textId: 'e0 c0' }] })).toEqual([]);
});
