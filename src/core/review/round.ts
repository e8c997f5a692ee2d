/** A round of review: what one rater is asked, in which order; made once and kept, so that it never moves under them. */
import type { Split } from '../example.ts';

/**
 * Why an item is asked. `first`: nobody's judgement of it counts yet. `repeat`: the same again, hidden, to measure the
 * rater. `anchor`: an output of an earlier round again, hidden, to see whether the rater's ruler has moved.
 * `calibration`: to warm up; never counted.
 */
export type ReviewPurpose = 'first' | 'repeat' | 'anchor' | 'calibration';

/** One output text of one example, to be judged once. */
export interface ReviewItem {
  /** Opaque, 32 hex digits: a keyed hash, from which nobody without the round's secret learns anything. */
  readonly id: string;
  /** Example id. */
  readonly example: string;
  /** SHA-256 of the output's trimmed text. */
  readonly textId: string;
  readonly purpose: ReviewPurpose;
}

/** What a round is about: a split of the set, or answers of production (`verify`). */
export type RoundSplit = Split | 'production';

export interface ReviewRound {
  /** Opaque, 32 hex digits. */
  readonly id: string;
  readonly rater: string;
  readonly split: RoundSplit;
  /** 1, 2, ... per rater and split. */
  readonly number: number;
  /** Decides the order. */
  readonly seed: string;
  /** ISO 8601. */
  readonly at: string;
  /** SHA-256 of the guideline that the rater was shown. */
  readonly guide?: string;
  /** In the order in which they are asked; items of one example that stand together are one block. */
  readonly items: readonly ReviewItem[];
}

/** The blocks of a round: runs of items of one example, which the rater sees beside one reading of its input. */
export function blocksOf(items: readonly ReviewItem[]): readonly (readonly ReviewItem[])[] {
  const blocks: ReviewItem[][] = [];
  for (const item of items) {
    const last = blocks.at(-1)?.at(-1);
    if (last !== undefined && last.example === item.example && last.purpose === item.purpose)
      blocks.at(-1)!.push(item);
    else blocks.push([item]);
  }
  return blocks;
}
