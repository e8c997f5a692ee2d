/** What asking again changes is told where it was asked and rated again, and decides nothing. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { repeatLines } from '../../src/core/wording/repeats.ts';
import { exampleName, rate } from './decide-story.ts';

type Outputs = NonNullable<DecideInput['outputs']>;

/** For each candidate and example the ratings of its trials; null is a trial that ended in an error. */
function trials(columns: {
  readonly [candidate: string]: readonly (readonly (number | null)[])[];
}): DecideInput {
  const names = Object.keys(columns);
  const ratings: DecideInput['ratings'][number][] = [];
  const outputs: Outputs[number][] = [];
  for (const candidate of names) {
    for (const [i, list] of columns[candidate]!.entries()) {
      for (const [t, rating] of list.entries()) {
        const trial = t + 1;
        const status = rating === null ? 'error' : 'ok';
        outputs.push({ example: exampleName(i), candidate, trial, status });
        if (rating !== null) ratings.push(rate(i, candidate, rating, { trial, acceptable: rating >= 4 }));
      }
    }
  }
  const examples = columns[names[0]!]!.map((_, i) => ({ id: exampleName(i) }));
  return { examples, candidates: names.map((name) => ({ name })), ratings, outputs };
}

/** Twelve examples of two trials: means of 2 and 4 in turn; the trials are `off` below and above. */
const spread = (off: number) =>
  Array.from({ length: 12 }, (_, i) => [(i % 2 === 0 ? 2 : 4) - off, (i % 2 === 0 ? 2 : 4) + off]);

test('the share of the spread that asking again makes is told for a candidate and for a difference', () => {
  const { candidates, comparisons, method } = decide(trials({ A: spread(1), B: spread(0) }));
  // A: each example varies by 2 within; its means by 12/11, less than the 2/2 that two trials leave: 1/11 between.
  const [a, b] = candidates;
  expect(a!.generationNoise).toMatchObject({ n: 12, repeated: 12, within: 2 });
  expect(a!.generationNoise!.between).toBeCloseTo(1 / 11, 10);
  expect(a!.generationNoise!.share).toBeCloseTo(22 / 23, 10);
  expect(b!.generationNoise).toMatchObject({ within: 0, share: 0 });
  // The means are the same throughout: whatever the difference varies by is noise.
  expect(comparisons[0]!.generationNoise).toMatchObject({ repeated: 12, within: 2, between: 0, share: 1 });
  expect(method.join()).toContain('Spread from asking again');
});

test('the words are those of a person', () => {
  expect(repeatLines(decide(trials({ A: spread(1), B: spread(0) })))).toEqual([
    "Nearly all of the spread of A's ratings comes from asking it again (96 %, 12 examples); the rest is that examples differ.",
    "Nothing of the spread of B's ratings comes from asking it again (12 examples).",
    'Of the spread of the difference, asking again makes 100 % between A and B.',
    'More examples tell more than more repeats, unless a repeat is much cheaper to rate.',
  ]);
});

test('a few repeated examples are too few to tell', () => {
  const some = spread(1).map((list, i) => (i < 9 ? list : list.slice(0, 1)));
  const decision = decide(trials({ A: some, B: spread(0) }));
  expect(decision.candidates[0]!.generationNoise).toEqual({ n: 12, repeated: 9 });
  expect(decision.comparisons[0]!.generationNoise).toEqual({ n: 12, repeated: 9 });
  expect(repeatLines(decision)[0]).toBe(
    'A is rated in more than one trial on 9 examples: too few to tell what asking again changes.',
  );
});

test('a trial that failed is the lowest rating, and one that nobody rated is none', () => {
  const failing = spread(0).map(([first]) => [first!, null]);
  expect(decide(trials({ A: failing, B: spread(0) })).candidates[0]!.generationNoise).toMatchObject({
    repeated: 12,
    // Distances of 0.5 and 1.5 from the means of 2, 1 and of 4, 1.
    within: (0.5 + 4.5) / 2,
  });
  const once = trials({ A: spread(1), B: spread(0) });
  const rated = { ...once, ratings: once.ratings.filter(({ trial }) => trial === 1) };
  expect(decide(rated).candidates[0]!.generationNoise).toBeUndefined();
});

test('only raters who rated every trial of an example tell how these differ', () => {
  const { ratings, ...rest } = trials({ A: spread(0), B: spread(0) });
  // A second, harsher rater of the first trials alone would else look like noise.
  const harsh = ratings
    .filter(({ trial }) => trial === 1)
    .map((row) => ({ ...row, rater: 'bob', rating: row.rating! - 1 }));
  const { candidates } = decide({ ...rest, ratings: [...ratings, ...harsh] });
  expect(candidates.map(({ generationNoise }) => generationNoise!.within)).toEqual([0, 0]);
});

test('neither the order of the rows nor a rater who gives half a step more changes any share', () => {
  const input = trials({ A: spread(0.5), B: spread(0.25) });
  const turned = {
    ...input,
    ratings: input.ratings.map((row) => ({ ...row, rating: row.rating! + 0.5 })).reverse(),
    outputs: [...input.outputs!].reverse(),
    examples: [...input.examples].reverse(),
  };
  const sharesOf = (of: DecideInput) => {
    const { candidates, comparisons } = decide(of);
    return [...candidates, ...comparisons].map(({ generationNoise }) => generationNoise!.share);
  };
  const there = sharesOf(input);
  sharesOf(turned).forEach((share, i) => {
    expect(share).toBeCloseTo(there[i]!, 12);
  });
  expect(there).toHaveLength(3);
});

test('without a second trial there is not a word of it', () => {
  const decision = decide(trials({ A: [[1], [2]], B: [[3], [4]] }));
  expect(repeatLines(decision)).toEqual([]);
  expect(JSON.stringify(decision)).not.toContain('generationNoise');
  expect(decision.method.join()).not.toContain('asking again');
});
