/** `fieldtest filter`: which candidates a run may leave out, by public tables. It changes nothing. */
import { type FilteredCandidate, filterCandidates } from '../../core/benchmarks/filter.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import { matchedBenchmarks, requireBenchmarks } from './matched.ts';

export interface FilterResult {
  readonly candidates: readonly FilteredCandidate[];
  /** Who is left. */
  readonly run: readonly string[];
  readonly skip: readonly string[];
  readonly tables: readonly string[];
}

/** Throws FieldtestError('empty') without a public table. */
export async function filterTask(
  context: Context,
  { tables }: { readonly tables?: readonly string[] },
): Promise<FilterResult> {
  const matched = await matchedBenchmarks(context, tables);
  requireBenchmarks(matched.length);
  const candidates = filterCandidates(matched, context.config.candidates);
  const named = (skip: boolean) =>
    candidates.filter((one) => one.skip === skip).map(({ candidate }) => candidate);
  return {
    candidates,
    run: named(false),
    skip: named(true),
    tables: matched.map(({ benchmark }) => benchmark.name),
  };
}

/** What is said to whoever wants an order of public tables. */
export function refusedRanking(flag: string): FieldtestError {
  return new FieldtestError(
    'usage',
    `${flag}: public tables do not rank your candidates. Of models within 2 points of each other there, up to two in three (by kind of task: 0, 11, 16, 29, 64 %) were 20 points apart on some other task`,
    'Leave out who does poorly everywhere: fieldtest filter. Who is best on your work is measured: fieldtest run, fieldtest review, fieldtest decide.',
  );
}
