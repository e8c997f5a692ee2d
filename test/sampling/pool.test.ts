/** A pool is bounded, exact in its counts, and the same whatever the order and however it was put together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pool } from '../../src/core/pool.ts';
import type { ProductionRecord } from '../../src/core/record.ts';
import { mergePools, POOL_LIMITS, poolBuilder } from '../../src/sampling/pool.ts';
import { inputStratum } from '../../src/sampling/stratum.ts';
import { poolOf, traffic } from './synthetic.ts';

/** Few inputs with many repeats whose other fields differ, in several strata and sizes. */
const record: fc.Arbitrary<ProductionRecord> = fc.record(
  {
    input: fc.oneof(
      fc.integer({ min: 0, max: 30 }).map((n) => `question ${n} ${'x'.repeat((n % 4) * 40)}`),
      fc.integer({ min: 0, max: 10 }).map((n) => `{"n": ${n}}`),
      fc.constantFrom({ a: 1, b: 2 }, { b: 2, a: 1 }),
    ),
    name: fc.constantFrom('a', 'b'),
    answer: fc.integer({ min: 0, max: 300 }).map((n) => 'y'.repeat(n)),
    reference: fc.constantFrom('yes', 'no'),
  },
  { requiredKeys: ['input'] },
);
const limits = fc.record({
  entries: fc.integer({ min: 1, max: 12 }),
  characters: fc.integer({ min: 100, max: 4000 }),
});

function textOf(pool: Pool): string {
  return JSON.stringify(pool);
}

describe('a pool', () => {
  it('is the same, byte for byte, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 120 }),
        limits,
        fc.infiniteStream(fc.nat()),
        (all, bound, keys) => {
          const shuffled = all
            .map((each) => ({ each, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
          expect(textOf(poolOf(shuffled, bound))).toBe(textOf(poolOf(all, bound)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of several merged is that of one pass, byte for byte, also when stored in between', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(record, fc.nat(3)), { maxLength: 120 }), limits, (all, bound) => {
        const parts = [0, 1, 2, 3].map((part) =>
          poolOf(
            all.filter(([, belongs]) => belongs === part).map(([each]) => each),
            bound,
          ),
        );
        const stored = parts.map((part) => JSON.parse(textOf(part)) as Pool);
        const once = textOf(
          poolOf(
            all.map(([each]) => each),
            bound,
          ),
        );
        expect(textOf(mergePools(stored, bound))).toBe(once);
        const [first, second, third, fourth] = stored as [Pool, Pool, Pool, Pool];
        const nested = mergePools(
          [mergePools([fourth, second], bound), mergePools([third, first], bound)],
          bound,
        );
        expect(textOf(nested)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('can be added to after it was closed or merged', () => {
    const [first, second] = [traffic(500, 1), traffic(500, 2)];
    const bound = { entries: 20, characters: 5_000 };
    const builder = poolBuilder(bound);
    builder.merge(poolOf(first, bound));
    for (const each of second) builder.add(each);
    expect(builder.toPool()).toEqual(poolOf([...first, ...second], bound));
    expect(builder.toPool()).toEqual(builder.toPool());
    expect(mergePools([])).toEqual({ strata: [], entries: [] });
  });

  it('keeps the inputs with the lowest ids, with exact counts, and counts every record', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 200 }), limits, (all, bound) => {
        const pool = poolOf(all, bound);
        const full = poolOf(all);
        for (const { stratum, records, overflowed, distinct, bound: lowestOut } of pool.strata) {
          const own = pool.entries.filter((entry) => entry.stratum === stratum);
          const exact = full.entries.filter((entry) => entry.stratum === stratum);
          expect(records).toBe(exact.reduce((sum, entry) => sum + entry.count, 0));
          expect(own).toEqual(exact.slice(0, own.length));
          expect(own.length).toBeGreaterThan(0);
          expect(own.length).toBeLessThanOrEqual(bound.entries);
          expect(overflowed).toBe(own.length < exact.length);
          expect(lowestOut).toBe(exact[own.length]?.id);
          if (!overflowed) expect(distinct).toBe(exact.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps of the records with one input the fullest', () => {
    const pool = poolOf([{ input: 'x' }, { input: 'x', reference: 'right' }, { input: 'x', name: 'n' }]);
    expect(pool.entries).toMatchObject([{ count: 3, record: { input: 'x', reference: 'right' } }]);
  });

  it('estimates how many distinct inputs there were, to a few per cent', () => {
    const builder = poolBuilder();
    for (let i = 0; i < 40_000; i++) builder.add({ input: `question ${i % 30_000}` });
    const [stratum] = builder.toPool().strata;
    expect(stratum).toMatchObject({ records: 40_000, overflowed: true });
    expect(Math.abs(stratum!.distinct / 30_000 - 1)).toBeLessThan(3 / Math.sqrt(POOL_LIMITS.entries));
  });

  it('has no bias in that estimate', () => {
    const estimates = Array.from({ length: 200 }, (_, round) => {
      const builder = poolBuilder({ entries: 20, characters: 1e9 });
      for (let i = 0; i < 600; i++) builder.add({ input: `round ${round} question ${i % 200}` });
      return builder.toPool().strata[0]!.distinct;
    });
    const mean = estimates.reduce((a, b) => a + b) / estimates.length;
    expect(Math.abs(mean - 200)).toBeLessThan(4 * (200 / Math.sqrt(20) / Math.sqrt(200)));
  });

  it('stays within its characters whatever the records hold, but for one entry of a stratum', () => {
    const builder = poolBuilder();
    for (let i = 0; i < 400; i++) {
      builder.add({ input: `${i} ${'long text '.repeat(20_000)}`, answer: 'a'.repeat(1_000_000) });
      builder.add({ input: `${i}`, answer: 'a'.repeat(1_000_000), reference: 'kept' });
    }
    const pool = builder.toPool();
    for (const { stratum } of pool.strata) {
      const own = pool.entries.filter((entry) => entry.stratum === stratum);
      expect(JSON.stringify(own.map((entry) => entry.record)).length).toBeLessThan(
        POOL_LIMITS.characters * 1.01,
      );
      expect(own.length).toBeGreaterThan(20);
    }
    const short = pool.entries.find((entry) => entry.stratum === inputStratum('1'));
    expect(short?.record).toMatchObject({ reference: 'kept' });
    expect(short?.record.answer).toBeUndefined();
  });
});
