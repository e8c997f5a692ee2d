/** Automatic checks stand beside the ratings: they say how often each candidate passes, and only a gate decides. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { checkRows, share } from '../../src/core/wording/checks.ts';
import { cycle, exampleName, type Story, story } from './decide-story.ts';

const BEST_B: Story = { columns: { a: cycle(50, 3, 3, 4), b: cycle(50, 5, 4, 5) }, incumbent: 'a' };

type Scores = NonNullable<DecideInput['scores']>;

function scored(passing: { readonly [candidate: string]: number }, check = 'json', n = 50): Scores {
  return Object.entries(passing).flatMap(([candidate, passes]) =>
    Array.from({ length: n }, (_, i) => ({ check, example: exampleName(i), candidate, pass: i < passes })),
  );
}

const withChecks = (checks: DecideInput['checks'], scores: Scores, from = BEST_B): DecideInput => ({
  ...story(from),
  checks: checks!,
  scores,
});

describe('a check', () => {
  const input = withChecks([{ name: 'json' }], scored({ a: 50, b: 41 }));

  test('gives each candidate its share with the interval of Wilson', () => {
    const [check] = decide(input).checks!;
    const [a, b] = check!.candidates;
    expect(a).toMatchObject({ name: 'a', n: 50, passed: 50, rate: 1, unjudged: 0 });
    expect(b).toMatchObject({ name: 'b', n: 50, passed: 41, rate: 0.82 });
    // STATISTICS: proportion_41_50, from R.
    expect(b!.interval![0]).toBeCloseTo(0.69204, 4);
    expect(b!.interval![1]).toBeCloseTo(0.9023, 4);
  });

  test('sets each against the best on the same examples, with the interval of Agresti and Min', () => {
    const [check] = decide(input).checks!;
    expect(check!.leader).toBe('a');
    // d = (0 - 9) / 52, half = 1.96 sqrt(10 - 81 / 52) / 52
    const centre = -9 / 52;
    const half = (1.959964 * Math.sqrt(10 - 81 / 52)) / 52;
    const [difference] = check!.differences;
    expect(difference).toMatchObject({ candidate: 'b', n: 50, difference: -0.18 });
    expect(difference!.interval[0]).toBeCloseTo(centre - half, 5);
    expect(difference!.interval[1]).toBeCloseTo(centre + half, 5);
  });

  test('changes nothing of what the ratings say', () => {
    const { checks, inputsHash, method, ...rest } = decide(input);
    const { inputsHash: bareHash, method: bareMethod, ...bare } = decide(story(BEST_B));
    expect(rest).toEqual(bare);
    expect(checks).toHaveLength(1);
    expect(inputsHash).not.toBe(bareHash);
    expect(method).toEqual(expect.arrayContaining([...bareMethod]));
  });

  test('averages the trials of an example first', () => {
    const trials: Scores = [1, 2].map((trial) => ({
      check: 'json',
      example: 'e01',
      candidate: 'a',
      trial,
      pass: trial === 1,
    }));
    const [check] = decide(withChecks([{ name: 'json' }], trials)).checks!;
    expect(check!.candidates[0]).toMatchObject({ n: 1, passed: 0.5, rate: 0.5 });
    expect(check!.candidates[1]).toEqual({ name: 'b', n: 0, passed: 0, unjudged: 0 });
  });

  test('that could not judge an output says so, and does not count it', () => {
    const scores = scored({ a: 50 }).map((one, i) => (i < 3 ? { ...one, pass: null } : one));
    const [check] = decide(withChecks([{ name: 'json' }], scores)).checks!;
    expect(check!.candidates[0]).toMatchObject({ n: 47, passed: 47, unjudged: 3 });
  });

  test('that all pass alike leaves a difference that is not sure to be zero', () => {
    const [check] = decide(withChecks([{ name: 'json' }], scored({ a: 50, b: 50 }))).checks!;
    expect(check!.leader).toBe('a');
    const [difference] = check!.differences;
    expect(difference!.interval[0]).toBeLessThan(0);
    expect(difference!.interval[1]).toBeGreaterThan(0);
    expect(checkRows([check!]).map((row) => row.difference)).toEqual(['tied', '0.0']);
  });

  test('is the same in any order of its rows', () => {
    const turned = { ...input, scores: [...input.scores!].reverse() };
    expect(decide(turned)).toEqual(decide(input));
  });

  test('of a name, example or candidate that nobody knows is refused', () => {
    for (const wrong of [{ check: 'x' }, { example: 'x' }, { candidate: 'x' }]) {
      const scores = [{ ...scored({ a: 1 })[0]!, ...wrong }];
      expect(() => decide(withChecks([{ name: 'json' }], scores))).toThrow(/score 1: there is no/);
    }
    expect(() => decide(withChecks([{ name: 'json' }, { name: 'json' }], []))).toThrow(/same name/);
  });
});

describe('a gate', () => {
  const gate = { name: 'json', gate: true, atLeast: 0.95 };

  test('takes out who is under it before anything is compared, and the verdict says so plainly', () => {
    const { verdict, candidates, contenders } = decide(withChecks([gate], scored({ a: 50, b: 41 })));
    expect(verdict).toMatchObject({ kind: 'keep', winner: 'a' });
    expect(verdict.because).toBe(
      'a is the only candidate past the gates. B is out: passes "json" on 41 of 50 examples (82 %), under the 95 % that the gate asks for.',
    );
    expect(candidates[1]!.excluded).toMatch(/under the 95 %/);
    expect(contenders).toEqual(['a']);
  });

  test('that all are past leaves the verdict to the ratings', () => {
    const { verdict } = decide(withChecks([gate], scored({ a: 48, b: 50 })));
    expect(verdict).toMatchObject({ kind: 'switch', winner: 'b' });
  });

  test('that nobody is past leaves nothing to ship', () => {
    const { verdict } = decide(withChecks([gate], scored({ a: 1, b: 2 })));
    expect(verdict.kind).toBe('not-enough');
    expect(verdict.because).toMatch(/^No candidate is past the gates: a is out: .*; b is out: /);
  });

  test('is told also where those that are left are too close to call', () => {
    const from: Story = { columns: { a: cycle(50, 3, 4), b: cycle(50, 4, 3), c: cycle(50, 5) } };
    const { verdict } = decide(withChecks([gate], scored({ a: 50, b: 50, c: 10 }), from));
    expect(verdict.kind).toBe('too-close');
    expect(verdict.because).toMatch(/C is out: passes "json" on 10 of 50 examples \(20 %\), under the 95 %/);
  });

  test('without a share asks for every example', () => {
    const { candidates } = decide(withChecks([{ name: 'json', gate: true }], scored({ a: 50, b: 49 })));
    expect(candidates.map(({ excluded }) => excluded === undefined)).toEqual([true, false]);
  });

  test('and a limit are both told of a candidate that both take out', () => {
    const from: Story = { ...BEST_B, costs: { a: 1, b: 9 }, options: { limits: { costPer1000Usd: 5 } } };
    const { verdict } = decide(withChecks([gate], scored({ a: 50, b: 0 }), from));
    expect(verdict.because).toMatch(/over the limit of \$5\.00; passes "json" on 0 of 50/);
    expect(verdict.because).toMatch(/^a is the only candidate within the limits and past the gates\./);
  });

  test('that could not be judged everywhere warns, and excludes nobody for that', () => {
    const scores = scored({ a: 50, b: 50 }).map((one) =>
      one.example === 'e01' ? { ...one, pass: null } : one,
    );
    const { warnings, candidates } = decide(withChecks([gate], scores));
    expect(candidates.every(({ excluded }) => excluded === undefined)).toBe(true);
    expect(warnings).toContain('The gate "json" could not be judged on 1 output of b.');
  });
});

test.each([
  [1, '100 %'],
  [0.9996, '99.9 %'],
  [0.995, '99.5 %'],
  [0.5, '50 %'],
  [0.001, '0.1 %'],
  [0, '0 %'],
])('a share of %s is shown as %s: all or none only when it is', (rate, shown) =>
  expect(share(rate)).toBe(shown),
);
