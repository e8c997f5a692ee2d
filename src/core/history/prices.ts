/** What money bought at each time: the best quality at a price, and the price of an acceptable answer. */
import type { Interval } from '../decision.ts';
import { qualityOf } from '../quality.ts';
import type { NumberedDecision } from './milestones.ts';

export interface PriceBand {
  /** USD per 1,000 examples at the most. */
  readonly upTo: number;
  /** One entry for each station; null where nobody who is rated cost so little. */
  readonly best: readonly ({
    readonly name: string;
    readonly mean: number;
    readonly interval: Interval;
    readonly costPer1000Usd: number;
  } | null)[];
}

export interface AcceptablePrice {
  readonly name: string;
  readonly usd: number;
  /** As far as it rests on the share of acceptable answers: the price at the ends of its interval. Absent where none may be acceptable. */
  readonly interval?: Interval;
}

/** Bands at 1, 3 and 10 of each power of ten, from the first that anybody fits in to the one that everybody does. */
export function bestAtPrices(stations: readonly NumberedDecision[]): readonly PriceBand[] {
  const rows = stations.map(({ decision }) =>
    decision.candidates.flatMap((candidate) => {
      const quality = qualityOf(candidate, decision);
      const { name, costPer1000Usd, excluded } = candidate;
      return quality === undefined || costPer1000Usd === undefined || excluded !== undefined
        ? []
        : [{ name, ...quality, costPer1000Usd }];
    }),
  );
  const costs = rows.flat().map(({ costPer1000Usd }) => costPer1000Usd);
  if (costs.length === 0) return [];
  const bands = bandsFrom(Math.min(...costs), Math.max(...costs));
  return bands.map((upTo) => ({
    upTo,
    best: rows.map(
      (row) =>
        row
          .filter(({ costPer1000Usd }) => costPer1000Usd <= upTo * ROUNDED)
          .sort((a, b) => b.mean - a.mean)[0] ?? null,
    ),
  }));
}

/** Of each station: who gives an acceptable answer for the least; null where that is not known of anybody. */
export function acceptablePrices(stations: readonly NumberedDecision[]): readonly (AcceptablePrice | null)[] {
  return stations.map(({ decision }) => {
    const known = decision.candidates.flatMap(
      ({ name, costPerAcceptableUsd: usd, acceptable, excluded }): readonly AcceptablePrice[] => {
        if (usd === undefined || excluded !== undefined) return [];
        if (acceptable === undefined || acceptable.interval[0] <= 0) return [{ name, usd }];
        const { rate, interval } = acceptable;
        return [{ name, usd, interval: [(usd * rate) / interval[1], (usd * rate) / interval[0]] }];
      },
    );
    return known.sort((a, b) => a.usd - b.usd)[0] ?? null;
  });
}

const MOST_BANDS = 6;
/** A mean of ten cents is one for a band up to ten cents, whatever its last binary digit. */
const ROUNDED = 1 + 1e-9;

function bandsFrom(least: number, most: number): readonly number[] {
  const bands: number[] = [];
  if (most <= 0) return [0];
  const start = Math.floor(Math.log10(Math.max(least, most / 1e6)));
  for (let power = start; ; power++) {
    for (const step of [1, 3]) {
      const band = Number((step * 10 ** power).toPrecision(1));
      if (band * ROUNDED < least) continue;
      bands.push(band);
      if (band * ROUNDED >= most) return bands.slice(-MOST_BANDS);
    }
  }
}
