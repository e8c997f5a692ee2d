/** A set whose pool has changed since: it stays, what is missing comes in, and the weights are those of today. */
import { describe, expect, it } from 'vitest';
import { extendPick } from '../../src/sampling/extend.ts';
import { pickExamples } from '../../src/sampling/pick.ts';
import { viewPool } from '../../src/sampling/view.ts';
import { figureOf, poolOf, traffic } from './synthetic.ts';

const SEEDS = process.env.FIELDTEST_LONG === undefined ? 40 : 1_000;
const nobody = new Set<string>();
const none = { out: nobody, swapped: nobody, back: nobody, added: nobody, barred: nobody, seen: nobody };
const RECORDS = traffic(400);
const BEFORE = viewPool(poolOf(RECORDS.slice(0, 300)));
const TODAY = viewPool(poolOf(RECORDS));

function extended(seed: string, more: number) {
  const { examples, how } = pickExamples(BEFORE, { count: 25, holdout: 10, seed });
  const after = extendPick(TODAY, { ...none, set: examples, how, count: 25 + more, holdout: 12, seed });
  return { before: examples, after };
}

describe('a set that is extended', () => {
  it('keeps every example in its split and its order, and is the same every time', () => {
    const { before, after } = extended('1', 5);
    for (const split of ['dev', 'holdout'] as const) {
      const ids = (of: readonly { readonly id: string; readonly split: string }[]) =>
        of.filter((one) => one.split === split).map(({ id }) => id);
      expect(ids(after.examples).slice(0, ids(before).length)).toEqual(ids(before));
    }
    expect(after.examples).toHaveLength(30 + 12);
    expect(new Set(after.examples.map(({ id }) => id)).size).toBe(42);
    expect(extended('1', 5).after).toEqual(after);
  });

  it('weighs each part of the traffic exactly, and says the chances', () => {
    const { after } = extended('1', 5);
    for (const { stratum, records, picked } of after.strata) {
      const own = after.examples.filter(
        (example, at) => after.how[at]!.stratum === stratum && example.split === 'dev',
      );
      expect(own).toHaveLength(picked);
      if (picked > 0) expect(own.reduce((sum, { weight }) => sum + weight!, 0)).toBeCloseTo(records, 6);
    }
    expect(after.how.every(({ chance }) => chance! > 0 && chance! <= 1)).toBe(true);
  });

  it('estimates the traffic of today', () => {
    const truth = RECORDS.reduce((sum, record) => sum + figureOf(record), 0) / RECORDS.length;
    const estimates = Array.from({ length: SEEDS }, (_, seed) => {
      const own = extended(String(seed), 5).after.examples.filter(({ split }) => split === 'dev');
      const all = own.reduce((sum, { weight }) => sum + weight!, 0);
      return own.reduce((sum, example) => sum + example.weight! * figureOf(example), 0) / all;
    });
    const mean = estimates.reduce((a, b) => a + b) / SEEDS;
    const variance = estimates.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (SEEDS - 1);
    // It is a ratio, and the parts are those of today: so it may be off a little more than a draw at once.
    expect(Math.abs(mean - truth)).toBeLessThan(3.5 * Math.sqrt(variance / SEEDS) + 0.02 * truth);
  });

  it('never holds out what was in dev, nor takes in what was dropped', () => {
    const { examples, how } = pickExamples(BEFORE, { count: 25, holdout: 0, seed: '1' });
    const [first, second] = examples;
    const after = extendPick(TODAY, {
      ...none,
      set: examples,
      how,
      count: 24,
      holdout: 100,
      seed: '1',
      out: new Set([first!.id, second!.id]),
      swapped: new Set([second!.id]),
      barred: new Set([first!.id, second!.id]),
      seen: new Set(examples.map(({ id }) => id)),
    });
    const held = after.examples.filter(({ split }) => split === 'holdout').map(({ id }) => id);
    expect(held.length).toBeGreaterThan(20);
    expect(held.filter((id) => examples.some((one) => one.id === id))).toEqual([]);
    expect(after.examples.filter(({ split }) => split === 'dev')).toHaveLength(24);
    expect(after.examples.some(({ id }) => id === first!.id || id === second!.id)).toBe(false);
  });

  it('keeps what the pool has since left out, at the usual weight of its part', () => {
    const { examples, how } = pickExamples(BEFORE, { count: 25, holdout: 0, seed: '1' });
    const plain = how.find(({ stratum }) => stratum === 'length:short shape:plain')!;
    const without = viewPool(
      poolOf(RECORDS.filter(({ input }) => input !== examples.find(({ id }) => id === plain.example)!.input)),
    );
    const after = extendPick(without, { ...none, set: examples, how, count: 25, holdout: 0, seed: '1' });
    const left = after.examples.find(({ id }) => id === plain.example);
    expect(left?.weight).toBeGreaterThan(1);
    expect(after.examples).toHaveLength(25);
  });
});
