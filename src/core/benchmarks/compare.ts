/** A public table beside your own result: rank by rank, as one figure, and the pairs that are far apart here. */
import type { DecideBy, Decision, Interval } from '../decision.ts';
import type { Evidence } from '../evidence.ts';
import { type RankAgreement, rankAgreement } from '../rank-agreement.ts';
import {
  type Benchmark,
  type BenchmarkColumn,
  type BenchmarkScore,
  columnScores,
  signOf,
} from './benchmark.ts';
import type { ModelMatch } from './model-names.ts';
import type { PickedFlag } from './picked.ts';
import { type RankFlips, rankFlips } from './rank-flips.ts';

export interface RankedCandidate {
  readonly candidate: string;
  /** As the table writes it. */
  readonly model: string;
  readonly public: BenchmarkScore;
  /** Among these candidates, the best is 1; equal ones share the better rank. */
  readonly publicRank: number;
  readonly own: { readonly mean: number; readonly interval: Interval };
  readonly ownRank: number;
}

export interface ComparedColumn {
  readonly benchmark: string;
  readonly column: BenchmarkColumn;
  /** By public rank. */
  readonly ranks: readonly RankedCandidate[];
  readonly agreement: RankAgreement;
  /** Absent where the scale of the column is not known, so that nothing is a point of it. */
  readonly flips?: RankFlips;
}

/** A table with all that can be compared of it. */
export interface ComparedTable {
  readonly name: string;
  readonly source: string;
  readonly date?: string;
  readonly author?: string;
  readonly flags: readonly PickedFlag[];
  readonly columns: readonly ComparedColumn[];
}

export interface CompareResult {
  readonly by: DecideBy;
  readonly confidence: number;
  /** Of the set. */
  readonly examples: number;
  /** Of what was read for the own figures: that of the decision. */
  readonly inputsHash: string;
  readonly tables: readonly ComparedTable[];
}

/** Pure. One for each column of quality in which two candidates with own ratings have a score. */
export function compareBenchmark(
  benchmark: Benchmark,
  matches: readonly ModelMatch[],
  { decision, evidence }: { readonly decision: Decision; readonly evidence: Evidence },
): readonly ComparedColumn[] {
  const [low, high] = decision.scale;
  const ownRange = decision.by === 'rating' ? high - low : 1;
  return benchmark.columns.flatMap((column, at) => {
    if (column.kind !== 'quality') return [];
    const ranks = ranked(benchmark, { matches, decision, at });
    if (ranks.length < 2) return [];
    const agreement = rankAgreement({
      decision,
      evidence,
      scores: Object.fromEntries(ranks.map((one) => [one.candidate, one.public.value])),
      higherIsBetter: column.direction === 'higher',
    });
    return [
      {
        benchmark: benchmark.name,
        column,
        ranks,
        agreement,
        ...(column.range === undefined
          ? {}
          : { flips: rankFlips(agreement.pairs, { publicRange: column.range, ownRange }) }),
      },
    ];
  });
}

function ranked(
  benchmark: Benchmark,
  {
    matches,
    decision,
    at,
  }: { readonly matches: readonly ModelMatch[]; readonly decision: Decision; readonly at: number },
): readonly RankedCandidate[] {
  const scores = columnScores(benchmark, at);
  const sign = signOf(benchmark.columns[at]!);
  const found = decision.candidates.flatMap((one) => {
    const model = matches.find(({ candidate }) => candidate === one.name)?.model;
    const score = model === undefined ? undefined : scores.get(model);
    const own = ownFigure(one, decision.by);
    return model === undefined || score === undefined || own === undefined
      ? []
      : [{ candidate: one.name, model, public: score, own }];
  });
  const rankBy = (value: (one: (typeof found)[number]) => number) => {
    const values = found.map(value);
    return (one: (typeof found)[number]) => 1 + values.filter((other) => other > value(one)).length;
  };
  const there = rankBy((one) => sign * one.public.value);
  const here = rankBy((one) => one.own.mean);
  return found
    .map((one) => ({ ...one, publicRank: there(one), ownRank: here(one) }))
    .sort((a, b) => a.publicRank - b.publicRank);
}

function ownFigure(
  { rating, acceptable, n }: Decision['candidates'][number],
  by: Decision['by'],
): RankedCandidate['own'] | undefined {
  if (n === 0) return undefined;
  if (by === 'rating') return rating;
  return acceptable === undefined ? undefined : { mean: acceptable.rate, interval: acceptable.interval };
}
