/** What a plan promises is what decide keeps, and it shows nothing of anybody's results. */
import { expect, test } from 'vitest';
import { plannedLooks } from '../../src/core/config.ts';
import { decide } from '../../src/core/decide.ts';
import { chanceToTell } from '../../src/core/plan/chance.ts';
import { plan } from '../../src/core/plan.ts';
import { seeded } from '../fixtures/seeded.ts';
import { cycle, story } from './decide-story.ts';

const sizeOf = (of: ReturnType<typeof plan>, examples: number) =>
  of.measures[0]!.sizes.find((one) => one.examples === examples)!;

test('without anything known it says what 10, 20, 50 and 100 examples can tell', () => {
  const { measures, effort, pace, looks } = plan({});
  expect(measures[0]!.summary).toBe(
    'With 50 examples, two candidates that truly differ by 0.4 will be told apart about three times in five; ' +
      'a difference of 0.2 mostly will not (only about one time in five).',
  );
  expect(measures[0]!.spread).toMatchObject({ from: 'typical', low: 0.94, high: 1.43 });
  expect(measures[0]!.sizes.map(({ examples }) => examples)).toEqual([10, 20, 50, 100]);
  expect(looks).toEqual([10, 20, 30, 40, 50]);
  expect(effort[2]).toEqual({ examples: 50, ratings: 100, again: 13, minutes: 56.5 });
  expect(pace).toEqual({ from: 'assumed', secondsPerRating: 30 });
});

test('exactly 0.4 with one rater is found in 45 to 81 % of evals at 50 examples', () => {
  const { chance } = sizeOf(plan({}), 50).chances[1]!;
  // R: power.t.test(50, .4, c(.94, 1.43), .05, "paired") gives .84 and .49, less what five looks and imaginary examples cost.
  expect(chance.high).toBeCloseTo(0.81, 2);
  expect(chance.low).toBeCloseTo(0.45, 2);
});

test('a difference that is said to be found four times in five is', () => {
  for (const by of ['rating', 'acceptable'] as const) {
    const { measures } = plan({ by, candidates: 3 });
    const { sizes, spread, scale } = measures[0]!;
    for (const { examples, resolves } of sizes) {
      const rule = { by, scale, confidence: 0.95, candidates: 3, unitsPerExample: 1 };
      const chance = chanceToTell(rule, { examples, gap: resolves.likely!, deviation: spread.likely });
      expect(chance).toBeGreaterThanOrEqual(0.8);
      expect(chance).toBeLessThan(0.802);
    }
  }
});

/** Shares of the differences from -4 to 4: a bell around `centre`, whole steps as ratings have them. */
function differences(centre: number, width: number) {
  const steps = Array.from({ length: 9 }, (_, i) => i - 4);
  const weights = steps.map((step) => Math.exp(-((step - centre) ** 2) / (2 * width * width)));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const mean = (of: (step: number) => number) =>
    steps.reduce((sum, step, i) => sum + (of(step) * weights[i]!) / total, 0);
  const gap = mean((step) => step);
  const draw = (random: () => number) => {
    const place = random() * total;
    const upTo = (i: number) => weights.slice(0, i + 1).reduce((sum, one) => sum + one, 0);
    return steps.find((_, i) => place <= upTo(i)) ?? 4;
  };
  return { gap, deviation: Math.sqrt(mean((step) => (step - gap) ** 2)), draw };
}

test.each([
  [10, 1.2],
  [20, 0.8],
  [50, 0.45],
])('decide itself finds what the plan says, on %i examples', (n, centre) => {
  const random = seeded(n);
  const { gap, deviation, draw } = differences(centre, 1.1);
  const looks = plannedLooks(n);
  const rule = { by: 'rating', scale: [1, 5], confidence: 0.95, candidates: 2, unitsPerExample: 1 } as const;
  const foretold = chanceToTell(rule, { examples: n, gap, deviation });
  const evals = 800;
  let found = 0;
  for (let i = 0; i < evals; i++) {
    const drawn = Array.from({ length: n }, () => draw(random));
    const columns = {
      A: drawn.map((one) => Math.max(1, 1 + one)),
      B: drawn.map((one) => Math.max(1, 1 - one)),
    };
    if (decide(story({ columns, options: { looks } })).comparisons[0]!.winner === 'A') found++;
  }
  // 2 points, and two standard errors of 800 evals; npm run bench:decide does it on real ratings, with more.
  expect(Math.abs(found / evals - foretold)).toBeLessThan(0.02 + 2 * Math.sqrt(0.25 / evals));
});

test('the first ratings take the place of typical values, from ten examples of two candidates on', () => {
  const columns = (n: number) => ({ A: cycle(n, 3, 4, 2, 5), B: cycle(n, 4, 4, 3, 3, 5) });
  const of = (n: number) => plan({ rated: story({ columns: columns(n) }) }).measures[0]!.spread;
  expect(of(9).from).toBe('typical');
  const { from, examples, low, likely, high } = of(20);
  expect({ from, examples }).toEqual({ from: 'ratings', examples: 20 });
  // R: d <- rep(c(3,4,2,5), 5) - rep(c(4,4,3,3,5), 4); sd(d) * sqrt(19 / qchisq(c(.9, .5, .1), 19))
  const d = cycle(20, 3, 4, 2, 5).map((a, i) => a - cycle(20, 4, 4, 3, 3, 5)[i]!);
  const mean = d.reduce((sum, one) => sum + one, 0) / 20;
  expect(likely).toBeCloseTo(Math.sqrt(d.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 19), 12);
  expect(low / likely).toBeCloseTo(Math.sqrt(19 / 27.2036), 3);
  expect(high / likely).toBeCloseTo(Math.sqrt(19 / 11.6509), 3);
});

test('a plan says the same whoever is ahead, and names nobody', () => {
  const [better, worse] = [cycle(12, 5, 4, 4), cycle(12, 2, 1, 3, 2)];
  const one = plan({ rated: story({ columns: { opus: better, mini: worse } }) });
  const other = plan({ rated: story({ columns: { opus: worse, mini: better } }) });
  expect(other).toEqual(one);
  expect(JSON.stringify(one)).not.toMatch(/opus|mini/);
});

test('ratings that are all equal say nothing of the spread, and neither do failures', () => {
  const equal = story({ columns: { A: cycle(12, 4), B: cycle(12, 4) } });
  expect(plan({ rated: equal }).measures[0]!.spread.from).toBe('typical');
  const outputs = equal.ratings.map(({ example, candidate }) => ({
    example,
    candidate,
    status: 'error' as const,
  }));
  expect(plan({ rated: { ...equal, ratings: [], outputs } }).measures[0]!.spread.from).toBe('typical');
});

test('more candidates need more, and so does a smaller gap', () => {
  const needed = (candidates: number, difference: number) =>
    plan({ candidates, gap: { by: 'rating', difference } }).measures[0]!.gap!;
  const { examples, planEnds, look, chance } = needed(2, 0.4);
  expect([examples.low, examples.likely, examples.high]).toEqual([50, 73, 109]);
  expect({ planEnds, look }).toEqual({ planEnds: 50, look: null });
  expect(chance.likely).toBeCloseTo(0.63, 2);
  expect(needed(5, 0.4).examples.likely).toBeGreaterThan(examples.likely!);
  expect(needed(2, 0.8).look).toBe(40);
  expect(needed(2, 0.02).examples).toEqual({ low: null, likely: null, high: null });
});

test('rates are planned too, beside the rating and alone', () => {
  const both = plan({ asks: ['acceptable', 'rating'], gap: { by: 'acceptable', difference: 0.1 } });
  expect(both.measures.map(({ by, gap }) => [by, gap?.gap])).toEqual([
    ['rating', undefined],
    ['acceptable', 0.1],
  ]);
  expect(both.measures[1]!.summary).toContain(
    'differ by 20 points will be told apart about nine times in ten',
  );
  expect(plan({ by: 'acceptable' }).measures.map(({ by }) => by)).toEqual(['acceptable']);
});

test('the set, the plan and the looks of the config have their own lines, and what does not fit is said', () => {
  const { measures, notes } = plan({ examples: 37, planned: 60, looks: [20, 40] });
  expect(measures[0]!.sizes.map(({ examples }) => examples)).toEqual([10, 20, 37, 40, 50, 60, 100]);
  expect(sizeOf(plan({ looks: [20, 40] }), 100).looks).toEqual([20, 40, 100]);
  expect(notes).toEqual(['The looks in the config go to 40 examples; the set has 37.']);
  expect(plan({ examples: 60, looks: [20, 40] }).notes[0]).toContain('end at 40 examples');
  expect(plan({ looks: 'final' }).looks).toBe('final');
});

test('examples that belong together count for less', () => {
  const apart = story({ columns: { A: cycle(40, 3), B: cycle(40, 4) } });
  const together = {
    ...apart,
    ratings: [],
    examples: apart.examples.map(({ id }, i) => ({ id, cluster: `customer ${i % 20}` })),
  };
  const half = plan({ examples: 40, rated: together });
  expect(half.notes[0]).toContain('100 of them tell as much as 50');
  expect(sizeOf(half, 100).resolves.likely!).toBeCloseTo(sizeOf(plan({}), 50).resolves.likely!, 2);
});

test('identical outputs are rated once, and the review knows its own pace', () => {
  const timed = Array.from({ length: 20 }, (_, i) => ({ ms: 12_000, first: i % 2 === 0 }));
  const { effort, pace } = plan({ textsPerExample: 1.4, timed });
  expect(effort[2]).toMatchObject({ examples: 50, ratings: 70, again: 10 });
  expect(pace.from).toBe('review');
  expect(pace.secondsPerRating).toBeGreaterThan(9);
  expect(pace.secondsPerRating).toBeLessThan(12);
});

test('what no plan can be made of is refused', () => {
  expect(() => plan({ candidates: 1 })).toThrow('candidates: 1 is nothing to compare');
  expect(() => plan({ gap: { by: 'acceptable', difference: 10 } })).toThrow('gap: 10 is not a difference');
  expect(() => plan({ planned: 2.5 })).toThrow('planned: 2.5 is not a number of examples');
});
