/** What `pick` chooses: all kinds of work, no one's favourite, and weights that speak for the traffic. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Example, Split } from '../../src/core/example.ts';
import type { Pool } from '../../src/core/pool.ts';
import { csv } from '../../src/importers/csv.ts';
import { allocate } from '../../src/sampling/allocate.ts';
import { pickExamples } from '../../src/sampling/pick.ts';
import { poolBuilder } from '../../src/sampling/pool.ts';
import { readRows, recordsOf } from '../importers/read-rows.ts';
import { describeWith, sharedBytes } from '../importers/shared-data.ts';
import { figureOf, poolOf, traffic } from './synthetic.ts';

const RECORDS = traffic(1_500);
const POOL = poolOf(RECORDS);

function ids(examples: readonly Example[], split: Split): readonly string[] {
  return examples.filter((example) => example.split === split).map((example) => example.id);
}

/** The mean and standard error of the weighted estimate of a figure's mean, over many seeds. */
function simulate(pool: Pool, options: { records: number; seeds: number; split: Split; count: number }) {
  const estimates = Array.from({ length: options.seeds }, (_, seed) => {
    const { examples } = pickExamples(pool, { count: options.count, holdout: options.count, seed });
    const own = examples.filter((example) => example.split === options.split);
    return own.reduce((sum, example) => sum + example.weight! * figureOf(example), 0) / options.records;
  });
  const mean = estimates.reduce((a, b) => a + b) / estimates.length;
  const variance = estimates.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (estimates.length - 1);
  return { mean, error: Math.sqrt(variance / estimates.length) };
}

describe('picking', () => {
  const picked = pickExamples(POOL, { count: 50, holdout: 10, seed: 1 });

  it('gives count and holdout examples, none twice', () => {
    expect(ids(picked.examples, 'dev')).toHaveLength(50);
    expect(ids(picked.examples, 'holdout')).toHaveLength(10);
    expect(new Set(picked.examples.map((example) => example.id)).size).toBe(60);
    expect(picked.missing).toEqual({ dev: 0, holdout: 0 });
  });

  it('takes some of every kind, and more of what is common', () => {
    expect(picked.strata.map(({ stratum }) => stratum)).toEqual([
      'length:long shape:plain',
      'length:medium shape:html',
      'length:short shape:json',
      'length:short shape:plain',
    ]);
    for (const stratum of picked.strata) {
      expect(stratum.picked).toBeGreaterThan(0);
      expect(stratum.holdout).toBeGreaterThan(0);
    }
    const [long, , , plain] = picked.strata;
    expect(plain!.picked).toBeGreaterThan(2 * long!.picked);
    expect(picked.strata.reduce((sum, { picked: n }) => sum + n, 0)).toBe(50);
    expect(picked.strata.reduce((sum, { records }) => sum + records, 0)).toBe(1_500);
  });

  it('says in the slices what an example is there for', () => {
    const html = picked.examples.find((example) => String(example.input).startsWith('<div>'));
    expect(html?.slices).toEqual(['length:medium', 'shape:html']);
  });

  it('is the same for the same seed, in any order of the pool, and another for another seed', () => {
    const reversed: Pool = { strata: [...POOL.strata].reverse(), entries: [...POOL.entries].reverse() };
    const shuffled = poolOf([...RECORDS].reverse());
    const options = { count: 50, holdout: 10, seed: 1 };
    expect(JSON.stringify(pickExamples(POOL, options))).toBe(JSON.stringify(picked));
    expect(JSON.stringify(pickExamples(reversed, options))).toBe(JSON.stringify(picked));
    expect(JSON.stringify(pickExamples(shuffled, options))).toBe(JSON.stringify(picked));
    const other = ids(pickExamples(POOL, { ...options, seed: 2 }).examples, 'dev');
    expect(other.filter((id) => ids(picked.examples, 'dev').includes(id)).length).toBeLessThan(10);
  });

  it('for fewer is a part of picking for more, and more never takes what is held out', () => {
    let smaller = pickExamples(POOL, { count: 1, holdout: 10, seed: 7 });
    for (let count = 2; count <= 120; count++) {
      const larger = pickExamples(POOL, { count, holdout: 10, seed: 7 });
      const dev = new Set(ids(larger.examples, 'dev'));
      expect(ids(smaller.examples, 'dev').every((id) => dev.has(id))).toBe(true);
      expect(new Set(ids(larger.examples, 'holdout'))).toEqual(new Set(ids(smaller.examples, 'holdout')));
      expect(ids(larger.examples, 'holdout').some((id) => dev.has(id))).toBe(false);
      smaller = larger;
    }
  });

  it('keeps the order in which a smaller number was shown', () => {
    const small = ids(pickExamples(POOL, { count: 20, holdout: 0, seed: 3 }).examples, 'dev');
    const large = ids(pickExamples(POOL, { count: 50, holdout: 0, seed: 3 }).examples, 'dev');
    expect(large.filter((id) => small.includes(id))).toEqual(small);
  });

  it('has a random tenth of every kind among its first', () => {
    const first = Array.from({ length: 200 }, (_, seed) => {
      const { examples } = pickExamples(POOL, { count: 50, holdout: 0, seed });
      return examples.slice(0, 10).filter((example) => example.slices.includes('shape:html')).length;
    });
    const expected = (picked.strata[1]!.picked / 50) * 10;
    const mean = first.reduce((a, b) => a + b) / first.length;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(expected / 200));
  });

  it('gives all there is when that is less than asked, and says how much is missing', () => {
    const pool = poolOf(traffic(40, 5));
    const distinct = pool.entries.length;
    const all = pickExamples(pool, { count: 50, holdout: 10, seed: 1 });
    expect(ids(all.examples, 'dev')).toHaveLength(distinct);
    expect(all.missing).toEqual({ dev: 50 - distinct, holdout: 10 });
    for (const example of all.examples) {
      expect(example.weight).toBeCloseTo(pool.entries.find(({ id }) => id === example.id)!.count, 9);
    }
    expect(pickExamples({ strata: [], entries: [] }, { count: 5, holdout: 1, seed: 1 })).toEqual({
      examples: [],
      strata: [],
      missing: { dev: 5, holdout: 1 },
    });
  });

  it('keeps the name, the reference, the metadata, and what belongs together', () => {
    const pool = poolOf([
      { input: 'a', name: 'n1', reference: { x: 1 }, metadata: { session_id: 's', conversation_id: 7 } },
      { input: 'b', metadata: { thread_id: 't' } },
      { input: 'c', answer: 'not part of an example' },
    ]);
    const { examples } = pickExamples(pool, { count: 3, holdout: 0, seed: 1 });
    const byInput = Object.fromEntries(examples.map((example) => [example.input, example]));
    expect(byInput.a).toMatchObject({ name: 'n1', reference: { x: 1 }, cluster: '7' });
    expect(byInput.a?.metadata).toEqual({ session_id: 's', conversation_id: 7 });
    expect(byInput.b).toMatchObject({ cluster: 't' });
    expect(Object.keys(byInput.c!)).toEqual(['id', 'input', 'slices', 'split', 'weight']);
  });
});

describe('the weights', () => {
  const truth = RECORDS.reduce((sum, record) => sum + figureOf(record), 0) / RECORDS.length;

  it.each(['dev', 'holdout'] as const)('of %s examples estimate the traffic without bias', (split) => {
    const { mean, error } = simulate(POOL, { records: 1_500, seeds: 300, split, count: 25 });
    expect(Math.abs(mean - truth)).toBeLessThan(3.5 * error);
    expect(error).toBeLessThan(truth * 0.1);
  });

  it('do so when the pool had to leave inputs out, up to what the pool itself is off', () => {
    const small = poolOf(RECORDS, { entries: 150, characters: 1e9 });
    expect(small.strata.some(({ overflowed }) => overflowed)).toBe(true);
    const kept = small.strata.reduce((sum, { stratum, records }) => {
      const own = small.entries.filter((entry) => entry.stratum === stratum);
      const count = own.reduce((total, entry) => total + entry.count, 0);
      return sum + (records / count) * own.reduce((total, e) => total + e.count * figureOf(e.record), 0);
    }, 0);
    const { mean, error } = simulate(small, { records: 1_500, seeds: 300, split: 'dev', count: 25 });
    expect(Math.abs(mean - kept / 1_500)).toBeLessThan(3.5 * error);
    expect(Math.abs(kept / 1_500 / truth - 1)).toBeLessThan(0.1);
  });

  it('give every input of a stratum the same chance', () => {
    const pool = poolOf(Array.from({ length: 20 }, (_, i) => ({ input: `q${i}` })));
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++) {
      for (const { id } of pickExamples(pool, { count: 5, holdout: 0, seed }).examples) {
        times.set(id, (times.get(id) ?? 0) + 1);
      }
    }
    // 500 expected of each, standard deviation 19.4.
    expect(Math.min(...times.values())).toBeGreaterThan(420);
    expect(Math.max(...times.values())).toBeLessThan(580);
  });
});

describe('allocation', () => {
  const shares = fc.array(
    fc.record({ records: fc.integer({ min: 1, max: 1e6 }), capacity: fc.integer({ min: 0, max: 60 }) }),
    { minLength: 1, maxLength: 34 },
  );

  it('gives out all there is and no more, one to each first, and only adds when there is more', () => {
    fc.assert(
      fc.property(shares, fc.nat(80), (list, count) => {
        const named = list.map((share, index) => ({ ...share, stratum: `s${index}` }));
        const picks = allocate(named, count);
        const capacity = named.reduce((sum, share) => sum + share.capacity, 0);
        expect(picks.reduce((a, b) => a + b, 0)).toBe(Math.min(count, capacity));
        expect(picks.every((n, index) => n <= named[index]!.capacity)).toBe(true);
        const open = named.filter((share) => share.capacity > 0).length;
        if (count >= open) expect(picks.filter((n) => n > 0)).toHaveLength(open);
        const more = allocate(named, count + 1);
        expect(more.every((n, index) => n >= picks[index]!)).toBe(true);
      }),
    );
  });

  it('follows the square root of the records', () => {
    const named = [10_000, 400, 100].map((records, i) => ({ records, capacity: 1e6, stratum: `s${i}` }));
    expect(allocate(named, 130)).toEqual([100, 20, 10]);
  });
});

describeWith('banking77/train.csv', "a bank's 10,003 real questions", () => {
  it('are estimated without bias from 50 of them', { timeout: 60_000 }, async () => {
    const records = recordsOf(await readRows(csv, sharedBytes('banking77/train.csv')));
    expect(records).toHaveLength(10_003);
    const builder = poolBuilder({ entries: 20_000, characters: 1e9 });
    for (const record of records) builder.add(record);
    const truth = records.reduce((sum, record) => sum + figureOf(record), 0) / records.length;
    const pool = builder.toPool();
    const { mean, error } = simulate(pool, { records: 10_003, seeds: 30, split: 'dev', count: 50 });
    expect(Math.abs(mean - truth)).toBeLessThan(3.5 * error);
    expect(error).toBeLessThan(truth * 0.05);
  });
});
