/** Decisions as a user meets them: one story per verdict, and what each must say. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { cycle, story } from './decide-story.ts';

const better = { A: cycle(20, 3, 3, 4, 3), B: cycle(20, 4, 5, 4, 4) };

test('without an incumbent the candidate that is rated higher is the one to ship', () => {
  const { verdict, contenders, candidates } = decide(story({ columns: better }));
  expect(verdict).toEqual({
    kind: 'ship',
    winner: 'B',
    because:
      'B is rated 4.25 of 5, A 3.25, on the same 20 examples; the difference is +1.00 (95 % interval +0.55 to +1.27). ' +
      'B does better on 15 of them and A on 0; 5 are the same. By these examples count on at least +0.55.',
  });
  expect(contenders).toEqual(['B']);
  expect(candidates.map(({ contender }) => contender)).toEqual([false, true]);
});

test('an incumbent that loses is switched, one that wins is kept', () => {
  expect(decide(story({ columns: better, incumbent: 'A' })).verdict).toMatchObject({
    kind: 'switch',
    winner: 'B',
  });
  expect(decide(story({ columns: better, incumbent: 'B' })).verdict).toMatchObject({
    kind: 'keep',
    winner: 'B',
  });
});

test('a candidate that is as good at half the price wins by price', () => {
  const columns = { A: cycle(50, 4, 5, 4, 4, 5), B: cycle(50, 4, 5, 4, 5, 4) };
  const { verdict, contenders } = decide(story({ columns, costs: { A: 4, B: 1.2 } }));
  expect(verdict).toMatchObject({ kind: 'cheaper-equivalent', winner: 'B' });
  expect(verdict.because).toContain('B is as good as A within 0.2, and costs half or less.');
  expect(verdict.because).toContain('1,000 answers cost: B $1.20, A $4.00.');
  expect(verdict.asGoodAs).toEqual({ candidate: 'A', atWorst: expect.closeTo(-0.1526, 4) });
  expect(verdict.because).toMatch(/at worst −0\.\d+ \(95 % sure\)/);
  expect(contenders).toEqual(['A', 'B']);
});

test('at more than half the price, being as good is not enough', () => {
  const columns = { A: cycle(50, 4, 5, 4, 4, 5), B: cycle(50, 4, 5, 4, 5, 4) };
  const { verdict } = decide(story({ columns, costs: { A: 4, B: 2.01 } }));
  expect(verdict.kind).toBe('too-close');
  expect(verdict.because).toContain('Per 1,000 answers: B $2.01, A $4.00.');
});

test('a cheap candidate that may be much worse is not called as good', () => {
  const columns = { A: cycle(10, 5, 3, 4, 2, 5), B: cycle(10, 3, 5, 4, 4, 2) };
  const { verdict } = decide(story({ columns, costs: { A: 4, B: 1 } }));
  expect(verdict.kind).toBe('too-close');
  expect(verdict.because).toMatch(
    /B costs half or less, but is not shown to be as good: it may be worse by up to \d\.\d+ \(95 % sure on this side\), and the margin allows 0\.2/,
  );
  expect(verdict.because).toMatch(/even an equal candidate passes it only \d+ % of the time/);
});

test('two candidates with the same ratings are too close, and no number will separate them', () => {
  const columns = { A: cycle(50, 3, 4), B: cycle(50, 4, 3) };
  const { verdict } = decide(story({ columns }));
  expect(verdict.kind).toBe('too-close');
  expect(verdict.ratingsNeeded).toBeUndefined();
  expect(verdict.because).toContain('That is no proof that they are equal');
  expect(verdict.because).toContain(
    'choose by what they cost you, or compare the two again on fresh examples',
  );
});

test('without a rating there is not enough to go by, and the first look says how many are needed', () => {
  const columns = { A: cycle(20, null), B: cycle(20, null) };
  expect(decide(story({ columns })).verdict).toMatchObject({ kind: 'not-enough' });
  const planned = decide(story({ columns, options: { looks: [10, 20] } }));
  expect(planned.verdict).toMatchObject({ kind: 'not-enough', ratingsNeeded: 10 });
  expect(planned.comparisons).toMatchObject([{ n: 0, difference: 0, interval: [-4, 4], winner: null }]);
});

test('one candidate alone is never shipped', () => {
  expect(decide(story({ columns: { A: cycle(20, 5) } })).verdict.kind).toBe('not-enough');
});

test('nothing at all is not enough, and not an error', () => {
  const nothing = decide({ examples: [], candidates: [], ratings: [] });
  expect(nothing.verdict.kind).toBe('not-enough');
  expect(nothing.looks).toEqual({ planned: 'final', taken: [] });
});

test('yes/no answers decide by the share that is acceptable', () => {
  const input = story({ columns: better, options: { by: 'acceptable' } });
  const ratings = input.ratings.map(({ rating, ...row }) => ({ ...row, acceptable: rating! >= 4 }));
  const decision = decide({ ...input, ratings });
  expect(decision.scale).toEqual([0, 1]);
  expect(decision.margin).toBe(0.05);
  expect(decision.verdict).toMatchObject({ kind: 'ship', winner: 'B' });
  expect(decision.verdict.because).toBe(
    'B is acceptable on 100 % of the same 20 examples, A on 25 %; the difference is +75.0 points ' +
      '(95 % interval +46.8 to +89.6). B does better on 15 of them and A on 0; 5 are the same. By these examples count on at least +46.8 points.',
  );
  expect(decision.candidates[1]!.acceptable).toEqual({ rate: 1, interval: [expect.closeTo(0.8389, 4), 1] });
  expect(decision.candidates[1]!.rating).toBeUndefined();
});

test('answers of yes and no alone are decided by without being asked to', () => {
  const input = story({ columns: better });
  const ratings = input.ratings.map(({ rating, ...row }) => ({ ...row, acceptable: rating! >= 4 }));
  expect(decide({ ...input, ratings }).by).toBe('acceptable');
  const asked = decide({ ...input, ratings, options: { by: 'rating' } });
  expect(asked.verdict.because).toContain('There are yes/no answers: to use them, decide by acceptable.');
});

test('of three candidates the one that may still be best stays a contender', () => {
  // The ten rows of the vector "contenders": with imaginary examples and 0.0125 per rival, two remain.
  const columns = {
    A: [5, 4, 5, 3, 4, 5, 4, 5, 4, 3],
    B: [4, 4, 5, 2, 3, 4, 4, 3, 4, 3],
    C: [3, 3, 4, 2, 4, 4, 2, 3, 4, 1],
  };
  const { contenders, verdict, comparisons, method } = decide(story({ columns }));
  expect(contenders).toEqual(['A', 'B']);
  expect(verdict.kind).toBe('too-close');
  expect(comparisons.map(({ a, b, winner }) => [a, b, winner])).toEqual([
    ['A', 'B', null],
    ['A', 'C', 'A'],
    ['B', 'C', null],
  ]);
  expect(method.join(' ')).toContain('divided by the 2 rivals');
});

test('a new candidate that is not rated yet keeps the question open', () => {
  const columns = { ...better, C: cycle(20, null) };
  const { verdict } = decide(story({ columns, options: { looks: [10, 20] } }));
  expect(verdict).toMatchObject({ kind: 'not-enough', ratingsNeeded: 10 });
  expect(verdict.because).toContain('Rate C where B is rated, or take it out.');
});

test('a candidate lacking some ratings is compared on the examples that both have', () => {
  const columns = { A: cycle(20, 3, 4), B: [...cycle(12, 5, 4), ...cycle(8, null)] };
  const { comparisons, candidates } = decide(story({ columns }));
  expect(comparisons[0]!.n).toBe(12);
  expect(candidates.map(({ n }) => n)).toEqual([20, 12]);
});

test('the holdout is decided on its own, and by default left alone', () => {
  const input = story({ columns: better });
  const examples = input.examples.map((example, i) => ({
    ...example,
    split: i < 4 ? ('holdout' as const) : ('dev' as const),
  }));
  const dev = decide({ ...input, examples });
  expect(dev).toMatchObject({ split: 'dev', examples: 16 });
  expect(dev.comparisons[0]!.n).toBe(16);
  const holdout = decide({ ...input, examples, options: { split: 'holdout' } });
  expect(holdout).toMatchObject({ split: 'holdout', examples: 4 });
  expect(holdout.comparisons[0]!.n).toBe(4);
});

test('a scale of 1 to 10 has a margin of its own and the same steps', () => {
  const columns = { A: cycle(30, 6, 7, 8), B: cycle(30, 8, 9, 10) };
  const decision = decide(story({ columns, options: { scale: [1, 10] } }));
  expect(decision.margin).toBeCloseTo(0.45, 12);
  expect(decision.verdict.because).toContain('B is rated 9.00 of 10');
});

test('where every output failed nothing waits for a rating, and that is said', () => {
  const { ratings: _, ...input } = story({ columns: better });
  const outputs = input.examples.flatMap(({ id }) =>
    ['A', 'B'].map((candidate) => ({ example: id, candidate, status: 'error' as const })),
  );
  expect(decide({ ...input, ratings: [], outputs }).verdict.because).toBe(
    'All 40 outputs failed, so that there is nothing to rate.',
  );
});
