/** The upper tail of the normal distribution: how unlikely a z that large is by chance. */

const NUMERATOR = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
] as const;
const DENOMINATOR = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
] as const;

/**
 * P(Z > z), accurate to better than 1e-11 in relative terms, so that it can be used at z = 8 as well as at z = 2:
 * Hart's rational approximation below 3.5, Laplace's continued fraction above.
 * Source: G. West, "Better approximations to cumulative normal functions", Wilmott 2005.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp((-z * z) / 2);
  if (z < 3.5) return (density * horner(NUMERATOR, z)) / horner(DENOMINATOR, z);
  let fraction = z;
  for (let i = 60; i >= 1; i--) fraction = z + i / fraction;
  return density / (fraction * Math.sqrt(2 * Math.PI));
}

function horner(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}
