/** The interval of the difference of two rates measured on the same examples (yes or no each). */
import type { UnitSums } from './unit-sums.ts';

/**
 * Agresti and Min's "Wald + 2" interval of the difference of paired rates. `sums` is over the differences
 * (1 only the first was acceptable, -1 only the second, 0 else); `z` is the normal quantile, 1.96 for 95 %.
 * d = (b - c)/(n + 2), half = z sqrt(b + c + 1 - (b - c)^2/(n + 2))/(n + 2).
 * Why not the plain paired interval: with no difference seen it has no width and covers 78-89 % at n = 10.
 * Source: Agresti and Min, Statistics in Medicine 24 (2005), https://doi.org/10.1002/sim.1781
 */
export function agrestiMin(sums: UnitSums, z: number): readonly [number, number] {
  const n = sums.units + 2;
  const centre = sums.sum / n;
  const residual = sums.squares - 2 * centre * sums.cross + centre * centre * n + 1;
  const half = (z * Math.sqrt(Math.max(residual, 0))) / n;
  return [centre - half, centre + half];
}
