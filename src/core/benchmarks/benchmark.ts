/** Benchmark: a public table of models. It may take a candidate out of a run or show a trend; it never ranks one. */
import type { Interval } from '../decision.ts';

export type Direction = 'higher' | 'lower';

/** What a column says of a model. Only `quality` counts in `filter`, and for what an author wins. */
export type ColumnKind = 'quality' | 'price' | 'speed';

export interface BenchmarkColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Which numbers are better. */
  readonly direction: Direction;
  /** `%`, `$`, `s` ...; as the table writes it. */
  readonly unit?: string;
  /** From its worst to its best where the scale is known: 100 of percentages, 1 of shares. Absent for ratings, prices, times. */
  readonly range?: number;
  /** As the harness that measured it calls it, where the file is its own: `acc_norm`, `word_perplexity`. */
  readonly metric?: string;
}

export interface BenchmarkScore {
  readonly value: number;
  /** As the table gives it. */
  readonly interval?: Interval;
}

export interface BenchmarkModel {
  /** As the table writes it. */
  readonly name: string;
  /** YYYY-MM-DD: when it was released, or measured, as the table says. */
  readonly date?: string;
  /** One per column; null where the table says nothing. */
  readonly scores: readonly (BenchmarkScore | null)[];
}

/** What a table says, without where it is from. */
export interface BenchmarkTable {
  readonly columns: readonly BenchmarkColumn[];
  readonly models: readonly BenchmarkModel[];
}

/** A table as it is kept. */
export interface Benchmark extends BenchmarkTable {
  readonly name: string;
  /** SHA-256 of the columns and models: the same table again is known by it. */
  readonly digest: string;
  /** A URL, a file, whatever the user said. Tables of one source count once in `filter`. */
  readonly source: string;
  /** Of the table, YYYY-MM-DD. */
  readonly date?: string;
  /** Who published it, where that is a provider of models in it. */
  readonly author?: string;
  /** When it was added, ISO 8601. */
  readonly at: string;
}

/** Said of a public name in place of a candidate: it is none of them. */
export const NOBODY = '-';

/** A public name that the user said is a candidate, or none. */
export interface BenchmarkAlias {
  /** As `plainName` of model-names.ts writes it. */
  readonly alias: string;
  /** The candidate's name in the config, or `NOBODY`. */
  readonly candidate: string;
  readonly at: string;
}

/** What becomes of an alias: without a candidate it is taken away. */
export type AliasChange = Omit<BenchmarkAlias, 'candidate'> & { readonly candidate?: string };

/** `-1` where lower is better, so that more is always better. */
export function signOf({ direction }: Pick<BenchmarkColumn, 'direction'>): 1 | -1 {
  return direction === 'higher' ? 1 : -1;
}

/** The scores of a column by the name of the model. */
export function columnScores(table: BenchmarkTable, column: number): ReadonlyMap<string, BenchmarkScore> {
  return new Map(
    table.models.flatMap(({ name, scores }) => {
      const score = scores[column];
      return score === null || score === undefined ? [] : [[name, score] as const];
    }),
  );
}
