/** Forgetting: what goes, what is kept of it so that it does not come back, and what is told. */
import { keyedHash } from './review/seeded-order.ts';

/** What something that may have been forgotten is called: an example's or record's id and name, an item of a review. */
export interface Forgettable {
  readonly id?: string;
  readonly name?: string;
  readonly item?: string;
}

export type IsForgotten = (one: Forgettable) => boolean;

/** Rows that went, by table; tables of which nothing went are not among them. */
export type ForgottenRows = { readonly [table: string]: number };

/** That something was forgotten, and never what. */
export interface Forgetting {
  /** ISO 8601. */
  readonly at: string;
  readonly rows: ForgottenRows;
  /** False while files may still hold what the rows said. */
  readonly cleaned: boolean;
}

/** What became of the files and tables that held it. */
export interface Cleaned {
  /** False while the database itself, or a copy of ours, may hold it: to be done again. */
  readonly done: boolean;
  /** Copies that no longer have it. */
  readonly rewritten: readonly string[];
  readonly removed: readonly string[];
  /** What may hold it still. */
  readonly left: readonly { readonly what: string; readonly why: string }[];
}

/** What is stored of a forgotten thing: nobody without the key can tell, or try, what it was. */
export function marksOf(key: string, one: Forgettable): readonly string[] {
  return (['id', 'name', 'item'] as const).flatMap((kind) => {
    const value = one[kind];
    return value === undefined ? [] : [keyedHash(key, `forgotten ${kind} ${value}`)];
  });
}

/** Whether any mark of it is among those that are stored. */
export function forgottenBy(key: string, marks: ReadonlySet<string>): IsForgotten {
  return (one) => marks.size > 0 && marksOf(key, one).some((mark) => marks.has(mark));
}
