/** Whether new traffic is other traffic than the old, and in what. */
import type { Interval } from '../../core/decision.ts';
import type { Pool } from '../../core/pool.ts';
import { seededNumbers } from '../../core/seeded-numbers.ts';
import { mannWhitney } from '../../stats/mann-whitney.ts';
import { newcombeDifference } from '../../stats/newcombe-difference.ts';
import { permutationP } from '../../stats/permutation-p.ts';
import { alikeAround, type Neighbours } from './neighbours.ts';
import type { SideBySide } from './side-by-side.ts';

/** A share of all records, then and now. */
export interface ShareShift {
  readonly name: string;
  readonly old: number;
  readonly fresh: number;
  /** New minus old. */
  readonly interval: Interval;
  /** The interval excludes 0. */
  readonly moved: boolean;
}

export interface DriftTest {
  readonly name: 'strata' | 'words' | 'length';
  readonly p: number;
  /** p is at its level or below; the levels add up to 0.05, so that at most one refresh in twenty alarms by chance. */
  readonly moved: boolean;
}

export interface Drift {
  readonly moved: boolean;
  readonly tests: readonly DriftTest[];
  /** Half of the sum of the differences of the strata's shares, of all records; above 0 by chance alone. */
  readonly totalVariation: number;
  /** So much of it at least, by the intervals of all strata together: a share of the traffic that is of another kind now. */
  readonly otherKindAtLeast: number;
  /** By the size of the difference. The intervals share the confidence among all that are compared. */
  readonly strata: readonly ShareShift[];
  /** Edges and languages. */
  readonly facets: readonly ShareShift[];
  /** Median characters of a record. */
  readonly length: { readonly old: number; readonly fresh: number };
}

const ROUNDS = 999;
/** Most of it for the words, which show most. Source: Bonferroni with weights, Rosenthal and Rubin 1983. */
const LEVELS: { readonly [name in DriftTest['name']]: number } = { strata: 0.01, words: 0.03, length: 0.01 };

export function driftOf(
  view: SideBySide,
  pools: { readonly old: Pool; readonly fresh: Pool },
  { near, seed, tail }: { readonly near: Neighbours; readonly seed: string; readonly tail: number },
): Drift {
  const { entries, looks, old, fresh } = view;
  const points = [...old, ...fresh];
  const groups = Uint8Array.from(points, (_, at) => Number(at < old.length));
  const p = (name: string, statistic: (inFirst: Uint8Array) => number) =>
    permutationP(groups, statistic, { rounds: ROUNDS, random: seededNumbers('drift', seed, name) });
  const names = [...new Set(points.map((index) => entries[index]!.stratum))].sort();
  const ofStratum = Uint8Array.from(points, (index) => names.indexOf(entries[index]!.stratum));
  const lengths = (some: readonly number[]) => some.map((index) => looks[index]!.length);
  const tests = [
    {
      name: 'strata',
      p: names.length < 2 ? 1 : p('strata', (inFirst) => gStatistic(ofStratum, inFirst, names.length)),
    },
    { name: 'words', p: p('words', alikeAround(near)) },
    { name: 'length', p: mannWhitney(lengths(fresh), lengths(old)).p },
  ] as const;
  const strata = shifts(pools, (pool) => pool.strata.map((one) => [one.stratum, one.records]), tail);
  return {
    moved: tests.some(isMoved),
    tests: tests.map((test) => ({ ...test, moved: isMoved(test) })),
    totalVariation: strata.reduce((sum, one) => sum + Math.abs(one.fresh - one.old), 0) / 2,
    otherKindAtLeast: Math.max(
      strata.reduce((sum, { interval: [low] }) => sum + Math.max(0, low), 0),
      strata.reduce((sum, { interval: [, high] }) => sum + Math.max(0, -high), 0),
    ),
    strata,
    facets: shifts(pools, (pool) => pool.facets.map((one) => [one.facet, one.records]), tail),
    length: { old: median(lengths(old)), fresh: median(lengths(fresh)) },
  };
}

/** Strata whose share is smaller now, beyond chance. */
export function shrunkIn({ strata }: Drift): ReadonlySet<string> {
  return new Set(strata.filter(({ interval: [, high] }) => high < 0).map(({ name }) => name));
}

function isMoved({ name, p }: Pick<DriftTest, 'name' | 'p'>): boolean {
  return p <= LEVELS[name];
}

/** The likelihood ratio of a table of kinds by groups. Source: Sokal and Rohlf, Biometry, 1995, 17.2. */
function gStatistic(kinds: Uint8Array, inFirst: Uint8Array, count: number): number {
  const table = new Float64Array(2 * count);
  for (let at = 0; at < kinds.length; at++) {
    const cell = 2 * kinds[at]! + inFirst[at]!;
    table[cell] = table[cell]! + 1;
  }
  const sums = [0, 1].map((group) => table.reduce((sum, n, cell) => sum + (cell % 2 === group ? n : 0), 0));
  let g = 0;
  for (const [cell, n] of table.entries()) {
    const row = table[cell]! + table[cell ^ 1]!;
    if (n > 0) g += 2 * n * Math.log((n * kinds.length) / (row * sums[cell % 2]!));
  }
  return g;
}

function shifts(
  { old, fresh }: { readonly old: Pool; readonly fresh: Pool },
  countsOf: (pool: Pool) => readonly (readonly [name: string, records: number])[],
  tail: number,
): readonly ShareShift[] {
  const [before, now] = [new Map(countsOf(old)), new Map(countsOf(fresh))];
  const total = (pool: Pool) => pool.strata.reduce((sum, { records }) => sum + records, 0);
  const [n, m] = [total(old), total(fresh)];
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names
    .map((name): ShareShift => {
      const [a, b] = [before.get(name) ?? 0, now.get(name) ?? 0];
      const interval = newcombeDifference({ successes: b, n: m }, { successes: a, n }, tail / names.length);
      return { name, old: a / n, fresh: b / m, interval, moved: interval[0] > 0 || interval[1] < 0 };
    })
    .sort((a, b) => Math.abs(b.fresh - b.old) - Math.abs(a.fresh - a.old));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
