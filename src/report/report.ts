/** A report: one kind of file made of a decision and the rows behind it. */
import type { Decision } from '../core/decision.ts';
import type { Evidence } from '../core/evidence.ts';
import type { Missing } from '../core/wording/caution.ts';

export interface ReportData {
  readonly task: string;
  readonly decision: Decision;
  readonly evidence: Evidence;
  readonly missing: Missing;
  /** ISO time of the decision. */
  readonly at: string;
}

/** The same data gives the same bytes. */
export interface Report {
  /** What it is asked for by: `html`. */
  readonly name: string;
  /** Without the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  write(data: ReportData): string | Promise<string>;
}
