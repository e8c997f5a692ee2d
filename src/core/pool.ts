/** Pool: what an import keeps of any number of records, a bounded sample by stratum with the counts for weights. */
import type { ProductionRecord } from './record.ts';

/** A distinct input of the pool. Records with the same input are one entry, counted. */
export interface PoolEntry {
  /** The example id of its input, which is also its random priority: a sample keeps the lowest ids. */
  readonly id: string;
  readonly stratum: string;
  /** What it is beside its stratum: `edge:injection`, `language:de`. Sorted. */
  readonly facets: readonly string[];
  /** Entries of one form are near-duplicates: of one stratum, with the same facets, about equally long. '' in a pool of before there were forms. */
  readonly form: string;
  /** The lowest id of its form that was left out because the form had enough, where that is what limits the form. */
  readonly formBound?: string;
  /** Of the records with this input, redacted, the fullest one: which came first does not matter. */
  readonly record: ProductionRecord;
  /** How many records had this input, exactly. */
  readonly count: number;
}

/** What is known of a stratum beyond the entries that were kept. */
export interface Stratum {
  readonly stratum: string;
  /** Exact number of records. */
  readonly records: number;
  /** Number of distinct inputs: exact until some were left out, then estimated from the kept ids. */
  readonly distinct: number;
  /** True once entries had to be left out for want of room. */
  readonly overflowed: boolean;
  /** When overflowed: the lowest id that was left out. Entries with ids below it are kept, as far as their form had room. */
  readonly bound?: string;
}

/** What records have beside their stratum, of which some are kept however rare it is. */
export interface Facet {
  readonly facet: string;
  /** Exact number of records. */
  readonly records: number;
  /** As that of a stratum. */
  readonly bound?: string;
}

export interface Pool {
  readonly strata: readonly Stratum[];
  readonly facets: readonly Facet[];
  readonly entries: readonly PoolEntry[];
}
