/** `fieldtest benchmarks trends`: what moves in the public tables that are kept. */
import { type Trend, type TrendGroup, trends } from '../../core/benchmarks/trends.ts';
import type { Context } from '../../core/context.ts';
import { requireBenchmark, requireBenchmarks } from './matched.ts';

export interface TrendsResult {
  readonly by: TrendGroup;
  readonly trends: readonly Trend[];
}

/** Of all tables, or those named. Throws FieldtestError('empty') without one. */
export async function benchmarkTrends(
  { store }: Context,
  { names, by }: { readonly names: readonly string[]; readonly by: TrendGroup },
): Promise<TrendsResult> {
  const all = await store.benchmarks();
  requireBenchmarks(all.length);
  const chosen = names.length === 0 ? all : names.map((name) => requireBenchmark(name, all));
  return { by, trends: trends(chosen, by) };
}
