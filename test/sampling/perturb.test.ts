/** Synthetic edges out of real examples: what people and programs do to inputs, the same for the same seed. */
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/core/input.ts';
import { perturbations } from '../../src/sampling/perturb/list.ts';
import { withAsked } from '../../src/sampling/perturb/perturbation.ts';
import { perturbed } from '../../src/sampling/perturb.ts';
import { exampleOf } from '../fixtures/nouns.ts';
import { numbers } from './synthetic.ts';

const TEXT =
  'Subject: broken heater\nOrder: 4711\n\nThe heater that arrived on Monday does not work. Please send another one soon.';
const real = Array.from({ length: 12 }, (_, i) =>
  exampleOf(`${TEXT} It is the ${i + 1}th time.`, { name: `r${i}`, reference: 'refund', weight: 3 }),
);

describe.each(perturbations)('$kind', (way) => {
  it('changes a text, the same way for the same numbers, and leaves an empty one alone', () => {
    const changed = way.change(TEXT, numbers(1));
    expect(changed).not.toBe(TEXT);
    expect(changed).toBe(way.change(TEXT, numbers(1)));
    expect(way.change('', numbers(1))).toBeUndefined();
    expect(changed!.isWellFormed()).toBe(true);
  });
});

it('each way does what it says', () => {
  const of = Object.fromEntries(perturbations.map((way) => [way.kind, way.change(TEXT, numbers(7))!]));
  expect(TEXT.startsWith(of.truncation!)).toBe(true);
  expect(of.truncation).toMatch(/\p{L}$/u);
  expect(Math.abs(of.typos!.length - TEXT.length)).toBeLessThan(4);
  expect(of['duplicated-field']).toMatch(/^(?:(Subject|Order): .+\n[\s\S]*)?\1/);
  expect(of['duplicated-field']!.match(/^(?:Subject|Order):/gm)).toHaveLength(3);
  expect(of['injected-instruction']!.length).toBeGreaterThan(TEXT.length);
  expect(of['other-language']).toContain(TEXT);
});

it('in JSON a key comes twice with two values, and the text before stays', () => {
  const way = perturbations.find(({ kind }) => kind === 'duplicated-field')!;
  expect(way.change('{"size": "large red", "n": 5}', numbers(3))).toMatch(
    /^\{"size": "large red"(, "size": "red large", "n": 5|, "n": 5, "n": \d)\}$/,
  );
});

it.each<[string, Input, Input]>([
  ['a text', 'hello', 'HELLO'],
  [
    'the last message of the user',
    [
      { role: 'system', content: 'be brief' },
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
      { role: 'user', content: 'three' },
    ],
    [
      { role: 'system', content: 'be brief' },
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
      { role: 'user', content: 'THREE' },
    ],
  ],
  ['the longest text of variables', { a: 'xx', b: 'longer', n: 3 }, { a: 'xx', b: 'LONGER', n: 3 }],
])('of an input %s is changed', (_what, input, expected) => {
  expect(withAsked(input, (text) => text.toUpperCase())).toEqual(expected);
});

it('an input without a text cannot be changed', () => {
  expect(withAsked({ n: 1 }, (text) => text)).toBeUndefined();
  expect(withAsked([{ role: 'user', content: [{ type: 'image' }] }], (text) => text)).toBeUndefined();
});

describe('a set', () => {
  it('gets as many as asked, each way in turn, marked, without a weight, in the cluster of where it comes from', () => {
    const made = perturbed(real, { count: 10, seed: '1' });
    expect(made).toHaveLength(10);
    const kinds = Map.groupBy(made, ({ slices }) => slices.join());
    expect([...kinds.keys()].sort()).toEqual(perturbations.map(({ kind }) => `synthetic:${kind}`).sort());
    for (const all of kinds.values()) expect(all).toHaveLength(2);
    for (const one of made) {
      expect(one).not.toHaveProperty('weight');
      expect(real.map(({ id }) => id)).toContain(one.cluster);
      expect(one.name).toMatch(/^r\d+\+[a-z-]+$/);
    }
  });

  it('keeps the right answer where it still is right', () => {
    const made = perturbed(real, { count: 10, seed: '1' });
    for (const { slices, reference } of made) {
      const kept = ['synthetic:typos', 'synthetic:injected-instruction'].includes(slices[0]!);
      expect(reference).toBe(kept ? 'refund' : undefined);
    }
  });

  it('is the same for the same seed, and a larger number only adds', () => {
    const few = perturbed(real, { count: 5, seed: '1' });
    const more = perturbed(real, { count: 15, seed: '1' });
    expect(more.slice(0, 5)).toEqual(few);
    expect(perturbed(real, { count: 5, seed: '2' })).not.toEqual(few);
    // What is there already comes again as nothing.
    expect(perturbed([...real, ...few], { count: 5, seed: '1' }).map(({ id }) => id)).not.toContain(
      few[0]!.id,
    );
  });

  it('has none of what is synthetic or held out as its source, and ends where nothing is left', () => {
    const held = exampleOf('held out, and quite long enough for all of it.', { split: 'holdout' });
    const draft = exampleOf('drafted, and quite long enough for all of it.', {
      slices: ['synthetic:draft-long'],
    });
    expect(perturbed([held, draft], { count: 5, seed: '1' })).toEqual([]);
    expect(perturbed([exampleOf('short')], { count: 50, seed: '1' }).length).toBeLessThan(6);
  });
});
