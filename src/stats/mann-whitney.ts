/** Whether one sample tends to be larger than another. */
import { normalTail } from './normal-tail.ts';

/**
 * The share of pairs in which the value of `a` is the larger one, a tie counting half, and the two-sided p that the samples are of one
 * distribution: normal approximation with the correction for ties, good from about eight a side. Of samples without any difference p is 1.
 * Source: Mann and Whitney, On a test of whether one of two random variables is stochastically larger, Annals of Mathematical Statistics 1947.
 */
export function mannWhitney(
  a: readonly number[],
  b: readonly number[],
): { readonly larger: number; readonly p: number } {
  const all = [
    ...a.map((value) => ({ value, own: true })),
    ...b.map((value) => ({ value, own: false })),
  ].sort((x, y) => x.value - y.value);
  const n = all.length;
  let ranks = 0;
  let ties = 0;
  for (let from = 0; from < n; ) {
    let to = from;
    while (to < n && all[to]!.value === all[from]!.value) to++;
    const rank = (from + to + 1) / 2;
    for (let at = from; at < to; at++) if (all[at]!.own) ranks += rank;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const wins = ranks - (a.length * (a.length + 1)) / 2;
  const pairs = a.length * b.length;
  const variance = (pairs / 12) * (n + 1 - ties / (n * (n - 1)));
  const z = variance > 0 ? Math.abs(wins - pairs / 2) / Math.sqrt(variance) : 0;
  return { larger: wins / pairs, p: Math.min(1, 2 * normalTail(z)) };
}
