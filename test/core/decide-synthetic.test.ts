/** Synthetic examples never mix with real ones: these decide, the others are told apart. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { syntheticLines } from '../../src/core/wording/synthetic.ts';

const ids = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);
const REAL = ids('r', 20);
const MADE = ids('s', 10);

/** A is better on what is real, B on what is synthetic. */
function input(real: readonly string[], made: readonly string[]): DecideInput {
  const rate = (of: readonly string[], a: number, b: number) =>
    of.flatMap((example, i) => [
      { example, candidate: 'A', rater: 'ann', rating: a + (i % 2) },
      { example, candidate: 'B', rater: 'ann', rating: b + (i % 2) },
    ]);
  return {
    examples: [
      ...real.map((id) => ({ id, slices: ['length:short'], weight: 5 })),
      ...made.map((id) => ({ id, slices: ['synthetic:typos'] })),
    ],
    candidates: [{ name: 'A' }, { name: 'B' }],
    ratings: [...rate(real, 4, 2), ...rate(made, 1, 4)],
    options: { looks: 'final' },
  };
}

describe('a set of both', () => {
  const both = decide(input(REAL, MADE));
  const real = decide(input(REAL, []));

  it('is decided as if the synthetic ones were not there', () => {
    const { synthetic: _apart, inputsHash: _hash, ...rest } = both;
    const { inputsHash: _other, ...alone } = real;
    expect(rest).toEqual(alone);
    expect(both.verdict).toMatchObject({ kind: 'ship', winner: 'A' });
    expect(both.warnings).toEqual([]);
  });

  it('tells the synthetic figures apart, in words too', () => {
    expect(both.synthetic).toMatchObject({
      examples: 10,
      candidates: [
        { name: 'A', n: 10, rating: { mean: 1.5 } },
        { name: 'B', n: 10, rating: { mean: 4.5 } },
      ],
    });
    expect(syntheticLines(both)).toEqual([
      expect.stringMatching(
        /^Told apart, .*: 10 synthetic examples, on which A 1\.5 \(.*\), B 4\.5 \(.*\)\.$/,
      ),
    ]);
    expect(syntheticLines(real)).toEqual([]);
  });

  it('has another hash of its inputs when a synthetic rating changes', () => {
    const given = input(REAL, MADE);
    const [first, ...others] = given.ratings.toReversed();
    const changed = { ...given, ratings: [...others, { ...first!, rating: 1 }] };
    expect(decide(changed).inputsHash).not.toBe(both.inputsHash);
    expect(decide(changed).verdict).toEqual(both.verdict);
  });

  it('says so where nobody has rated the synthetic ones yet', () => {
    const given = input(REAL, MADE);
    const unrated = { ...given, ratings: given.ratings.filter(({ example }) => !MADE.includes(example)) };
    expect(syntheticLines(decide(unrated))).toEqual([expect.stringContaining('not rated yet')]);
  });
});

it('of synthetic examples alone the verdict says that no user sent them', () => {
  const decision = decide(input([], MADE));
  expect(decision).toMatchObject({ onlySynthetic: true, verdict: { winner: 'B' } });
  expect(decision.verdict.because).toMatch(/All of it on synthetic examples: no user sent them\.$/);
  expect(decision).not.toHaveProperty('synthetic');
});

it('a rating of an example that is not there is named as before', () => {
  const given = input(REAL, MADE);
  const bad = {
    ...given,
    ratings: [...given.ratings, { example: 'x', candidate: 'A', rater: 'ann', rating: 1 }],
  };
  expect(() => decide(bad)).toThrow(/x/);
});
