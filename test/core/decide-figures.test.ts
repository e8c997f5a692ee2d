/** Money, time, slices, traffic and clusters. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { cycle, exampleName, story } from './decide-story.ts';

const columns = { A: cycle(20, 4, 5), B: cycle(20, 3, 3, 4) };
const base = () => story({ columns });

test('a candidate over the price limit is out, however good', () => {
  const decision = decide(
    story({ columns, costs: { A: 7.2, B: 1 }, options: { limits: { costPer1000Usd: 5 } } }),
  );
  expect(decision.candidates[0]).toMatchObject({
    contender: false,
    excluded: 'costs $7.20 per 1,000 answers, over the limit of $5.00',
  });
  expect(decision.contenders).toEqual(['B']);
  expect(decision.verdict).toEqual({
    kind: 'ship',
    winner: 'B',
    because:
      'B is the only candidate within the limits. A is out: costs $7.20 per 1,000 answers, over the limit of $5.00.',
  });
});

test('a candidate over the time limit is out by its 95th percentile', () => {
  const input = base();
  const outputs = input.ratings.map(({ example, candidate }, i) => ({
    example,
    candidate,
    status: 'ok' as const,
    latencyMs: candidate === 'A' ? 1000 + 100 * i : 500,
    firstTokenMs: 50,
  }));
  const decision = decide({ ...input, outputs, options: { limits: { p95LatencyMs: 2500 } } });
  expect(decision.candidates[0]).toMatchObject({
    latencyMs: { p50: 1900, p95: 2800 },
    firstTokenMs: { p50: 50, p95: 50 },
    excluded: '95 % of its answers take up to 2800 ms, over the limit of 2500 ms',
  });
  expect(decision.verdict.winner).toBe('B');
});

test('answers that are cut, empty or refused took their time as well; what never came did not', () => {
  const input = base();
  const statuses = ['ok', 'truncated', 'empty', 'refused', 'error'] as const;
  const outputs = input.ratings.map(({ example, candidate }, i) => {
    const status = candidate === 'A' ? statuses[i % statuses.length]! : 'ok';
    return { example, candidate, status, latencyMs: { ok: 1000, error: 60_000 }[status as 'ok'] ?? 9000 };
  });
  const [a, b] = decide({ ...input, outputs }).candidates;
  expect(a).toMatchObject({ latencyMs: { p50: 9000, p95: 9000 } });
  expect(b).toMatchObject({ latencyMs: { p50: 1000, p95: 1000 } });
});

test('when nobody is within the limits nothing is decided', () => {
  const decision = decide(
    story({ columns, costs: { A: 7, B: 6 }, options: { limits: { costPer1000Usd: 5 } } }),
  );
  expect(decision.verdict.kind).toBe('not-enough');
  expect(decision.verdict.because).toContain('No candidate is within the limits: A is out');
  expect(decision.contenders).toEqual([]);
});

test('an unknown price or time under a limit is flagged, not excluded', () => {
  const options = { limits: { costPer1000Usd: 5, p95LatencyMs: 900 } };
  const decision = decide(story({ columns, options }));
  expect(decision.verdict).toMatchObject({ kind: 'ship', winner: 'A' });
  expect(decision.warnings).toEqual([
    'The price of A is not known, so the limit of $5.00 per 1,000 answers could not be checked.',
    'The times of A are not known, so the limit of 900 ms could not be checked.',
    'The price of B is not known, so the limit of $5.00 per 1,000 answers could not be checked.',
    'The times of B are not known, so the limit of 900 ms could not be checked.',
  ]);
});

test('a price known for a part is the mean of that part, and that is said', () => {
  const input = story({ columns, costs: { A: 4, B: 4 } });
  const outputs = input.outputs!.map(({ costUsd, ...row }, i) =>
    i === 0 ? row : { ...row, costUsd: costUsd! },
  );
  const decision = decide({ ...input, outputs });
  expect(decision.candidates[0]!.costPer1000Usd).toBeCloseTo(4, 12);
  expect(decision.warnings).toEqual([
    'The cost of A is the mean of the outputs whose price is known; of 1 it is not.',
  ]);
});

test('an acceptable answer costs more than an answer', () => {
  const input = story({ columns, costs: { A: 4, B: 4 } });
  const ratings = input.ratings.map((row) => ({ ...row, acceptable: row.rating! >= 4 }));
  const { candidates } = decide({ ...input, ratings });
  expect(candidates[0]!.costPerAcceptableUsd).toBeCloseTo(0.004, 12);
  expect(candidates[1]!.costPerAcceptableUsd).toBeCloseTo(0.004 / (6 / 20), 12);
});

test('slices have their own numbers and never a say in the verdict', () => {
  const input = base();
  const examples = input.examples.map((example, i) => ({
    ...example,
    slices: i < 5 ? ['long', 'edge'] : ['short'],
  }));
  const decision = decide({ ...input, examples });
  expect(decision.candidates[0]!.slices!.map(({ slice, n }) => [slice, n])).toEqual([
    ['edge', 5],
    ['long', 5],
    ['short', 15],
  ]);
  const slices = decision.comparisons.filter(({ estimand }) => typeof estimand === 'object');
  expect(slices.map(({ n }) => n)).toEqual([5, 5, 15]);
  expect(decision.verdict).toEqual(decide(input).verdict);
});

test('without weights there are no traffic figures', () => {
  const decision = decide(base());
  expect(decision.candidates[0]!.traffic).toBeUndefined();
  expect(decision.comparisons.map(({ estimand }) => estimand)).toEqual(['picked']);
});

test('with equal weights the traffic figures are the picked ones', () => {
  const input = base();
  const weighted = decide({
    ...input,
    examples: input.examples.map((example) => ({ ...example, weight: 0.3 })),
  });
  const { rating, traffic } = weighted.candidates[0]!;
  expect(traffic).toEqual({ ...rating, kishN: expect.closeTo(20, 10) });
  const [picked, byTraffic] = weighted.comparisons;
  expect(byTraffic).toEqual({ ...picked, estimand: 'traffic' });
});

test('weights move the traffic figures and nothing else; examples without one stay out of them', () => {
  const input = base();
  const examples = input.examples.map((example, i) =>
    i < 12 ? { ...example, weight: i % 2 === 0 ? 9 : 1 } : example,
  );
  const decision = decide({ ...input, examples });
  expect(decision.candidates[0]!.traffic!.mean).toBeCloseTo((9 * 4 + 5) / 10, 12);
  expect(decision.candidates[0]!.traffic!.kishN).toBeCloseTo((6 * 10) ** 2 / (6 * 82), 10);
  expect(decision.comparisons[0]).toEqual(decide(input).comparisons[0]);
  expect(decision.comparisons[1]).toMatchObject({ estimand: 'traffic', n: 12 });
  expect(decision.warnings).toEqual(['Left out of the traffic figures, having no weight: 8 examples.']);
});

test('when the traffic points the other way, the reader is told', () => {
  const input = story({ columns: { A: [...cycle(18, 4, 5), 1, 1], B: [...cycle(18, 3), 5, 5] } });
  const examples = input.examples.map((example, i) => ({ ...example, weight: i < 18 ? 1 : 50 }));
  const decision = decide({ ...input, examples });
  expect(decision.verdict.winner).toBe('A');
  expect(decision.warnings).toEqual(['With the mix of the real traffic, B is ahead of A.']);
});

test('a cheaper one that is a little behind is not warned of again by traffic that says the same', () => {
  const close = { A: cycle(50, 4, 5, 4, 4, 5), B: [...cycle(48, 4, 5, 4, 5, 4), 4, 4] };
  const input = story({ columns: close, costs: { A: 4, B: 1.2 } });
  const weighted = (weight: (i: number) => number) =>
    decide({ ...input, examples: input.examples.map((example, i) => ({ ...example, weight: weight(i) })) });
  expect(weighted(() => 1).verdict).toMatchObject({ kind: 'cheaper-equivalent', winner: 'B' });
  expect(weighted(() => 1).comparisons[0]!.difference).toBeGreaterThan(0);
  expect(weighted(() => 1).warnings).toEqual([]);
  expect(weighted((i) => (i === 49 ? 5 : 1)).warnings).toEqual([
    'With the mix of the real traffic, A is ahead of B.',
  ]);
});

test('examples of one customer are not so many independent ones', () => {
  const input = base();
  const clustered = (size: number) => ({
    ...input,
    examples: input.examples.map((example, i) => ({
      ...example,
      cluster: `customer ${Math.floor(i / size)}`,
    })),
  });
  const width = (of: Parameters<typeof decide>[0]) => {
    const [low, high] = decide(of).comparisons[0]!.interval;
    return high - low;
  };
  expect(decide(clustered(1)).comparisons).toEqual(decide(input).comparisons);
  expect(width(clustered(2))).toBeGreaterThan(width(input));
  expect(width(clustered(5))).toBeGreaterThan(width(clustered(2)));
  expect(decide(clustered(20)).comparisons[0]).toMatchObject({ interval: [-4, 4], winner: null });
  expect(decide(clustered(2)).method.join(' ')).toContain('below ten clusters');
});

test('the decision says what it was made of, and its hash changes with any of it', () => {
  const input = base();
  const { inputsHash, method, looks } = decide(input);
  expect(inputsHash).toMatch(/^[0-9a-f]{64}$/);
  expect(looks).toEqual({ planned: 'final', taken: [20], decidedAt: 20 });
  expect(method).toEqual([
    'Differences: paired t interval, 95 %, for caution computed as if there were two more examples, at plus and minus one step.',
    'Mean ratings: t interval, 95 %, computed as if there were one more lowest and one more highest rating.',
    'One look, at everything that is rated.',
    'As good and cheaper: half the cost or less, and the 95 % lower bound of the difference above -0.2.',
  ]);
  const others = [
    { ...input, ratings: input.ratings.slice(1) },
    { ...input, examples: [...input.examples, { id: exampleName(40) }] },
    { ...input, candidates: [{ name: 'A', incumbent: true }, { name: 'B' }] },
    { ...input, options: { margin: 0.3 } },
    { ...input, options: { earlyReveal: true } },
    { ...input, outputs: [{ example: 'e01', candidate: 'A', status: 'ok' as const }] },
  ];
  const hashes = [input, ...others].map((one) => decide(one).inputsHash);
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(decide({ ...input, options: { earlyReveal: true } }).earlyReveal).toBe(true);
});
