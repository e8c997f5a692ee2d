/** Whose review it is, and of which examples. */
import type { Split } from '../../core/example.ts';

export interface Who {
  readonly rater: string;
  readonly split: Split;
  /** Outputs of before that are asked again, at the most; default 5. */
  readonly anchors?: number;
}
