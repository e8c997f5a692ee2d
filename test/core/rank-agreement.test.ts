/** A public table beside your own ratings: which pairs are the other way round, and which are too close to say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { evidenceOf } from '../../src/core/evidence.ts';
import { type RankAgreementInput, rankAgreement } from '../../src/core/rank-agreement.ts';
import { seeded } from '../fixtures/seeded.ts';
import { cycle, story } from './decide-story.ts';

function agreementOf(
  input: DecideInput,
  scores: RankAgreementInput['scores'],
  rest: Partial<RankAgreementInput> = {},
) {
  const of = { decision: decide(input), evidence: evidenceOf(input), scores, higherIsBetter: true };
  return rankAgreement({ ...of, ...rest });
}

const three = story({
  columns: { A: cycle(30, 3, 2, 3), B: cycle(30, 5, 4, 4, 5), C: cycle(30, 3, 2, 3, 3, 2, 4) },
});

test('two points there, two rating steps here, the other way round: that pair disagrees', () => {
  const { n, pairs, claim, tau, missing } = agreementOf(three, { A: 82, B: 80, C: 75 });
  expect(n).toBe(3);
  expect(missing).toEqual({ public: [], own: [] });
  expect(
    pairs.map(({ a, b, publicDifference, agrees, flip }) => [a, b, publicDifference, agrees, flip]),
  ).toEqual([
    ['A', 'B', 2, 'disagrees', true],
    ['A', 'C', 7, 'undecided', true],
    ['B', 'C', 5, 'agrees', false],
  ]);
  expect(pairs[0]!.ownDifference).toBeCloseTo(8 / 3 - (7 * 18 + 2 * 4.5) / 30, 12);
  expect(claim).toBe(
    'Of 3 pairs 1 is the same way round on your work, 1 is the other way round, and 1 is too close to say.',
  );
  // R: cor(c(82, 80, 75), c(2.67, 4.5, 2.83), method = "kendall")
  expect(tau).toBeCloseTo(-1 / 3, 12);
});

test('a pair is told by its interval, which is the plain one of the comparison, and not by its point', () => {
  const { comparisons } = decide(three);
  for (const { a, b, interval, ownDifference, agrees } of agreementOf(three, { A: 3, B: 2, C: 1 }).pairs) {
    const own = comparisons.find((one) => one.a === a && one.b === b)!;
    expect({ interval, ownDifference }).toEqual({ interval: own.interval, ownDifference: own.difference });
    expect(agrees === 'undecided').toBe(own.interval[0] <= 0 && own.interval[1] >= 0);
  }
});

test('two candidates are one pair, and their tau is 1 or -1', () => {
  const input = story({ columns: { A: cycle(20, 3, 2), B: cycle(20, 5, 4) } });
  const agreed = agreementOf(input, { A: 1, B: 2 });
  expect(agreed).toMatchObject({ n: 2, tau: 1 });
  // Every draw gives the same order: that is no interval.
  expect(agreed.interval).toBeUndefined();
  const { tau, claim } = agreementOf(input, { A: 2, B: 1 });
  expect(tau).toBe(-1);
  expect(claim).toBe('The one pair is the other way round on your work.');
});

test('a tie in the table is neither agreed with nor denied', () => {
  const { pairs, claim, tau } = agreementOf(three, { A: 80, B: 80, C: 75 });
  expect(pairs[0]).toMatchObject({ publicDifference: 0, agrees: 'undecided', flip: false });
  expect(claim).toContain('and 1 is tied in the public table.');
  // scipy.stats.kendalltau([80, 80, 75], [2.67, 4.5, 2.83]): one pair each way, one tie.
  expect(tau).toBeCloseTo(0, 12);
});

test('where all are alike on one side there is no tau', () => {
  const alike = story({ columns: { A: cycle(12, 3), B: cycle(12, 3), C: cycle(12, 3) } });
  for (const found of [agreementOf(alike, { A: 1, B: 2, C: 3 }), agreementOf(three, { A: 1, B: 1, C: 1 })]) {
    expect(found).not.toHaveProperty('tau');
    expect(found).not.toHaveProperty('interval');
    expect(found.pairs).toHaveLength(3);
    expect(found.pairs.every(({ agrees }) => agrees === 'undecided')).toBe(true);
  }
});

test('names that one side alone has are listed, and have no part in anything else', () => {
  const unrated = { ...three, candidates: [...three.candidates, { name: 'D' }] };
  const found = agreementOf(unrated, { A: 82, B: 80, D: 90, Z: 99, C: Number.NaN });
  expect(found.missing).toEqual({ public: ['C'], own: ['D', 'Z'] });
  expect(found.n).toBe(2);
  expect(found.pairs.map(({ a, b }) => [a, b])).toEqual([['A', 'B']]);
  expect(agreementOf(three, { Z: 1 })).toMatchObject({
    n: 0,
    pairs: [],
    claim: 'No two candidates have both a public score and ratings of yours.',
  });
});

const EIGHT = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Eight candidates whose ratings fall from the first to the last, with much noise. */
function eight(n: number, more: Partial<DecideInput['examples'][number]>[] = []): DecideInput {
  const random = seeded(8);
  const rating = (i: number) => Math.min(5, Math.max(1, Math.round(4 - 0.2 * i + 3 * (random() - 0.5))));
  const columns = Object.fromEntries(
    EIGHT.map((name, i) => [name, Array.from({ length: n }, () => rating(i))]),
  );
  const input = story({ columns });
  return { ...input, examples: input.examples.map((example, i) => ({ ...example, ...more[i] })) };
}

test('the interval of tau comes quickly, is the same each time, and lies around tau', () => {
  const input = eight(50);
  const of = {
    decision: decide(input),
    evidence: evidenceOf(input),
    scores: Object.fromEntries(EIGHT.map((name, i) => [name, 90 - i])),
    higherIsBetter: true,
  };
  const start = performance.now();
  const found = rankAgreement(of);
  // 2,000 draws of 50 x 8 take 40 ms on a quiet machine.
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(rankAgreement(of)).toEqual(found);
  // scipy.stats.kendalltau of the means, and numpy's quantiles of the same over 4,000 draws of the 50 examples.
  expect(found.tau).toBeCloseTo(0.857142857, 9);
  expect(found.interval![0]).toBeCloseTo(0.642857143, 9);
  expect(found.interval![1]).toBe(1);
  expect(rankAgreement({ ...of, seed: 'another' }).interval).toEqual(found.interval);
  // Eight candidates: which pairs, and no more.
  expect(found.claim).toMatch(/^Of 28 pairs \d+ are the same way round on your work/);
  expect(found.claim).not.toContain('tau');
});

test('examples of one cluster are drawn together, so that the interval is wider', () => {
  const twice = (clustered: boolean) => {
    const input = eight(24);
    const copies = input.examples.map(({ id }) => ({ id: `${id} again`, ...(clustered && { cluster: id }) }));
    const again = input.ratings.map((row) => ({ ...row, example: `${row.example} again` }));
    const examples = input.examples.map(({ id }) => ({ id, ...(clustered && { cluster: id }) }));
    const both = { ...input, examples: [...examples, ...copies], ratings: [...input.ratings, ...again] };
    const scores = Object.fromEntries(EIGHT.map((name, i) => [name, 90 - i]));
    const [low, high] = agreementOf(both, scores, { seed: 'x' }).interval!;
    return high - low;
  };
  expect(twice(true)).toBeGreaterThan(twice(false));
});

test('from ten candidates on the claim gives the figure too', () => {
  const names = Array.from({ length: 10 }, (_, i) => `m${i}`);
  const columns = Object.fromEntries(
    names.map((name, i) => [name, cycle(20, 1 + (i % 5), 2, 1 + ((i * 7) % 5), 3, 1 + ((i * 3) % 4))]),
  );
  const scores = Object.fromEntries(names.map((name, i) => [name, i]));
  expect(agreementOf(story({ columns }), scores).claim).toMatch(
    /the order of all 10 agrees by \u2212?\d\.\d\d \(Kendall's tau-b, 95 % interval/,
  );
});

test('lower is better, or the scores with the other sign: it is the same', () => {
  const [decision, evidence] = [decide(three), evidenceOf(three)];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 }), (list) => {
      const scores = (sign: 1 | -1) =>
        Object.fromEntries(['A', 'B', 'C'].map((name, i) => [name, sign * list[i]!]));
      const up = rankAgreement({ decision, evidence, scores: scores(1), higherIsBetter: true });
      const down = rankAgreement({ decision, evidence, scores: scores(-1), higherIsBetter: false });
      expect(down).toEqual(up);
    }),
    { numRuns: 30 },
  );
});
