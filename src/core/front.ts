/** Who is worth their price or their time: the candidates that nobody beats in both. */

import { paretoFront } from '../stats/pareto-front.ts';
import type { Comparison, Decision } from './decision.ts';
import { type Quality, qualityOf } from './quality.ts';

/**
 * `front`: nobody costs no more and has no lower mean. `open`: somebody does, but the comparison does not settle that they
 * are better. `beaten`: somebody who costs no more is better by the comparison that decides.
 */
export type FrontStanding = 'front' | 'open' | 'beaten';

export interface FrontPoint extends Quality {
  readonly name: string;
  readonly cost: number;
  readonly standing: FrontStanding;
  /** A limit or a gate takes it out: it is no choice, and beats nobody. */
  readonly out: boolean;
}

/** What a candidate costs, in dollars or in time. */
export type CostOf = (candidate: Decision['candidates'][number]) => number | undefined;

/** The candidates that are rated and whose cost is known, in the order of the config. Who is out counts as beaten. */
export function frontOf(decision: Decision, costOf: CostOf): readonly FrontPoint[] {
  const points = decision.candidates.flatMap((candidate) => {
    const quality = qualityOf(candidate, decision);
    const cost = costOf(candidate);
    const out = candidate.excluded !== undefined;
    return quality === undefined || cost === undefined
      ? []
      : [{ name: candidate.name, cost, out, ...quality }];
  });
  const choices = points.filter(({ out }) => !out);
  const front = new Set(
    paretoFront(choices.map(({ cost, mean }) => ({ cost, gain: mean }))).map((at) => choices[at]!),
  );
  const wins = decision.comparisons.filter(({ estimand }) => estimand === 'picked');
  return points.map((point) => ({
    ...point,
    standing: front.has(point)
      ? 'front'
      : point.out || choices.some((other) => other.cost <= point.cost && beats(wins, other.name, point.name))
        ? 'beaten'
        : 'open',
  }));
}

function beats(comparisons: readonly Comparison[], one: string, other: string): boolean {
  return comparisons.some(
    ({ a, b, winner }) => winner === one && ((a === one && b === other) || (a === other && b === one)),
  );
}
