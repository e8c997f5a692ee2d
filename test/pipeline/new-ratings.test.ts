/** Importing ratings again: a correction counts, the same file does not, and nothing is lost either way. */
import { describe, expect, test } from 'vitest';
import type { Rating } from '../../src/core/rating.ts';
import { type Judgement, newRatings } from '../../src/pipeline/new-ratings.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const OPTIONS = { now: NOW, current: new Set(['c']) };
const row = (rating: number, rest: Partial<Judgement> = {}): Judgement => ({
  example: 'e',
  textId: 't',
  candidate: 'c',
  trial: 1,
  rater: 'ann',
  origin: 'file',
  rating,
  ...rest,
});

/** What is stored after importing these files one after another. */
function storedAfter(...files: readonly (readonly Judgement[])[]): readonly Rating[] {
  const stored: Rating[] = [];
  for (const file of files) stored.push(...newRatings(stored, file, OPTIONS).ratings);
  return stored;
}

describe('a ratings file', () => {
  test('that comes again changes nothing', () => {
    const file = [row(4), row(2, { rater: 'bo' }), row(3, { example: 'f' })];
    expect(storedAfter(file, file, file)).toHaveLength(3);
    const timed = [row(4, { at: '2026-11-01' }), row(2, { at: '2026-11-02' })];
    expect(storedAfter(timed, timed)).toHaveLength(2);
    const twice = [row(4), row(2)];
    expect(storedAfter(twice, twice)).toHaveLength(2);
  });

  test('corrects, also back to an earlier value', () => {
    expect(storedAfter([row(2)], [row(5)], [row(2)]).map(({ rating }) => rating)).toEqual([2, 5, 2]);
    expect(newRatings(storedAfter([row(2)]), [row(5), row(1, { example: 'new' })], OPTIONS).corrections).toBe(
      1,
    );
  });

  test('without times corrects one with times, as of now', () => {
    const stored = storedAfter([row(2, { at: '2026-11-01T00:00:00.000Z' })]);
    expect(newRatings(stored, [row(5)], OPTIONS).ratings).toMatchObject([{ rating: 5, at: NOW }]);
    expect(storedAfter([row(2, { at: '2026-11-01T00:00:00.000Z' })], [row(5)], [row(5)])).toHaveLength(2);
  });

  test('gives every stored rating an id of its own', () => {
    const ids = storedAfter([row(2)], [row(5)], [row(2)], [row(5)]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });
});
