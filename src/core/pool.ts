/** Pool: what an import keeps of any number of records, a bounded sample by stratum with the counts for weights. */
import type { ProductionRecord } from './record.ts';

/** A distinct input of the pool. Records with the same input are one entry, counted. */
export interface PoolEntry {
  /** The example id of its input, which is also its random priority: a stratum keeps the lowest ids. */
  readonly id: string;
  readonly stratum: string;
  /** Of the records with this input, redacted, the fullest one: which came first does not matter. */
  readonly record: ProductionRecord;
  /** How many records had this input. */
  readonly count: number;
}

/** What is known of a stratum beyond the entries that were kept. */
export interface Stratum {
  readonly stratum: string;
  /** Exact number of records. */
  readonly records: number;
  /** Number of distinct inputs: exact until the stratum overflows, then estimated from the kept ids. */
  readonly distinct: number;
  /** True once entries had to be left out. */
  readonly overflowed: boolean;
  /** When overflowed: the lowest id that was left out. The entries are all the inputs with ids below it. */
  readonly bound?: string;
}

export interface Pool {
  readonly strata: readonly Stratum[];
  readonly entries: readonly PoolEntry[];
}
