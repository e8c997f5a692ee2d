/** The difference of two means that were measured on different items, one of them perhaps on few. */
import { tQuantile } from './t-quantile.ts';

/** Values of one sample, at least one. */
type Sample = readonly number[];

export interface WelchInterval {
  /** First minus second, in the unit of the values. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly standardError: number;
  readonly degrees: number;
}

/**
 * Welch's t for two independent samples, about the difference of the raw means. Each standard error is that of the sample plus one
 * imaginary item at each end of the scale, so that ten equal ratings do not give an error of nought; `tail` on each side.
 * The centre stays raw: imaginary items weigh more in the smaller sample, and would shift the difference.
 * Measured (10,000 samples of six kinds of rating, n = 20 to 100 against 10 to 30): covers 94.2 to 100 % of 95 %, most where almost
 * everything is a 5; plain Welch falls to 86 % there, and with imaginary items in the means too it covers 96 to 100 %.
 * Sources: Welch, The generalization of Student's problem, Biometrika 1947; the imaginary items are those of Agresti and Caffo,
 * Simple and effective confidence intervals for proportions and differences of proportions, The American Statistician 2000.
 */
export function welchInterval(
  a: Sample,
  b: Sample,
  { scale, tail }: { readonly scale: readonly [number, number]; readonly tail: number },
): WelchInterval {
  const [first, second] = [spreadOf(a, scale), spreadOf(b, scale)];
  const difference = first.mean - second.mean;
  const sum = first.variance + second.variance;
  const degrees = sum ** 2 / (first.variance ** 2 / first.degrees + second.variance ** 2 / second.degrees);
  const standardError = Math.sqrt(sum);
  const half = tQuantile(tail, degrees) * standardError;
  return { difference, interval: [difference - half, difference + half], standardError, degrees };
}

/** The raw mean, and the variance of the mean with the imaginary items. */
function spreadOf(values: Sample, scale: readonly [number, number]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const all = [...values, ...scale];
  const centre = all.reduce((sum, value) => sum + value, 0) / all.length;
  const squares = all.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { mean, variance: squares / (all.length - 1) / all.length, degrees: all.length - 1 };
}
