/** New traffic beside a set: what it still stands for, what has drifted, and what would change. */
import { describe, expect, test } from 'vitest';
import type { Example } from '../../src/core/example.ts';
import type { Pool } from '../../src/core/pool.ts';
import { seededNumbers } from '../../src/core/seeded-numbers.ts';
import { pickExamples } from '../../src/sampling/pick.ts';
import { poolBuilder } from '../../src/sampling/pool.ts';
import { coveredBy } from '../../src/sampling/refresh/covered.ts';
import { driftOf, shrunkIn } from '../../src/sampling/refresh/drift.ts';
import { BY_CHANCE, neighbours } from '../../src/sampling/refresh/neighbours.ts';
import { proposalOf } from '../../src/sampling/refresh/proposal.ts';
import { sampleRecords } from '../../src/sampling/refresh/sample-records.ts';
import { sideBySide } from '../../src/sampling/refresh/side-by-side.ts';
import { countedPool, viewPool } from '../../src/sampling/view.ts';

const TOPICS = [
  ['card', 'lost stolen block replace'],
  ['parcel', 'late tracking courier delivery'],
  ['bill', 'wrong amount charged twice'],
  ['loan', 'interest rate months payment'],
];
const NEW_TOPIC = ['crypto', 'wallet coins exchange transfer'];

/** Questions of these topics, each of its own words out of those of its topic and of all. */
function traffic(n: number, topics: readonly (readonly string[])[], seed: string): Pool {
  const random = seededNumbers('traffic', seed);
  const builder = poolBuilder();
  const one = (words: string) => words.split(' ')[Math.floor(random() * words.split(' ').length)]!;
  for (let i = 0; i < n; i++) {
    const [name, words] = topics[Math.floor(random() * topics.length)]!;
    const start = one('please hello today sometimes maybe why when how');
    const end = one('thanks soon tomorrow again now there here anyway');
    builder.add({
      input:
        `${start} about my ${name} ${one(words!)} ${one(words!)} ${end} ${i % 7 === 0 ? 'ok' : ''}`.trim(),
    });
  }
  return builder.toPool();
}

const setOf = (pool: Pool, count = 30): readonly Example[] =>
  pickExamples(viewPool(pool), { count, holdout: 0, seed: '1' }).examples;

function lookAt(old: Pool, fresh: Pool, set = setOf(old)) {
  const view = sideBySide({ old, fresh }, { set, seed: '1' });
  const near = neighbours(view);
  const drift = driftOf(view, { old, fresh }, { near, seed: '1', tail: 0.025 });
  const covered = coveredBy(view, {
    near,
    fresh,
    shrunk: shrunkIn(drift),
    tail: 0.025,
    drifted: drift.moved,
  });
  const propose = (
    more: { readonly saturated?: ReadonlySet<string>; readonly closed?: ReadonlySet<string> } = {},
  ) =>
    proposalOf({
      view,
      covered,
      drifted: drift.moved,
      set,
      saturated: more.saturated ?? new Set(),
      closed: more.closed ?? new Set(),
      seed: '1',
    });
  return { view, drift, covered, propose };
}

const OLD = traffic(900, TOPICS, 'old');

test('traffic as before is stood for but for what chance gives, and nothing would change', () => {
  const { drift, covered, propose } = lookAt(OLD, traffic(900, TOPICS, 'new'));
  expect(drift.moved).toBe(false);
  expect(covered.stoodFor.share).toBeGreaterThan(0.96);
  expect(covered.gone).toEqual([]);
  expect(propose().proposal).toMatchObject({ retire: [], shared: 30 });
});

test('a new kind of questions is found, named by its words, and gets examples', () => {
  const fresh = traffic(900, [...TOPICS, NEW_TOPIC], 'new');
  const { drift, covered, propose } = lookAt(OLD, fresh);
  expect(drift.tests.find(({ name }) => name === 'words')).toMatchObject({ moved: true, p: 0.001 });
  const share = covered.newKind.share;
  expect(share).toBeGreaterThan(0.15);
  expect(share).toBeLessThan(0.26);
  expect(covered.kinds[0]!.words).toContain('crypto');
  const { proposal, entries } = propose();
  expect(proposal.add.length).toBeGreaterThanOrEqual(Math.floor(30 * (share - 0.03)));
  expect(proposal.add.filter(({ text }) => text.includes('crypto')).length).toBeGreaterThan(
    proposal.add.length / 2,
  );
  expect(entries.map(({ id }) => id)).toEqual(proposal.add.map(({ id }) => id));
  // The same again gives the same; what is held out is not drawn.
  expect(propose()).toEqual({ proposal, entries });
  const closed = new Set(proposal.add.map(({ id }) => id));
  expect(propose({ closed }).proposal.add.filter(({ id }) => closed.has(id))).toEqual([]);
});

test('examples whose kind is gone would leave first, saturated ones after them, and two thirds stay', () => {
  const set = setOf(OLD);
  const { covered, propose } = lookAt(OLD, traffic(900, TOPICS.slice(0, 3), 'new'), set);
  const gone = covered.gone.map((at) => String(set[at]!.input));
  expect(gone.length).toBeGreaterThan(2);
  expect(gone.filter((input) => input.includes('loan')).length).toBeGreaterThan(0.8 * gone.length);
  const saturated = new Set(set.map(({ id }) => id));
  const { proposal } = propose({ saturated });
  expect(proposal).toMatchObject({ shared: 20, heldBack: 20 });
  expect(proposal.retire.slice(0, gone.length).every(({ why }) => why === 'gone')).toBe(true);
  expect(proposal.retire.at(-1)!.why).toBe('saturated');
});

test('a stratum that is new, and one that is gone, are told by the exact counts of all records', () => {
  const builder = poolBuilder();
  builder.merge(traffic(300, TOPICS, 'new'));
  for (let i = 0; i < 60; i++)
    builder.add({ input: `{"order": ${i}, "items": [${i}, ${i + 1}], "note": "n${i * 31}"}` });
  const { drift, covered, propose } = lookAt(OLD, builder.toPool());
  expect(drift.totalVariation).toBeCloseTo(60 / 360, 2);
  expect(drift.strata[0]).toMatchObject({ name: 'length:short shape:json', old: 0, moved: true });
  expect(covered.noStratum.share).toBeCloseTo(60 / 360, 1);
  expect(propose().proposal.add.some(({ text }) => text.includes('"order"'))).toBe(true);
});

describe('the sample of a pool', () => {
  test('has every record at the most once, and frequent inputs as often as they come', () => {
    const builder = poolBuilder();
    for (let i = 0; i < 400; i++)
      builder.add({ input: i % 2 === 0 ? 'the same' : `other ${'abcdefghij'[i % 10]} ${i}` });
    const pool = countedPool(builder.toPool());
    const same = pool.entries.findIndex(({ record }) => record.input === 'the same');
    const all = sampleRecords(pool, { most: 1_000, seed: '1' });
    expect(all).toHaveLength(400);
    expect(all.filter((index) => index === same)).toHaveLength(200);
    const counts = Array.from(
      { length: 200 },
      (_, seed) =>
        sampleRecords(pool, { most: 40, seed: String(seed) }).filter((index) => index === same).length,
    );
    const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
    // Hypergeometric: mean 20, standard error of the mean of 200 draws 0.21.
    expect(mean).toBeGreaterThan(19.3);
    expect(mean).toBeLessThan(20.7);
  });
});

test('what chance flags where nothing changed is the binomial’s', () => {
  // R: pbinom(1, 10, 0.5) = 11 / 1024.
  expect(BY_CHANCE).toBeCloseTo(0.01074219, 8);
});
