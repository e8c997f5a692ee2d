/** The functions that every interval is made of, held to R, scipy and closed forms. */
import { expect, test } from 'vitest';
import { incompleteBeta } from '../../src/stats/incomplete-beta.ts';
import { logGamma } from '../../src/stats/log-gamma.ts';
import { noncentralTTail } from '../../src/stats/noncentral-t-tail.ts';
import { normalQuantile } from '../../src/stats/normal-quantile.ts';
import { normalTail } from '../../src/stats/normal-tail.ts';
import { tQuantile } from '../../src/stats/t-quantile.ts';
import { tTail } from '../../src/stats/t-tail.ts';

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

test('log gamma is the logarithm of factorials, and of the root of pi at one half', () => {
  expect(logGamma(1)).toBeCloseTo(0, 13);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 12); // R lgamma(0.25)
});

test('the incomplete beta agrees with R and scipy, at both ends', () => {
  // scipy.stats.beta.ppf(.025, 41, 10) and beta.ppf(.975, 42, 9): the exact interval of 41 out of 50.
  expect(incompleteBeta(0.6856305887144132, 41, 10)).toBeCloseTo(0.025, 12);
  expect(incompleteBeta(0.9142379218903364, 42, 9)).toBeCloseTo(0.975, 12);
  // R pbeta(.5, 2, 8, lower = FALSE) and pbeta(.5, 10, 3): 1 of 8 and 9 of 11 discordant pairs.
  expect(1 - incompleteBeta(0.5, 2, 8)).toBeCloseTo(0.01953125, 14);
  expect(1 - incompleteBeta(0.5, 10, 3)).toBeCloseTo(0.98071289062, 10);
  // R qbeta(c(.025, .975), .5, 10.5): Jeffreys at 0 of 10, upper end.
  expect(incompleteBeta(0.21719626751, 0.5, 10.5)).toBeCloseTo(0.975, 9);
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
});

test('the normal tail keeps its precision far out', () => {
  // R pnorm(z, lower.tail = FALSE)
  expect(relative(normalTail(1), 0.15865525393145705)).toBeLessThan(1e-13);
  expect(relative(normalTail(3), 1.3498980316300946e-3)).toBeLessThan(1e-11);
  expect(relative(normalTail(4), 3.167124183311986e-5)).toBeLessThan(1e-13);
  expect(relative(normalTail(6), 9.865876450376981e-10)).toBeLessThan(1e-13);
  expect(relative(normalTail(10), 7.61985302416052e-24)).toBeLessThan(1e-13);
  expect(normalTail(-1)).toBeCloseTo(1 - 0.15865525393145705, 14);
});

test('the normal quantile undoes the tail down to 1e-30', () => {
  expect(normalQuantile(0.025)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(1e-10)).toBeCloseTo(6.361340902404056, 13);
  expect(normalQuantile(0.5)).toBe(0);
  for (const tail of [0.9, 0.3, 0.01, 1e-6, 1e-15, 1e-30]) {
    expect(relative(normalTail(normalQuantile(tail)), tail)).toBeLessThan(1e-11);
  }
});

test("Student's tail gives R's p-value of a paired t test", () => {
  expect(2 * tTail(3.2489314483, 19)).toBeCloseTo(0.004223850948, 11); // R t.test(A, B, paired = TRUE)
});

test("Student's quantile is exact where a closed form exists", () => {
  for (const tail of [0.4, 0.1, 0.025, 1e-4, 1e-7]) {
    expect(relative(tQuantile(tail, 1), Math.tan(Math.PI * (0.5 - tail)))).toBeLessThan(1e-10);
    const two = (1 - 2 * tail) * Math.sqrt(2 / (4 * tail * (1 - tail)));
    expect(relative(tQuantile(tail, 2), two)).toBeLessThan(1e-10);
  }
});

test("Student's quantile agrees with R to 1e-10 and undoes the tail for any degrees of freedom", () => {
  expect(relative(tQuantile(0.025, 19), 2.093024054408263)).toBeLessThan(1e-10); // R qt(.975, 19)
  expect(relative(tQuantile(0.025, 10), 2.2281388519649385)).toBeLessThan(1e-10); // R qt(.975, 10)
  expect(relative(tQuantile(0.025, 49), 2.0095752371292397)).toBeLessThan(1e-10); // R qt(.975, 49)
  for (const degrees of [0.7, 1, 3.4, 11, 51, 400]) {
    for (const tail of [0.3, 0.0125, 5.4e-7, 1e-12]) {
      expect(relative(tTail(tQuantile(tail, degrees), degrees), tail)).toBeLessThan(1e-10);
    }
  }
});

test('without a tail or degrees of freedom nothing is known', () => {
  expect(tQuantile(0, 10)).toBe(Number.POSITIVE_INFINITY);
  expect(tQuantile(0.025, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(tQuantile(0.5, 10)).toBe(0);
});

test("the noncentral t without a shift is Student's", () => {
  for (const degrees of [2, 5, 11, 50, 800]) {
    expect(noncentralTTail(2, degrees, 0)).toBeCloseTo(tTail(2, degrees), 12);
  }
});
