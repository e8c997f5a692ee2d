/** The ordinary two-sided paired t test at 95 %, as the yardstick of power. */
import { tQuantile } from '../src/stats/t-quantile.ts';

/** 1 or -1 for the sign of a significant mean, 0 for none; a difference without any spread counts as significant. */
export function pairedT(differences: readonly number[]): number {
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  const half = tQuantile(0.025, n - 1) * Math.sqrt(variance / n);
  return Math.abs(mean) > half ? Math.sign(mean) : 0;
}
