/** What goes over the wire once names may be shown; none of it leaves the server before the reveal. */
import type { Decision } from '../decision.ts';
import type { Evidence } from '../evidence.ts';
import type { Split } from '../example.ts';
import type { Health } from '../health/sign.ts';
import type { Input } from '../input.ts';
import type { Json } from '../json.ts';
import type { OutputStatus } from '../output.ts';

/** Whether names are shown now; where they are not, how many required ratings are still missing. */
export type RevealAnswer =
  | { readonly revealed: true }
  | { readonly revealed: false; readonly missing: number; readonly decidedAt: number | null };

/** What `fieldtest decide` would print. */
export interface DecisionView {
  readonly task: string;
  readonly decision: Decision;
  readonly missing: { readonly outputs: number; readonly ratings: number };
  /** The rows behind it; null while another rater is at work, so that nobody is led. */
  readonly evidence: Evidence | null;
}

/** What one rater finally said of an output. */
export interface Judgement {
  readonly rater: string;
  readonly rating?: number;
  readonly acceptable?: boolean;
  readonly note?: string;
  readonly tags: readonly string[];
}

/** An output in a list, with whose it is. */
export interface RevealedRow {
  /** 32 hex digits. */
  readonly id: string;
  readonly candidate: string;
  /** The example's name or id. */
  readonly example: string;
  readonly trial: number;
  readonly status: OutputStatus;
  /** The beginning of its text. */
  readonly start: string;
  /** This rater's own; those of others too once every rater is done. */
  readonly judgements: readonly Judgement[];
  /** Whether no rater refused it and one took it; null when nobody was asked or has said. A failed call is none. */
  readonly acceptable: boolean | null;
}

export interface OutputsView {
  readonly candidates: readonly string[];
  readonly total: number;
  readonly found: number;
  /** The first of those that were found. */
  readonly rows: readonly RevealedRow[];
}

/** `apart`: where they are rated differently, the furthest first. `worst`: what the first of them did worst. */
export type CompareOrder = 'apart' | 'worst' | 'all';
export const COMPARE_ORDERS: readonly CompareOrder[] = ['apart', 'worst', 'all'];

/** Names of two candidates. */
export interface CompareQuery {
  readonly a: string;
  readonly b: string;
  readonly order: CompareOrder;
}

/** Two outputs for one example. */
export interface CompareRow {
  readonly example: string;
  readonly a: RevealedRow;
  readonly b: RevealedRow;
  /** What the first is rated: the mean rating, or the share of yes; null where nobody has said. */
  readonly value: number | null;
  /** The first minus the second; null where one of them is not rated. */
  readonly difference: number | null;
  /** The texts are the same. */
  readonly same: boolean;
}

export interface CompareView {
  readonly candidates: readonly string[];
  readonly a: string;
  readonly b: string;
  readonly rows: readonly CompareRow[];
}

/** What the list is narrowed to; '' is everything. */
export interface OutputsQuery {
  /** Part of the text, input, note, tag or name, in any case. */
  readonly find: string;
  readonly candidate: string;
  /** An example's name or id. */
  readonly example: string;
  readonly slice: string;
  readonly acceptable: '' | 'yes' | 'no' | 'unknown';
  /** Rows that are wanted at most. */
  readonly most: number;
}

/** One output in full, beside its input. */
export interface OutputView extends RevealedRow {
  readonly input: Input;
  readonly reference: Json | null;
  readonly text: string;
  readonly failure: string | null;
}

export interface FailuresView {
  /** Whose own judgements may be given other tags here. */
  readonly rater: string;
  readonly candidates: readonly string[];
  /** How many outputs of each candidate, in their order, have the tag; the most used first. */
  readonly tags: readonly { readonly tag: string; readonly counts: readonly number[] }[];
  readonly notAcceptable: readonly RevealedRow[];
  /** The others that somebody wrote a note on. */
  readonly noted: readonly RevealedRow[];
}

/** Undefined figures where raters have too little in common. */
export type DisagreementsView =
  | { readonly ready: false; readonly why: 'one-rater' | 'not-done' }
  | {
      readonly ready: true;
      readonly raters: readonly string[];
      readonly agreement: NonNullable<Decision['agreement']> | null;
      /** The widest apart first. */
      readonly rows: readonly RevealedRow[];
    };

/** What `fieldtest health` would print; not while another rater is at work, so that nobody is led. */
export type HealthView = { readonly ready: false } | { readonly ready: true; readonly health: Health };

/** An example without a word of any candidate. */
export interface PickedExample {
  readonly example: string;
  readonly slices: readonly string[];
  readonly split: Split;
  /** How many production records it stands for; null when unknown. */
  readonly weight: number | null;
  /** The beginning of its input; '' for those of the other split, which are kept unseen. */
  readonly start: string;
}
