/** What decides, of a candidate: its mean rating or its share of acceptable answers, and how both are written. */
import type { CandidateDecision, Decision, Interval } from './decision.ts';
import { interval, percent, rating, wholePercent } from './wording/figures.ts';

export interface Quality {
  readonly mean: number;
  readonly interval: Interval;
}

/** Undefined while it is not rated. */
export function qualityOf(
  { rating: mean, acceptable }: CandidateDecision,
  { by }: Decision,
): Quality | undefined {
  if (by === 'rating') return mean;
  return acceptable && { mean: acceptable.rate, interval: acceptable.interval };
}

/** `4.2`, `88 %`. */
export function qualityText(value: number, { by }: Pick<Decision, 'by'>): string {
  return by === 'rating' ? rating(value) : percent(value);
}

/** `4.2 (4.0 to 4.4)`, `88 % (76 to 94)`. */
export function estimateText({ mean, interval: range }: Quality, decision: Pick<Decision, 'by'>): string {
  return `${qualityText(mean, decision)} (${interval(range, decision.by === 'rating' ? rating : wholePercent)})`;
}

/** `Mean rating, 1 to 5`, `Acceptable answers`. */
export function qualityName({ by, scale }: Pick<Decision, 'by' | 'scale'>): string {
  return by === 'rating' ? `Mean rating, ${scale[0]} to ${scale[1]}` : 'Acceptable answers';
}

/** Where a tick of the axis stands, as `3` or `60 %`. */
export function qualityTick(value: number, { by }: Pick<Decision, 'by'>): string {
  return by === 'rating' ? String(value) : percent(value);
}
