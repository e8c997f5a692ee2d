/** A line of a chart of rows: who, how much, how sure. */
import type { Interval } from '../core/decision.ts';
import type { CandidateSymbol } from './candidate-looks.ts';

export interface Row {
  /** As labels are written: one name, or two that are compared. */
  readonly names: readonly string[];
  /** What is said of it, under its name: the last goes first where there is little room. */
  readonly said?: readonly string[];
  readonly figure: string;
  /** Where there is little room. */
  readonly shortFigure: string;
  readonly mean: number;
  readonly interval: Interval;
  /** A second interval, drawn thick behind the first. */
  readonly thick?: Interval;
  readonly colour: string;
  readonly symbol: CandidateSymbol;
  readonly filled: boolean;
  /** What a pointer is told, and the name of its link. */
  readonly title: string;
  readonly href: string | undefined;
}

export interface RowGroup {
  /** A name, and what is said of it behind. */
  readonly head?: readonly [name: string, more: string];
  /** Too few examples behind it to read anything into it. */
  readonly faint?: boolean;
  readonly rows: readonly Row[];
}
