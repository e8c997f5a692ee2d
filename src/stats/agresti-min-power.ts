/** The chance that Agresti and Min's interval finds a difference of two rates that is really there. */
import { incompleteBeta } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';

/** Counts further from their mean than this many standard deviations have no part in any figure. */
const FAR = 9;

/**
 * The chance that the interval of `agrestiMin` lies above zero on `n` examples (whole, >= 1), when a share `more` of the work
 * is acceptable from the first candidate alone and a share `less` from the second alone; the true difference is
 * more - less. Exact: the sum over the trinomial counts b and c of those with b - c > z sqrt(b + c + 1 - (b - c)^2 / (n + 2)).
 */
export function agrestiMinPower(input: {
  readonly n: number;
  readonly more: number;
  readonly less: number;
  readonly z: number;
}): number {
  const { n, more, less, z } = input;
  const spread = FAR * Math.sqrt(n * more * (1 - more)) + FAR;
  const first = Math.max(0, Math.floor(n * more - spread));
  const last = Math.min(n, Math.ceil(n * more + spread));
  // Where the first candidate is not alone, the second is with this chance.
  const then = more < 1 ? Math.min(1, less / (1 - more)) : 0;
  let most = -1;
  let sum = 0;
  for (let b = first; b <= last; b++) {
    // One more for the first never lowers how many the second may have.
    while (most + 1 <= n - b && isAbove(b, most + 1, { n, z })) most++;
    if (most < 0) continue;
    sum += binomial(n, b, more) * atMost(Math.min(most, n - b), n - b, then);
  }
  return Math.min(1, sum);
}

function isAbove(b: number, c: number, { n, z }: { readonly n: number; readonly z: number }): boolean {
  const lead = b - c;
  return lead > z * Math.sqrt(b + c + 1 - (lead * lead) / (n + 2));
}

/** P(K = k) of k in n. */
function binomial(n: number, k: number, p: number): number {
  if (p <= 0 || p >= 1) return k === (p >= 1 ? n : 0) ? 1 : 0;
  const ways = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return Math.exp(ways + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** P(K <= k) of k in n. */
function atMost(k: number, n: number, p: number): number {
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1);
}
