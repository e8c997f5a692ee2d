/** What goes over the wire between the review screen and the server: these shapes and nothing else reach a rater. */
import type { Input } from '../input.ts';
import type { Json } from '../json.ts';
import type { OutputStatus } from '../output.ts';
import type { ReviewEvent } from './event.ts';

/** An item as a rater may know it. */
export interface BlindItem {
  /** Opaque. */
  readonly id: string;
  /** Opaque; items of one block stand beside one reading of the input. */
  readonly block: string;
  /** Whether it only warms up; repeats and anchors look like any other. */
  readonly calibration: boolean;
}

/** An output as a rater may see it. */
export interface BlindOutput {
  /** The item's id. */
  readonly item: string;
  readonly text: string;
  readonly status: Exclude<OutputStatus, 'error'>;
  /** Whether names of models stand masked in the text. */
  readonly masked: boolean;
}

/** One example with all the outputs that are rated beside it, in the order in which they are shown. */
export interface BlindBlock {
  readonly id: string;
  readonly input: Input;
  readonly reference: Json | null;
  readonly outputs: readonly BlindOutput[];
  /** White space that brings every answer to one of a few lengths. */
  readonly padding: string;
}

/** What is asked of each output. */
export interface Questions {
  readonly question: string;
  /** The highest rating, or false when there is none. */
  readonly scale: number | false;
  readonly acceptable: boolean;
}

/** Everything that the screen needs to begin or to go on. */
export interface ReviewView {
  readonly task: string;
  readonly rater: string;
  /** Opaque id of the round, '' when there is nothing to rate. */
  readonly round: string;
  /** Opaque ids of this rater's rounds before it: a device may still hold something of them. */
  readonly earlier: readonly string[];
  readonly questions: Questions;
  /** Markdown, or null. */
  readonly guide: string | null;
  /** Tags used before in this project, most used first. */
  readonly tags: readonly string[];
  readonly items: readonly BlindItem[];
  /** All that this rater did in this round, oldest first. */
  readonly events: readonly ReviewEvent[];
  /** The numbers of rated examples at which the plan allows a look; none when there is one look, at the end. */
  readonly looks: readonly number[];
}

/** Where the whole review stands; says nothing of any candidate. */
export interface Standing {
  /** The planned look that has decided, in rated examples; null when none has, or all is rated anyway. */
  readonly decidedAt: number | null;
  /** Required ratings that are missing, of this rater or another. */
  readonly missing: number;
  /** How often this rater gave the same rating again on hidden repeats; null until their round is done. */
  readonly repeats: { readonly n: number; readonly same: number } | null;
}

/** What became of sent events; a refused one is told, never retried. */
export interface EventsResult {
  /** Ids that are stored now, also those that were before. */
  readonly stored: readonly string[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}
