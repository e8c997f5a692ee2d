/** What a rating can be, as few steps as a picture bears. */
import type { Decision } from '../core/decision.ts';
import type { EvidenceRating } from '../core/evidence.ts';

export interface RatingStep {
  /** `4`, `yes`, `20-29`. */
  readonly label: string;
  readonly low: number;
  /** Included. */
  readonly high: number;
}

const MOST = 11;
const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Each value of the scale, or ranges of a long one; `no` and `yes` where that decides. The lowest first. */
export function ratingSteps({ by, scale: [low, high] }: Decision): readonly RatingStep[] {
  if (by === 'acceptable')
    return [
      { label: 'no', low: 0, high: 0 },
      { label: 'yes', low: 1, high: 1 },
    ];
  const values = Math.floor(high - low) + 1;
  const size = SIZES.find((one) => values / one <= MOST) ?? Math.ceil(values / MOST);
  // The highest alone, as the 100 of a scale from 0, belongs to the range below it.
  const count = size > 1 && values % size === 1 ? Math.floor(values / size) : Math.ceil(values / size);
  return Array.from({ length: count }, (_, i) => {
    const first = low + i * size;
    const last = i === count - 1 ? high : first + size - 1;
    return { label: first === last ? String(first) : `${first}\u2013${last}`, low: first, high: last };
  });
}

/** What a rater said in the unit of what decides; undefined where they said nothing of it. */
export function judgementOf(rating: EvidenceRating, { by }: Decision): number | undefined {
  if (by === 'rating') return rating.rating;
  return rating.acceptable === undefined ? undefined : Number(rating.acceptable);
}

/** Which step a judgement is in. */
export function stepOf(value: number, steps: readonly RatingStep[]): number {
  const index = steps.findIndex(({ high }) => value <= high);
  return index === -1 ? steps.length - 1 : index;
}
