/** How firmly a winner is known: by more than matters, by some amount, or only just. */
import type { Decision } from '../decision.ts';

export type Strength = 'clear' | 'better' | 'narrow';

/** A range that begins nearer to 0 than this share of its half-width has only just left it: a p-value near the limit, .024 to .05 at 95 %. */
const NEAR = 0.15;

/**
 * Of a winner by quality, from the range that decides against each rival that is within the limits: `clear` where all of each
 * is at the margin or above it, `narrow` where one begins close to 0. Undefined without a winner, or without a rival.
 */
export function strengthOf(decision: Decision): Strength | undefined {
  const leads = leadsOf(decision);
  if (leads.length === 0) return undefined;
  if (leads.every(({ low }) => low >= decision.margin && low > 0)) return 'clear';
  return leads.some(({ low, high }) => low < (NEAR * (high - low)) / 2) ? 'narrow' : 'better';
}

/** The range that decides, seen from the winner, against each rival within the limits. */
export function leadsOf({ verdict, comparisons, candidates }: Decision) {
  const { winner, kind } = verdict;
  if (winner === undefined || kind === 'cheaper-equivalent') return [];
  const out = new Set(
    candidates.flatMap(({ name, excluded, n }) => (excluded === undefined && n > 0 ? [] : [name])),
  );
  return comparisons.flatMap(({ a, b, estimand, n, decisionInterval: [low, high] }) => {
    const rival = a === winner ? b : b === winner ? a : undefined;
    if (estimand !== 'picked' || n === 0 || rival === undefined || out.has(rival)) return [];
    return [a === winner ? { rival, low, high } : { rival, low: -high, high: -low }];
  });
}
