/** A table as it was read from a file: cells of text in rows and columns, before anybody knows what they mean. */
import type { Direction } from './benchmark.ts';

export interface RawTable {
  /** The heading above it, or the name of the list that holds it. */
  readonly title?: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly head: readonly string[];
  /** As long as the head, each. */
  readonly rows: readonly (readonly string[])[];
  /** What the format itself says of a column, by its place; a kind of file that is known says more than its words do. */
  readonly known?: readonly (KnownColumn | undefined)[];
  /** Text beside the table that may say when it is of. */
  readonly beside?: string;
}

export type KnownColumn =
  | { readonly role: 'model' }
  /** A date of the model in the row; of several the first. */
  | { readonly role: 'date' }
  /** Tells rows of one model apart. */
  | { readonly role: 'variant' }
  | { readonly role: 'ignored' }
  | {
      readonly role: 'score';
      readonly direction?: Direction;
      readonly unit?: string;
      /** As the harness that measured it calls it: `acc_norm`, `word_perplexity`. */
      readonly metric?: string;
    };

/** What all tables of one file may have together: a table that anybody reads is far smaller. */
export const MOST_CELLS = 100_000;
/** Of a file of tables, in bytes. */
export const MOST_BYTES = 8 * 1024 * 1024;
