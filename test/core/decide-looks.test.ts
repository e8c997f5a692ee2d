/** Looking early: what may be decided where, and what is said about it. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { cycle, rate, story } from './decide-story.ts';

const LOOKS = [10, 20, 30, 40, 50];
const clear = (n: number) => ({ A: cycle(n, 3, 2, 4), B: cycle(n, 5, 4, 4, 5) });
const close = (n: number) => ({ A: cycle(n, 3, 2, 4), B: cycle(n, 3, 4, 3, 4) });

test('before the first look nothing is decided, however clear it seems', () => {
  const decision = decide(story({ columns: clear(9), options: { looks: LOOKS } }));
  expect(decision.verdict).toEqual({
    kind: 'not-enough',
    because: '9 examples rated; the first look is at 10. Rate 1 more example.',
    ratingsNeeded: 1,
  });
  expect(decision.comparisons[0]).toMatchObject({ n: 9, decisionInterval: [-4, 4], winner: null });
  expect(decision.looks).toEqual({ planned: LOOKS, taken: [] });
});

test('a clear winner is decided early, and the sentence says at least', () => {
  const decision = decide(story({ columns: clear(20), options: { looks: LOOKS } }));
  expect(decision.verdict).toMatchObject({ kind: 'ship', winner: 'B' });
  expect(decision.verdict.because).toMatch(
    /Decided early, at 20 of 50 planned examples, .* at least \+\d\.\d/,
  );
  expect(decision.looks).toEqual({ planned: LOOKS, taken: [10, 20], decidedAt: 20 });
});

test('at full length decidedAt still names the look at which the verdict first stood', () => {
  const decision = decide(story({ columns: clear(50), options: { looks: LOOKS } }));
  expect(decision.looks).toEqual({ planned: LOOKS, taken: LOOKS, decidedAt: 20 });
  expect(decision.verdict.because).not.toContain('Decided early');
});

test('between two looks the verdict is that of the last look, whatever was rated since', () => {
  const at20 = decide(story({ columns: close(20), options: { looks: LOOKS } }));
  const later = story({ columns: close(20), options: { looks: LOOKS } });
  const extra = Array.from({ length: 6 }, (_, i) => [rate(20 + i, 'A', 1), rate(20 + i, 'B', 5)]).flat();
  const at26 = decide({
    ...later,
    examples: [
      ...Array.from({ length: 6 }, (_, i) => ({ id: rate(20 + i, 'A', 1).example })),
      ...later.examples,
    ],
    ratings: [...extra, ...later.ratings],
  });
  expect(at26.comparisons).toEqual(at20.comparisons);
  expect(at26.verdict.kind).toBe(at20.verdict.kind);
  expect(at26.verdict.because).toContain('26 are rated; the next look is at 30.');
  expect(at26.candidates[1]!.n).toBe(26);
});

test('a later correction of an early rating counts, and moves no example past the look', () => {
  const input = story({ columns: close(26), options: { looks: LOOKS } });
  const corrected = decide({
    ...input,
    ratings: [...input.ratings, rate(0, 'B', 5, { at: '2026-12-01T00:00:00Z' })],
  });
  const before = decide(input).comparisons[0]!;
  expect(corrected.comparisons[0]!.n).toBe(20);
  expect(corrected.comparisons[0]!.difference).toBeCloseTo(before.difference - 2 / 20, 12);
});

test('without times the order of the examples stands for the order of rating', () => {
  const input = story({ columns: close(26), options: { looks: LOOKS } });
  const untimed = input.ratings.map(({ at, ...row }) => row);
  expect(decide({ ...input, ratings: untimed }).comparisons).toEqual(decide(input).comparisons);
});

test('five planned looks ask for the published bounds', () => {
  const input = story({ columns: close(50), options: { looks: LOOKS } });
  const { interval, decisionInterval } = decide(input).comparisons[0]!;
  const ratio = (decisionInterval[1] - decisionInterval[0]) / (interval[1] - interval[0]);
  // The same tail as z = 2.031 against z = 1.960, on the t of 51 degrees.
  expect(ratio).toBeGreaterThan(2.031 / 1.96);
  expect(ratio).toBeLessThan(1.04);
});

test('with one final look and two candidates the plain interval decides', () => {
  const { interval, decisionInterval } = decide(story({ columns: close(50) })).comparisons[0]!;
  expect(decisionInterval).toEqual(interval);
});

test('looks that were not taken cost nothing', () => {
  const width = (looksTaken?: number[]) => {
    const options = { looks: LOOKS, ...(looksTaken && { looksTaken }) };
    const [low, high] = decide(story({ columns: close(50), options })).comparisons[0]!.decisionInterval;
    return high - low;
  };
  expect(width([])).toBeLessThan(width([20]));
  expect(width([20])).toBeLessThan(width());
  expect(width([10, 20, 30, 40])).toBe(width());
  const decision = decide(story({ columns: close(50), options: { looks: LOOKS, looksTaken: [20] } }));
  expect(decision.looks.taken).toEqual([20, 50]);
});

test('when a later look would settle it, the number of examples up to that look is named', () => {
  const columns = (n: number) => ({ A: cycle(n, 3), B: cycle(n, 5, 3, 2, 4, 3, 3, 4, 2, 4, 3) });
  const after = (n: number) => decide(story({ columns: columns(n), options: { looks: LOOKS } })).verdict;
  expect(after(24)).toMatchObject({ kind: 'too-close', ratingsNeeded: 26 });
  expect(after(24).because).toContain(
    'Go on rating: if the difference stays as it is, 26 more examples settle it; by what is known now, rating that many settles it about ',
  );
  // The difference does stay as it is: the look at 50 settles it, the one at 40 does not.
  expect(after(40).kind).toBe('too-close');
  expect(after(50).kind).toBe('ship');
});

test('what is rated past the plan does not count, and the sentence says that the plan is used up', () => {
  const decision = decide(
    story({ columns: { A: cycle(56, 3, 4), B: cycle(56, 4, 3) }, options: { looks: LOOKS } }),
  );
  expect(decision.comparisons[0]!.n).toBe(50);
  expect(decision.verdict.kind).toBe('too-close');
  expect(decision.verdict.ratingsNeeded).toBeUndefined();
  expect(decision.verdict.because).toContain(
    'The plan of 50 examples is used up: 56 are rated, and those after the first 50 do not count.',
  );
});

test('being as good and cheaper also spends its error over the looks', () => {
  const columns = { A: cycle(10, 4, 5), B: cycle(10, 4, 5) };
  const costs = { A: 4, B: 1 };
  const margin = 0.4;
  expect(decide(story({ columns, costs, options: { margin } })).verdict.kind).toBe('cheaper-equivalent');
  const early = decide(story({ columns, costs, options: { margin, looks: LOOKS } }));
  expect(early.verdict.kind).toBe('too-close');
});

test('a plan that is longer than the list of examples is pointed out', () => {
  const decision = decide(story({ columns: close(20), options: { looks: LOOKS } }));
  expect(decision.warnings).toContain('The plan goes to 50 examples; there are 20.');
});

test('the plan ends where the ratings do when nothing is left to be rated', () => {
  const rows = { columns: close(11) };
  const ended = decide(story({ ...rows, options: { looks: [10, 12], complete: true } }));
  const planned = decide(story({ ...rows, options: { looks: [10, 11] } }));
  expect(ended.looks.taken).toEqual([10, 11]);
  expect(ended.comparisons).toEqual(planned.comparisons);
  expect(ended.verdict.because).toContain('The plan of 12 examples ends at 11: nothing else can be rated.');
  const going = decide(story({ ...rows, options: { looks: [10, 12] } }));
  expect(going.looks.taken).toEqual([10]);
  expect(going.verdict.because).toContain('11 are rated; the next look is at 12.');
});

test('a plan that was reached is the same when nothing is left to be rated', () => {
  const rows = { columns: close(20) };
  const options = { looks: [10, 20] };
  const { inputsHash: _, ...done } = decide(story({ ...rows, options: { ...options, complete: true } }));
  const { inputsHash: __, ...open } = decide(story({ ...rows, options }));
  expect(done).toEqual(open);
});

test('how often more rating settles it is about how often it does, in futures drawn from what is rated', () => {
  const seen = (n: number) => ({ A: cycle(n, 3), B: cycle(n, 5, 3, 2, 4, 3, 3, 4, 2, 4, 3) });
  const { because, ratingsNeeded } = decide(
    story({ columns: seen(20), options: { looks: [20, 50] } }),
  ).verdict;
  expect(ratingsNeeded).toBe(30);
  const said = Number(/settles it about (\d+) times in 10/.exec(because)![1]);
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const { B } = seen(20);
  let settled = 0;
  const futures = 400;
  for (let future = 0; future < futures; future++) {
    // What is known of the work is known from twenty: each future draws its own twenty from them (a Bayesian bootstrap) and rates thirty more.
    const shares = B.map(() => -Math.log(1 - random()));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const draw = () => {
      const at = random() * total;
      let sum = 0;
      for (const [i, share] of shares.entries()) {
        sum += share;
        if (at <= sum) return B[i]!;
      }
      return B.at(-1)!;
    };
    const columns = { A: cycle(50, 3), B: [...B, ...Array.from({ length: 30 }, draw)] };
    if (decide(story({ columns, options: { looks: [20, 50] } })).verdict.kind !== 'too-close') settled++;
  }
  expect(Math.abs((10 * settled) / futures - said)).toBeLessThan(1.5);
});
