/** Trying a new model: when a screen gives it up, and whether a rater's ruler has moved. Pure. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { evidenceOf } from '../../src/core/evidence.ts';
import type { Rating } from '../../src/core/rating.ts';
import type { ReviewRound } from '../../src/core/review/round.ts';
import { rulerShifts } from '../../src/core/review/ruler.ts';
import { screenOf } from '../../src/core/screen.ts';
import { story } from './decide-story.ts';

const settled = [4, 4, 3, 5, 4, 4, 4, 3, 5, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 4];

function screened(fresh: readonly number[], more: Partial<Parameters<typeof story>[0]> = {}) {
  const input = story({ columns: { settled, weak: settled.map((x) => x - 1), fresh }, ...more });
  return screenOf('fresh', decide(input), evidenceOf(input));
}

describe('a screen', () => {
  test('holds the new one against who leads', () => {
    const same = settled.slice(0, 10);
    expect(screened(same)).toMatchObject({ against: 'settled', n: 10, difference: 0, out: false });
    expect(screened(same, { incumbent: 'weak' })).toMatchObject({ against: 'settled' });
    const columns = { one: settled, incumbent: settled, fresh: same };
    expect(screened([], { columns, incumbent: 'incumbent' })).toMatchObject({ against: 'incumbent' });
  });

  test('gives up what is 95 % sure worse, with one imaginary example for it and one against', () => {
    const worse = settled.slice(0, 10).map((x) => x - 1);
    // R: d <- c(rep(-1, 10), 1, -1); mean(d) + qt(.95, 11) * sd(d) / sqrt(12) = -0.53402
    expect(screened(worse)!.most).toBeCloseTo(-0.53402, 5);
    expect(screened(worse)).toMatchObject({ bar: 0, out: true });
    expect(screened([1, ...settled.slice(1, 10)])).toMatchObject({ out: false });
  });

  test('bears the margin from one at half the price', () => {
    const slightly = settled.map((x, i) => (i % 3 === 0 ? x - 1 : x));
    const costs = { settled: 10, weak: 10, fresh: 5 };
    expect(screened(slightly)!.out).toBe(true);
    expect(screened(slightly, { costs })).toMatchObject({ bar: -0.2, out: false });
  });

  test('says nothing with nobody to be held against', () => {
    const input = story({ columns: { fresh: settled } });
    expect(screenOf('fresh', decide(input), evidenceOf(input))).toBeUndefined();
  });
});

describe('the ruler of a rater', () => {
  const items = [0, 1, 2, 3, 4].map((i) => ({
    id: `i${i}`,
    example: `e${i}`,
    textId: 't',
    purpose: 'anchor' as const,
  }));
  const round: ReviewRound = {
    id: 'r2',
    rater: 'ann',
    split: 'dev',
    number: 2,
    seed: '',
    at: '2026-03-01T00:00:00.000Z',
    items,
  };
  const said = (i: number, rating: number, month: number, repeatOf?: string): Rating => ({
    id: `${i} ${month}`,
    example: `e${i}`,
    textId: 't',
    rater: 'ann',
    rating,
    origin: 'review',
    at: `2026-0${month}-02T00:00:00.000Z`,
    ...(repeatOf === undefined ? {} : { repeatOf }),
  });
  const shifts = (now: readonly number[]) =>
    rulerShifts(
      [{ ...round, number: 1, id: 'r1', items: [] }, round],
      [...items.map((_, i) => said(i, 3, 1)), ...now.map((rating, i) => said(i, rating, 3, `${i} 1`))],
      { scale: 5 },
    );

  test('moves when old outputs are judged otherwise, all the same way', () => {
    expect(shifts([5, 5, 5, 5, 5])).toMatchObject([{ rater: 'ann', round: 2, n: 5, shift: 2, moved: true }]);
    expect(shifts([2, 4, 3, 3, 4])).toMatchObject([{ moved: false }]);
  });

  test('is not known while no anchor is judged', () => {
    expect(shifts([])).toEqual([]);
  });
});
