/** Rating: one judgement of a domain expert; append-only, the latest `at` counts. */

/** `file`: from `ratings import`. `review`: from the blind review screen. */
export type RatingOrigin = 'file' | 'review';

/** A rating as it is stored. It belongs to (example, output text), nothing looser. */
export interface Rating {
  /** Made where the rating was made, so that sending twice stores once. */
  readonly id: string;
  /** Example id. */
  readonly example: string;
  /** SHA-256 of the output text after trimming. */
  readonly textId: string;
  readonly rater: string;
  /** On the configured scale, 1 to 5 unless it says otherwise. */
  readonly rating?: number;
  /** "Would you be comfortable showing this to a user?" */
  readonly acceptable?: boolean;
  /** The rater says that it cannot be judged: it is done, and counts for nothing. */
  readonly cannotJudge?: true;
  readonly note?: string;
  readonly tags?: readonly string[];
  /** ISO 8601. */
  readonly at?: string;
  /** The id of the rating that this one repeats, to measure the rater's self-agreement. */
  readonly repeatOf?: string;
  readonly origin: RatingOrigin;
  /** The candidate id and trial that a file's row named; a blind rating has none. */
  readonly candidate?: string;
  readonly trial?: number;
}
