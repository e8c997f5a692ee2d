/** Who is worth their price or their time: each candidate held against those who cost no more. */
import { paretoFront } from '../stats/pareto-front.ts';
import type { Comparison, Decision } from './decision.ts';
import { type Quality, qualityOf } from './quality.ts';

/**
 * `front`: better by the comparison that decides than all who cost no more, or nobody costs as little. `open`: too close to one who costs no
 * more. `beaten`: somebody who costs no more is better by the comparison that decides.
 */
export type FrontStanding = 'front' | 'open' | 'beaten';

export interface FrontPoint extends Quality {
  readonly name: string;
  readonly cost: number;
  readonly standing: FrontStanding;
  /** Nobody who costs no more has a mean as high, whether or not that is settled. */
  readonly bestMeasured: boolean;
  /** Who costs no more and is better where it is beaten, or too close to it where that is open: the best measured of them. */
  readonly rival?: string;
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
  return points.map((point) => {
    const rivals = choices
      .filter((other) => other !== point && other.cost <= point.cost)
      .toSorted((x, y) => y.mean - x.mean);
    const better = rivals.find((other) => beats(wins, other.name, point.name));
    const open = rivals.find((other) => !beats(wins, point.name, other.name));
    const rival = (better ?? open)?.name;
    return {
      ...point,
      bestMeasured: front.has(point),
      standing: point.out || better ? 'beaten' : open ? 'open' : 'front',
      ...(rival === undefined ? {} : { rival }),
    };
  });
}

function beats(comparisons: readonly Comparison[], one: string, other: string): boolean {
  return comparisons.some(
    ({ a, b, winner }) => winner === one && ((a === one && b === other) || (a === other && b === one)),
  );
}
