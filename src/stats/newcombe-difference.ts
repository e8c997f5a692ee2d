/** The difference of two rates that were measured on different items: 12 % of last month's traffic, 17 % of this month's. */
import { wilson } from './wilson.ts';

/** `successes` out of `n` > 0. */
export interface Rate {
  readonly successes: number;
  readonly n: number;
}

/**
 * The interval of rate a minus rate b, with probability `tail` outside on each side: from Wilson's intervals of both, so that it lies
 * within [-1, 1] and is never of zero width.
 * Source: Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 1998, method 10.
 */
export function newcombeDifference(a: Rate, b: Rate, tail: number): readonly [number, number] {
  const [p, q] = [a.successes / a.n, b.successes / b.n];
  const [lowA, highA] = wilson(a.successes, a.n, tail);
  const [lowB, highB] = wilson(b.successes, b.n, tail);
  return [p - q - Math.hypot(p - lowA, highB - q), p - q + Math.hypot(highA - p, q - lowB)];
}
