/** What happened in a review, one append-only event after another; everything else is folded from them. */

/** A judgement; a note or tags may stand with any of them. */
export interface ReviewAnswer {
  /** On the configured scale, from 1. */
  readonly rating?: number;
  readonly acceptable?: boolean;
  /** The rater says that this output cannot be judged; then there is neither of the two. */
  readonly cannotJudge?: true;
  readonly note?: string;
  readonly tags?: readonly string[];
}

interface EventFacts {
  /** Made by the client (UUID), so that sending twice stores once. */
  readonly id: string;
  /** Opaque item id. */
  readonly item: string;
  /** ISO 8601, by the clock of the rater's machine. */
  readonly at: string;
}

/** `answer` and `skip` can be undone and redone, without limit and across sessions; the rest is noted for good. */
export type ReviewEvent = EventFacts &
  (
    | {
        readonly kind: 'answer';
        readonly answer: ReviewAnswer;
        /** Milliseconds for which the item was in front of the rater; pauses do not count. */
        readonly activeMs: number;
        /** Place in the order that was shown, from 1. */
        readonly position: number;
      }
    | { readonly kind: 'skip' }
    /** `target`: the id of the `answer` or `skip` that is taken back, or given again. */
    | { readonly kind: 'undo' | 'redo'; readonly target: string }
    | { readonly kind: 'flag'; readonly on: boolean }
    /** The rater asked to see a name that had been masked in the text. */
    | { readonly kind: 'unmask' }
  );
