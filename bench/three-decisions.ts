/** Three whole evals, the same on every machine, on which R checks `decide` (see README.md). */
import type { DecideInput } from '../src/core/decision.ts';
import { randomFrom } from './simulate-decisions.ts';

type Example = DecideInput['examples'][number];
type Rating = DecideInput['ratings'][number];
type Output = NonNullable<DecideInput['outputs']>[number];

/** By name: 1-5 ratings at one look, yes/no answers in clusters, 1-5 ratings at a planned look. */
export function threeDecisions(): { readonly [name: string]: DecideInput } {
  return { ratings: ratings(), rates: rates(), looks: looks() };
}

const CANDIDATES = ['A', 'B', 'C'] as const;
type Name = (typeof CANDIDATES)[number];
type PerCandidate = { readonly [name in Name]: number };

const idOf = (i: number) => `e${String(i + 1).padStart(2, '0')}`;
const onScale = (value: number) => Math.min(5, Math.max(1, Math.round(value)));
const minute = (n: number) => new Date(Date.UTC(2026, 10, 24, 9, n)).toISOString();

/** Roughly normal, mean 0, deviation 1, of sums alone: the same to the last bit everywhere. */
function noiseFrom(random: () => number): () => number {
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random();
    return sum;
  };
}

/** One rater, 50 examples of equal weight, an incumbent, a rival at a third of its price, and one clearly worse. */
function ratings(): DecideInput {
  const noise = noiseFrom(randomFrom(4));
  const quality: PerCandidate = { A: 3.9, B: 3.9, C: 2.9 };
  const cost: PerCandidate = { A: 0.0061, B: 0.002, C: 0.0011 };
  const time: PerCandidate = { A: 2100, B: 900, C: 400 };
  const examples: Example[] = [];
  const rated: Rating[] = [];
  const outputs: Output[] = [];
  for (let i = 0; i < 50; i++) {
    const example = idOf(i);
    examples.push({ id: example, weight: 1 });
    const ease = 0.8 * noise();
    for (const candidate of CANDIDATES) {
      const rating = onScale(quality[candidate] + ease + 0.35 * noise());
      const failed = candidate === 'C' && i === 6;
      outputs.push({
        example,
        candidate,
        status: failed ? 'error' : candidate === 'B' && i === 11 ? 'truncated' : 'ok',
        ...(failed ? {} : { costUsd: cost[candidate] * (1 + 0.1 * noise()) }),
        latencyMs: Math.round(time[candidate] * (1.5 + 0.2 * noise())),
        firstTokenMs: Math.round(time[candidate] * (0.3 + 0.05 * noise())),
        length: 400 + 40 * rating + Math.round(90 * noise()),
      });
      if (!failed)
        rated.push({ example, candidate, rater: 'ann', rating, acceptable: rating >= 4, at: minute(i) });
    }
  }
  const candidates = CANDIDATES.map((name) => ({ name, incumbent: name === 'A' }));
  return { examples, candidates, ratings: rated, outputs };
}

/**
 * Yes/no answers on 60 examples of 22 customers with unequal weights. Slice `billing` has more than ten
 * customers, `legal` fewer, `first` one example of each; C lacks the last eight answers.
 */
function rates(): DecideInput {
  const random = randomFrom(7);
  const rate: PerCandidate = { A: 0.76, B: 0.62, C: 0.34 };
  const examples: Example[] = [];
  const rated: Rating[] = [];
  const outputs: Output[] = [];
  const customers = new Set<number>();
  for (let i = 0; i < 60; i++) {
    const example = idOf(i);
    const customer = Math.floor(22 * random() ** 1.4);
    const slices = [customer < 5 ? 'legal' : 'billing', ...(customers.has(customer) ? [] : ['first'])];
    customers.add(customer);
    const weight = random() < 0.25 ? 6.5 : 1 + Math.floor(3 * random()) / 2;
    // The last two examples stand for no known traffic.
    examples.push({
      id: example,
      cluster: `customer ${customer}`,
      slices,
      ...(i < 58 ? { weight } : {}),
    });
    const mood = 0.2 * Math.sin(customer);
    for (const candidate of CANDIDATES) {
      const acceptable = random() < rate[candidate] + mood;
      const failed = candidate === 'B' && i === 20;
      outputs.push({
        example,
        candidate,
        status: failed ? 'error' : 'ok',
        costUsd: 0.001 + 0.002 * random(),
      });
      if (failed || (candidate === 'C' && i >= 52)) continue;
      rated.push({ example, candidate, rater: 'ann', acceptable });
    }
  }
  const candidates = CANDIDATES.map((name) => ({ name }));
  return { examples, candidates, ratings: rated, outputs, options: { by: 'acceptable' } };
}

/**
 * Two raters, bob stricter, who share every fifth example; two trials of each output, one of them failed; hidden
 * repeats and a corrected rating. 36 examples are rated of a plan of five looks up to 50.
 */
function looks(): DecideInput {
  const noise = noiseFrom(randomFrom(3));
  const quality: PerCandidate = { A: 3.1, B: 3.9, C: 2.6 };
  const examples: Example[] = [];
  const rated: Rating[] = [];
  const outputs: Output[] = [];
  for (let i = 0; i < 50; i++) {
    // Rated in the order of the times below, which is not that of the ids.
    const example = idOf((i * 7) % 50);
    examples.push({ id: example, split: 'dev' });
    const raters = i % 5 === 0 ? ['ann', 'bob'] : [i % 2 === 0 ? 'ann' : 'bob'];
    const ease = 0.6 * noise();
    for (const candidate of CANDIDATES) {
      for (const trial of [1, 2]) {
        const failed = candidate === 'A' && trial === 2 && i === 9;
        const worth = quality[candidate] + ease + 0.5 * noise();
        const length = Math.round(600 + 70 * noise());
        outputs.push({ example, candidate, trial, status: failed ? 'error' : 'ok', length });
        if (failed || i >= 36) continue;
        for (const rater of raters) {
          const rating = onScale(worth + 0.4 * noise() - (rater === 'bob' ? 0.5 : 0));
          const row = { example, candidate, trial, rater };
          rated.push({ ...row, rating, at: minute(10 * i) });
          if (i === 4 && candidate === 'B')
            rated.push({ ...row, rating: Math.max(1, rating - 1), at: minute(900) });
          if (i % 4 === 1 && trial === 1) {
            const again = onScale(rating + 0.5 * noise());
            rated.push({
              ...row,
              rating: again,
              at: minute(10 * i + 200),
              repeatOf: `${example} ${candidate}`,
            });
          }
        }
      }
    }
  }
  const candidates = CANDIDATES.map((name) => ({ name }));
  return { examples, candidates, ratings: rated, outputs, options: { looks: [10, 20, 30, 40, 50] } };
}
