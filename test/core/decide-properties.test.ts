/** What holds for every decision, whatever the rows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput, Decision } from '../../src/core/decision.ts';

const NAMES = ['A', 'B', 'C'];
const RUNS = { numRuns: 100 };

interface World {
  readonly input: DecideInput;
  readonly seed: number;
}

/** Evals of up to 30 examples: several raters and trials, gaps, failures, weights, slices, clusters, looks. */
const worlds: fc.Arbitrary<World> = fc
  .record({
    k: fc.integer({ min: 2, max: 3 }),
    n: fc.integer({ min: 1, max: 30 }),
    seed: fc.integer(),
    lift: fc.constantFrom(0, 0, 1, 2),
    by: fc.constantFrom('rating' as const, 'acceptable' as const),
    looks: fc.constantFrom('final' as const, [5, 10, 15], [8, 30]),
    weights: fc.constantFrom('none', 'equal', 'some', 'all'),
    clusters: fc.constantFrom(0, 3, 12),
    outputs: fc.boolean(),
    incumbent: fc.boolean(),
  })
  .map((of) => {
    const random = generator(of.seed);
    const names = NAMES.slice(0, of.k);
    const examples = Array.from({ length: of.n }, (_, i) => ({
      id: `e${i}`,
      ...(of.weights === 'equal' && { weight: 7 }),
      ...(of.weights === 'all' && { weight: 1 + Math.floor(20 * random()) }),
      ...(of.weights === 'some' && i % 2 === 0 && { weight: Math.floor(3 * random()) }),
      slices: random() < 0.4 ? ['edge'] : random() < 0.5 ? ['long', 'edge'] : [],
      ...(of.clusters > 0 && { cluster: `c${Math.floor(of.clusters * random())}` }),
    }));
    const outputs: NonNullable<DecideInput['outputs']>[number][] = [];
    const ratings: DecideInput['ratings'][number][] = [];
    for (const { id: example } of examples) {
      for (const [index, candidate] of names.entries()) {
        for (const trial of random() < 0.2 ? [1, 2] : [1]) {
          const status = random() < 0.05 ? ('error' as const) : ('ok' as const);
          const costUsd = (index + 1) * 0.001 * (1 + random());
          if (of.outputs)
            outputs.push({
              ...{ example, candidate, trial, status, costUsd, latencyMs: 1000 * random() },
              failedAttempts: random() < 0.2 ? ['http-500'] : [],
            });
          for (const rater of ['ann', 'bob']) {
            if (random() < (rater === 'ann' ? 0.1 : 0.7) || (of.outputs && status === 'error')) continue;
            const rating = Math.min(5, 1 + Math.floor(4 * random()) + (index === 1 ? of.lift : 0));
            const at = new Date(1.8e12 + Math.floor(1e6 * random())).toISOString();
            ratings.push({ example, candidate, trial, rater, rating, acceptable: rating >= 4, at });
          }
        }
      }
    }
    const candidates = names.map((name, i) => ({ name, incumbent: of.incumbent && i === 0 }));
    const options = { by: of.by, looks: of.looks };
    return {
      input: { examples, candidates, ratings, ...(of.outputs && { outputs }), options },
      seed: of.seed,
    };
  });

/** A small generator of uniform numbers (mulberry32), so that a failing world can be made again. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled<Row>(rows: readonly Row[], random: () => number): Row[] {
  const copy = [...rows];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

test('the order of the rows does not matter to any part of the decision', () => {
  fc.assert(
    fc.property(worlds, ({ input, seed }) => {
      const random = generator(seed + 1);
      const other = {
        ...input,
        examples: shuffled(input.examples, random),
        ratings: shuffled(input.ratings, random),
        ...(input.outputs && { outputs: shuffled(input.outputs, random) }),
      };
      expect(decide(other)).toEqual(decide(input));
    }),
    RUNS,
  );
});

test('the order of the candidates changes neither verdict, contenders nor hash', () => {
  fc.assert(
    fc.property(worlds, ({ input }) => {
      const there = decide(input);
      const back = decide({ ...input, candidates: [...input.candidates].reverse() });
      expect(back.inputsHash).toBe(there.inputsHash);
      expect([...back.contenders].sort()).toEqual([...there.contenders].sort());
      expect(back.verdict.winner).toBe(there.verdict.winner);
      expect(back.verdict.kind).toBe(there.verdict.kind);
    }),
    RUNS,
  );
});

test('swapping two candidates mirrors the result', () => {
  fc.assert(
    fc.property(worlds, ({ input }) => {
      const swap = (name: string) => (name === 'A' ? 'B' : name === 'B' ? 'A' : name);
      const swapRow = <Row extends { readonly candidate: string }>(row: Row) => ({
        ...row,
        candidate: swap(row.candidate),
      });
      const mirrored = decide({
        ...input,
        candidates: input.candidates.map((one) => ({
          ...one,
          incumbent: input.candidates.some(
            (other) => other.name === swap(one.name) && other.incumbent === true,
          ),
        })),
        ratings: input.ratings.map(swapRow),
        ...(input.outputs && { outputs: input.outputs.map(swapRow) }),
      });
      const straight = decide(input);
      expect(mirrored.verdict.kind).toBe(straight.verdict.kind);
      expect(mirrored.verdict.winner).toBe(straight.verdict.winner && swap(straight.verdict.winner));
      expect(mirrored.verdict.ratingsNeeded).toBe(straight.verdict.ratingsNeeded);
      expect(mirrored.looks).toEqual(straight.looks);
      const [first, second] = [ofPair(straight, 'A', 'B'), ofPair(mirrored, 'A', 'B')];
      first.forEach((comparison, i) => {
        const other = second[i]!;
        expect(other.estimand).toEqual(comparison.estimand);
        expect(other.difference).toBeCloseTo(-comparison.difference, 10);
        expect(other.interval[0]).toBeCloseTo(-comparison.interval[1], 10);
        expect(other.decisionInterval[1]).toBeCloseTo(-comparison.decisionInterval[0], 10);
        expect(other.winner).toBe(comparison.winner && swap(comparison.winner));
      });
    }),
    RUNS,
  );
});

function ofPair(decision: Decision, a: string, b: string) {
  return decision.comparisons.filter((comparison) => comparison.a === a && comparison.b === b);
}

test('no interval is without width, and each lies on its scale', () => {
  fc.assert(
    fc.property(worlds, ({ input }) => {
      const decision = decide(input);
      const [low, high] = decision.scale;
      const expectInside = (interval: readonly [number, number], min: number, max: number) => {
        expect(interval[1] - interval[0]).toBeGreaterThan(1e-6);
        expect(interval[0]).toBeGreaterThanOrEqual(min);
        expect(interval[1]).toBeLessThanOrEqual(max);
      };
      for (const { interval, decisionInterval, difference } of decision.comparisons) {
        expectInside(interval, low - high, high - low);
        expectInside(decisionInterval, low - high, high - low);
        expect(Number.isFinite(difference)).toBe(true);
      }
      for (const { rating, acceptable, traffic, slices = [] } of decision.candidates) {
        if (rating) expectInside(rating.interval, 1, 5);
        if (acceptable) expectInside(acceptable.interval, 0, 1);
        for (const figure of [...(traffic ? [traffic] : []), ...slices])
          expectInside(figure.interval, low, high);
      }
    }),
    RUNS,
  );
});

test('rating everything one step higher changes no comparison', () => {
  fc.assert(
    fc.property(worlds, ({ input }) => {
      const { outputs, ...rest } = input;
      const low = { ...rest, options: { ...rest.options, by: 'rating' as const } };
      const ratings = input.ratings.map((row) => ({ ...row, rating: Math.min(row.rating!, 4) }));
      const lifted = ratings.map((row) => ({ ...row, rating: row.rating + 1 }));
      const before = decide({ ...low, ratings }).comparisons;
      decide({ ...low, ratings: lifted }).comparisons.forEach((comparison, i) => {
        expect(comparison.difference).toBeCloseTo(before[i]!.difference, 10);
        expect(comparison.decisionInterval[0]).toBeCloseTo(before[i]!.decisionInterval[0], 9);
        expect(comparison.winner).toBe(before[i]!.winner);
      });
    }),
    RUNS,
  );
});

test('equal weights decide as no weights do', () => {
  fc.assert(
    fc.property(worlds, ({ input }) => {
      const examples = input.examples.map(({ weight, ...example }) => example);
      const without = decide({ ...input, examples });
      const equal = decide({ ...input, examples: examples.map((example) => ({ ...example, weight: 0.37 })) });
      expect(equal.verdict).toEqual(without.verdict);
      const traffic = equal.comparisons.filter(({ estimand }) => estimand === 'traffic');
      const picked = equal.comparisons.filter(({ estimand, n }) => estimand === 'picked' && n > 0);
      expect(traffic.map(({ estimand, ...rest }) => rest)).toEqual(
        picked.map(({ estimand, generationNoise, ...rest }) => rest),
      );
    }),
    RUNS,
  );
});

test('a row repeated word for word changes nothing at all', () => {
  fc.assert(
    fc.property(worlds, fc.nat(), ({ input }, index) => {
      fc.pre(input.ratings.length > 0);
      const row = input.ratings[index % input.ratings.length]!;
      expect(decide({ ...input, ratings: [...input.ratings, { ...row }] })).toEqual(decide(input));
    }),
    RUNS,
  );
});

test('a winner is a contender, and every contender but it has been beaten', () => {
  fc.assert(
    fc.property(worlds, ({ input }) => {
      const { verdict, contenders, comparisons, looks } = decide(input);
      if (verdict.winner !== undefined) expect(contenders).toContain(verdict.winner);
      if (verdict.kind === 'ship' || verdict.kind === 'keep' || verdict.kind === 'switch') {
        expect(contenders).toEqual([verdict.winner]);
        expect(looks.decidedAt).toBeDefined();
      }
      if (verdict.kind === 'too-close') expect(contenders.length).toBeGreaterThan(1);
      for (const { winner, decisionInterval, a } of comparisons) {
        if (winner !== null)
          expect(winner === a ? decisionInterval[0] : -decisionInterval[1]).toBeGreaterThan(0);
      }
    }),
    RUNS,
  );
});

test('a decision is plain JSON, down to the last figure', () => {
  fc.assert(
    fc.property(worlds, ({ input }) => {
      const decision = decide(input);
      expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
    }),
    RUNS,
  );
});
