/** What `pick` chooses: all kinds of work, no one's favourite, and weights that speak for the traffic. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Example, Split } from '../../src/core/example.ts';
import { csv } from '../../src/importers/csv.ts';
import { allocate } from '../../src/sampling/allocate.ts';
import { pickExamples } from '../../src/sampling/pick.ts';
import { POOL_LIMITS, poolBuilder } from '../../src/sampling/pool.ts';
import { type ViewedPool, viewPool } from '../../src/sampling/view.ts';
import { readRows, recordsOf } from '../importers/read-rows.ts';
import { describeWith, sharedBytes } from '../importers/shared-data.ts';
import { figureOf, poolOf, spelt, traffic } from './synthetic.ts';

const SEEDS = process.env.FIELDTEST_LONG === undefined ? 60 : 1_000;

const RECORDS = traffic(1_500);
const POOL = viewPool(poolOf(RECORDS));
const SMALL_RECORDS = traffic(300);
const SMALL = viewPool(poolOf(SMALL_RECORDS));

function ids(examples: readonly Example[], split: Split): readonly string[] {
  return examples.filter((example) => example.split === split).map((example) => example.id);
}

/** The mean and standard error of the weighted estimate of a figure's mean, over many seeds. */
function simulate(
  pool: ViewedPool,
  options: {
    records: number;
    seeds: number;
    split: Split;
    count: number;
    figure?: (example: Example) => number;
  },
) {
  const { figure = figureOf } = options;
  const estimates = Array.from({ length: options.seeds }, (_, seed) => {
    const { examples } = pickExamples(pool, { count: options.count, holdout: options.count, seed });
    const own = examples.filter((example) => example.split === options.split);
    return own.reduce((sum, example) => sum + example.weight! * figure(example), 0) / options.records;
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
    const work = picked.strata.filter(({ family }) => family === undefined);
    expect(work.map(({ stratum }) => stratum)).toEqual(
      expect.arrayContaining([
        'length:medium shape:html',
        'length:short shape:json',
        'length:short shape:plain',
      ]),
    );
    for (const stratum of work) expect(stratum.picked).toBeGreaterThan(0);
    const of = (name: string) => work.find(({ stratum }) => stratum === name)!;
    expect(of('length:short shape:plain').picked).toBeGreaterThan(2 * of('length:short shape:json').picked);
    expect(picked.strata.reduce((sum, { picked: n }) => sum + n, 0)).toBe(50);
    expect(picked.strata.reduce((sum, { records }) => sum + records, 0)).toBe(1_500);
  });

  it('says in the slices what an example is there for', () => {
    const html = picked.examples.find((example) => String(example.input).startsWith('<div>'));
    expect(html?.slices).toEqual(expect.arrayContaining(['length:medium', 'shape:html']));
  });

  it('is the same for the same seed, in any order of the pool, and another for another seed', () => {
    const shuffled = viewPool(poolOf([...RECORDS].reverse()));
    const options = { count: 50, holdout: 10, seed: 1 };
    expect(JSON.stringify(pickExamples(POOL, options))).toBe(JSON.stringify(picked));
    expect(JSON.stringify(pickExamples(shuffled, options))).toBe(JSON.stringify(picked));
    const other = ids(pickExamples(POOL, { ...options, seed: 2 }).examples, 'dev');
    // What very much of the traffic is comes every time.
    const sure = new Set(picked.how.filter(({ chance }) => chance === 1).map(({ example }) => example));
    const shared = other.filter((id) => ids(picked.examples, 'dev').includes(id) && !sure.has(id));
    expect(shared.length).toBeLessThan(10);
  });

  it('for fewer is a part of picking for more, and more never takes what is held out', () => {
    let smaller = pickExamples(POOL, { count: 1, holdout: 10, seed: 7, base: 50 });
    for (let count = 2; count <= 120; count += 23) {
      const larger = pickExamples(POOL, { count, holdout: 10, seed: 7, base: 50 });
      const dev = new Set(ids(larger.examples, 'dev'));
      expect(ids(smaller.examples, 'dev').every((id) => dev.has(id))).toBe(true);
      expect(new Set(ids(larger.examples, 'holdout'))).toEqual(new Set(ids(smaller.examples, 'holdout')));
      expect(ids(larger.examples, 'holdout').some((id) => dev.has(id))).toBe(false);
      smaller = larger;
    }
  });

  it('keeps the order in which a smaller number was shown', () => {
    const small = ids(pickExamples(POOL, { count: 20, holdout: 0, seed: 3, base: 50 }).examples, 'dev');
    const large = ids(pickExamples(POOL, { count: 50, holdout: 0, seed: 3 }).examples, 'dev');
    expect(large.filter((id) => small.includes(id))).toEqual(small);
  });

  it('has a random tenth of every kind among its first', () => {
    const html = (examples: readonly Example[]) =>
      examples.filter((example) => example.slices.includes('shape:html')).length;
    const seen = Array.from({ length: SEEDS }, (_, seed) => {
      const { examples } = pickExamples(SMALL, { count: 30, holdout: 0, seed });
      return { first: html(examples.slice(0, 10)), all: html(examples) };
    });
    const mean = (of: 'first' | 'all') => seen.reduce((sum, one) => sum + one[of], 0) / seen.length;
    expect(mean('all')).toBeGreaterThan(2);
    expect(Math.abs(mean('first') - mean('all') / 3)).toBeLessThan(4 * Math.sqrt(mean('all') / 3 / SEEDS));
  });

  it('changes little when the pool does', () => {
    const keptWithout = (left: (at: number) => boolean) => {
      const pool = viewPool(poolOf(RECORDS.filter((_, at) => !left(at))));
      const again = new Set(ids(pickExamples(pool, { count: 50, holdout: 10, seed: 1 }).examples, 'dev'));
      return ids(picked.examples, 'dev').filter((id) => again.has(id)).length;
    };
    expect(keptWithout((at) => at === 0)).toBeGreaterThan(35);
    expect(keptWithout((at) => at % 100 === 7)).toBeGreaterThan(25);
  });

  it('gives all there is when that is less than asked, and says how much is missing', () => {
    const pool = viewPool(poolOf(traffic(40, 5)));
    const distinct = pool.entries.length;
    const all = pickExamples(pool, { count: 50, holdout: 10, seed: 1 });
    expect(ids(all.examples, 'dev')).toHaveLength(distinct);
    expect(all.missing).toEqual({ dev: 50 - distinct, holdout: 10 });
    for (const example of all.examples) {
      expect(example.weight).toBeCloseTo(pool.entries.find(({ id }) => id === example.id)!.count, 9);
    }
    expect(
      pickExamples(viewPool({ strata: [], facets: [], entries: [] }), { count: 5, holdout: 1, seed: 1 }),
    ).toEqual({
      examples: [],
      how: [],
      strata: [],
      missing: { dev: 5, holdout: 1 },
      unreplaced: 0,
    });
  });

  it('keeps the name, the reference, the metadata, and what belongs together', () => {
    const pool = viewPool(
      poolOf([
        { input: 'a', name: 'n1', reference: { x: 1 }, metadata: { session_id: 's', conversation_id: 7 } },
        { input: 'b', metadata: { thread_id: 't' } },
        { input: 'c', answer: 'not part of an example' },
      ]),
    );
    const { examples } = pickExamples(pool, { count: 3, holdout: 0, seed: 1 });
    const byInput = Object.fromEntries(examples.map((example) => [example.input, example]));
    expect(byInput.a).toMatchObject({ name: 'n1', reference: { x: 1 }, cluster: '7' });
    expect(byInput.a?.metadata).toEqual({ session_id: 's', conversation_id: 7 });
    expect(byInput.b).toMatchObject({ cluster: 't' });
    expect(Object.keys(byInput.c!)).toEqual(['id', 'input', 'slices', 'split', 'weight']);
  });
});

describe('the weights', () => {
  const records = SMALL_RECORDS;
  const truth = records.reduce((sum, record) => sum + figureOf(record), 0) / records.length;
  const options = { records: records.length, seeds: SEEDS, count: 25 } as const;

  it('of dev examples estimate the traffic without bias', () => {
    const { mean, error } = simulate(SMALL, { ...options, split: 'dev' });
    expect(Math.abs(mean - truth)).toBeLessThan(3.5 * error);
    expect(error).toBeLessThan(truth * 0.1);
  });

  it('of those held out estimate the rest of it, but for what is sure to be in the set', () => {
    const { how } = pickExamples(SMALL, { count: 25, holdout: 25, seed: 1 });
    const sure = new Set(how.filter(({ chance }) => chance === 1).map(({ example }) => example));
    expect(sure.size).toBeGreaterThan(0);
    const rest = SMALL.entries.reduce(
      (sum, { id, record, count }) => sum + (sure.has(id) ? 0 : count * figureOf(record)),
      0,
    );
    const { mean, error } = simulate(SMALL, { ...options, split: 'holdout' });
    expect(Math.abs(mean - rest / records.length)).toBeLessThan(3.5 * error);
  });

  it('do so when the pool had to leave inputs out, up to what the pool itself is off', () => {
    const small = poolOf(records, { ...POOL_LIMITS, entries: 60, characters: 1e9 });
    expect(small.strata.some(({ overflowed }) => overflowed)).toBe(true);
    const pool = viewPool(small);
    const kept = pool.entries.reduce(
      (sum, { record }, index) => sum + pool.records[index]! * figureOf(record),
      0,
    );
    const { mean, error } = simulate(pool, { ...options, split: 'dev' });
    expect(Math.abs(mean - kept / records.length)).toBeLessThan(3.5 * error);
    expect(Math.abs(kept / records.length / truth - 1)).toBeLessThan(0.2);
  });

  it('give every input of a stratum the same chance', () => {
    const pool = viewPool(poolOf(Array.from({ length: 20 }, (_, i) => ({ input: `q${spelt(i)} is asked` }))));
    const times = new Map<string, number>();
    const draws = 10 * SEEDS;
    for (let seed = 0; seed < draws; seed++) {
      for (const { id } of pickExamples(pool, { count: 5, holdout: 0, seed }).examples) {
        times.set(id, (times.get(id) ?? 0) + 1);
      }
    }
    const deviation = Math.sqrt(draws * 0.25 * 0.75);
    for (const seen of times.values()) expect(Math.abs(seen - draws / 4)).toBeLessThan(4 * deviation);
    expect(times.size).toBe(20);
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
        const named = list.map((share, index) => ({ ...share, name: `s${index}` }));
        const picks = allocate(named, { count, floor: 1 });
        const capacity = named.reduce((sum, share) => sum + share.capacity, 0);
        expect(picks.reduce((a, b) => a + b, 0)).toBe(Math.min(count, capacity));
        expect(picks.every((n, index) => n <= named[index]!.capacity)).toBe(true);
        const open = named.filter((share) => share.capacity > 0).length;
        if (count >= open) expect(picks.filter((n) => n > 0)).toHaveLength(open);
        const more = allocate(named, { count: count + 1, floor: 1 });
        expect(more.every((n, index) => n >= picks[index]!)).toBe(true);
      }),
    );
  });

  it('follows the square root of the records', () => {
    const named = [10_000, 400, 100].map((records, i) => ({ records, capacity: 1e6, name: `s${i}` }));
    expect(allocate(named, { count: 130, floor: 1 })).toEqual([100, 20, 10]);
  });
});

describeWith('banking77/train.csv', "a bank's 10,003 real questions", () => {
  it('are estimated without bias from 50 of them', { timeout: 60_000 }, async () => {
    const records = recordsOf(await readRows(csv, sharedBytes('banking77/train.csv')));
    expect(records).toHaveLength(10_003);
    const builder = poolBuilder();
    for (const record of records) builder.add(record);
    const figure = ({ input }: { readonly input: unknown }) => String(input).length;
    const truth = records.reduce((sum, record) => sum + figure(record), 0) / records.length;
    const pool = viewPool(builder.toPool());
    const { mean, error } = simulate(pool, {
      records: 10_003,
      seeds: process.env.FIELDTEST_LONG === undefined ? 6 : 100,
      split: 'dev',
      count: 50,
      figure,
    });
    // The pool is a sample itself, of a fifth of the records.
    expect(Math.abs(mean / truth - 1)).toBeLessThan(0.05 + (3.5 * error) / truth);
    expect(error).toBeLessThan(truth * 0.08);
  });
});

describe('what was changed by hand', () => {
  const without = { dropped: new Set<string>(), swapped: new Set<string>(), added: new Set<string>() };
  const few = viewPool(poolOf(traffic(40, 5)));

  it('never reaches what is held out, however many are swapped', () => {
    const options = { count: 10, holdout: 10, seed: 1 };
    const before = pickExamples(few, options);
    const held = ids(before.examples, 'holdout');
    const swapped = new Set(ids(before.examples, 'dev'));
    const after = pickExamples(few, { ...options, changes: { ...without, swapped } });
    expect(ids(after.examples, 'holdout')).toEqual(held);
    const dev = ids(after.examples, 'dev');
    expect(dev.filter((id) => held.includes(id) || swapped.has(id))).toEqual([]);
    expect(dev.length + after.unreplaced).toBe(10);
    expect(new Set(after.examples.map(({ id }) => id)).size).toBe(after.examples.length);
  });
});

it('one template does not fill the set, and weighs what it is', () => {
  const letters = Array.from({ length: 3_000 }, (_, i) => ({
    input: `Dear customer ${i}, order ${7 * i} was sent.`,
  }));
  const view = viewPool(poolOf([...letters, ...traffic(600)]));
  const { examples, strata } = pickExamples(view, { count: 50, holdout: 0, seed: 1 });
  const form = strata.find(({ stratum, records }) => stratum.startsWith('form:') && records > 2_000);
  expect(form?.picked).toBe(2);
  const weight = examples
    .filter(({ input }) => String(input).startsWith('Dear customer'))
    .reduce((sum, example) => sum + example.weight!, 0);
  // Of 3,000 the pool kept 128, and tells how many there were to a tenth or so.
  expect(Math.abs(weight / 3_000 - 1)).toBeLessThan(0.3);
});
