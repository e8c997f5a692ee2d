/** One comparison of two candidates: how far apart, how sure, and whether that decides. */
import type { Comparison, Interval } from '../decision.ts';
import type { Table } from './cells.ts';
import { type Differences, differenceInterval, differencesOf, sumsOf } from './figures.ts';
import { decisionLevel, lookAt, plainLevel } from './looks.ts';
import type { Pair, PairItem } from './pairs.ts';
import type { Settings } from './settings.ts';

/** A comparison with what the verdict and its sentence need besides. */
export interface PairResult {
  readonly a: number;
  readonly b: number;
  /** The look that it stands on; undefined before the first. */
  readonly look: number | undefined;
  /** Rated examples in all, of which a planned look uses the first. */
  readonly rated: number;
  readonly n: number;
  /** What it was made from, n of them. */
  readonly items: readonly PairItem[];
  readonly meanA: number;
  readonly meanB: number;
  readonly difference: number;
  readonly interval: Interval;
  readonly decisionInterval: Interval;
  readonly winner: number | undefined;
  readonly differences: Differences;
}

export interface CompareContext {
  readonly table: Table;
  readonly settings: Settings;
  /** Candidates in all; every rival shares the chance of a false call. */
  readonly k: number;
}

/** The chance of a false call that one comparison may spend on each side: tail / (k - 1). */
export function tailOfPair({ settings, k }: CompareContext): number {
  return settings.tail / (k - 1);
}

/**
 * Compares a pair at its last look not after `upTo`: on the first `look` examples that became complete.
 * Before the first look it shows all there is and decides nothing.
 */
export function comparePair(context: CompareContext, pair: Pair, upTo?: number): PairResult {
  const look = lookAt(context.settings, pair.items.length, upTo);
  const items = look === undefined ? pair.items : pair.items.slice(0, look);
  return compareItems(context, pair, { items, look });
}

/** Compares a pair on the given items; `weighted` by how much traffic each example stands for. */
export function compareItems(
  { table, settings, k }: CompareContext,
  pair: Pair,
  of: { readonly items: readonly PairItem[]; readonly look: number | undefined; readonly weighted?: boolean },
): PairResult {
  const { items, look, weighted = false } = of;
  const range = settings.scale[1] - settings.scale[0];
  const everything: Interval = [-range, range];
  const differences = differencesOf(table, items, settings.by, weighted);
  const { units, sum } = differences.sums;
  const base = { a: pair.a, b: pair.b, look, rated: pair.items.length, n: items.length, items, differences };
  if (units === 0) {
    const none = { meanA: 0, meanB: 0, difference: 0, winner: undefined };
    return { ...base, ...none, interval: everything, decisionInterval: everything };
  }
  const meanOf = (side: 'a' | 'b') => {
    const sums = sumsOf(
      table,
      items,
      items.map((item) => item[side]),
      weighted,
    );
    return sums.sum / sums.units;
  };
  const decisionInterval =
    look === undefined
      ? everything
      : differenceInterval(
          differences,
          decisionLevel(settings, { look, rated: pair.items.length }, tailOfPair({ table, settings, k })),
          range,
        );
  const winner = decisionInterval[0] > 0 ? pair.a : decisionInterval[1] < 0 ? pair.b : undefined;
  return {
    ...base,
    meanA: meanOf('a'),
    meanB: meanOf('b'),
    difference: sum / units,
    interval: differenceInterval(differences, plainLevel(settings.tail), range),
    decisionInterval,
    winner,
  };
}

/** The comparison as the Decision shows it. */
export function shownComparison(
  result: PairResult,
  names: readonly string[],
  estimand: Comparison['estimand'],
): Comparison {
  return {
    a: names[result.a]!,
    b: names[result.b]!,
    estimand,
    n: result.n,
    difference: result.difference,
    interval: result.interval,
    decisionInterval: result.decisionInterval,
    winner: result.winner === undefined ? null : names[result.winner]!,
  };
}
