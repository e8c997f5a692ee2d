/** What the rating screen is made of at a moment, and what can happen to it. */
import type { ReviewAnswer, ReviewEvent } from '../../src/core/review/event.ts';
import { answersOf, type ReviewSession } from '../../src/core/review/session.ts';
import type { TimedAnswer } from '../../src/core/review/time-left.ts';
import type { ReviewView } from '../../src/core/review/wire.ts';

export type Screen = 'welcome' | 'rate' | 'break' | 'done';
export type Panel = 'none' | 'note' | 'tags' | 'keys' | 'find' | 'paused';

export interface Draft {
  readonly rating?: number;
  readonly acceptable?: boolean;
  readonly note: string;
  readonly tags: readonly string[];
}

export const EMPTY_DRAFT: Draft = { note: '', tags: [] };

/** What the time and the dice gave for an event, made outside so that the function stays pure. */
export interface Stamp {
  /** UUID. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** Milliseconds for which the item was in front of the rater. */
  readonly activeMs: number;
}

export interface RateState {
  readonly view: ReviewView;
  readonly order: readonly string[];
  readonly session: ReviewSession;
  readonly screen: Screen;
  readonly panel: Panel;
  /** Whether the settings are open, over whatever else is on the screen. */
  readonly settings: boolean;
  /** The item on the screen; undefined when all are answered. */
  readonly cursor: string | undefined;
  readonly draft: Draft;
  /** Drafts of other items, kept until they are answered. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** Whether the item has been painted: before that no key rates it. */
  readonly shown: boolean;
  /** An event that is being written to this device; the screen moves on when it is. */
  readonly pending?: ReviewEvent;
  /** Whether the rater stays on the output when `pending` is written. */
  readonly stays?: boolean;
  /** What was given last, for the echo. */
  readonly last?: { readonly item: string; readonly answer: ReviewAnswer };
  /** Ratings given and active time since the session or the last break began. */
  readonly stretch: { readonly ratings: number; readonly activeMs: number };
  readonly open: { readonly reference: boolean; readonly guide: boolean };
  /** An attempt that cannot be: said for a moment. */
  readonly notice?: string;
}

export type RateAction =
  | { readonly type: 'start' | 'resume' }
  /** `item` has been painted; whichever is on the screen, where there is none. */
  | { readonly type: 'shown'; readonly item?: string }
  | { readonly type: 'rate'; readonly rating: number; readonly stamp: Stamp }
  | { readonly type: 'accept'; readonly acceptable: boolean; readonly stamp: Stamp }
  | { readonly type: 'cannot-judge' | 'skip' | 'undo' | 'redo' | 'flag'; readonly stamp: Stamp }
  /** `left`: a field that lost the focus without a word of the rater, who then stays on the output. */
  | { readonly type: 'save-note'; readonly stamp: Stamp; readonly left?: 'note' | 'tags' }
  | { readonly type: 'note'; readonly note: string }
  | { readonly type: 'tag'; readonly tag: string }
  | { readonly type: 'queued'; readonly event: ReviewEvent }
  | { readonly type: 'go'; readonly item: string }
  | { readonly type: 'previous' | 'next' }
  | { readonly type: 'panel'; readonly panel: Panel }
  | { readonly type: 'settings'; readonly open: boolean }
  /** What was to open could not be loaded. */
  | { readonly type: 'unavailable' }
  | { readonly type: 'fold'; readonly part: 'reference' | 'guide' };

/** Counts for the progress line; what warms up does not count. */
export function progressOf({ view, session }: RateState): { readonly done: number; readonly total: number } {
  const answers = answersOf(session);
  const counted = view.items.filter(({ calibration }) => !calibration);
  return { done: counted.filter(({ id }) => answers.has(id)).length, total: counted.length };
}

/** What the time that is left is told from: the answers' times, and which of those ahead begin a block. */
export function timesOf({ view, session }: RateState): readonly [readonly TimedAnswer[], readonly boolean[]] {
  const firsts = new Set(
    view.items.filter(({ block }, i) => block !== view.items[i - 1]?.block).map(({ id }) => id),
  );
  const answers = answersOf(session);
  const ahead = view.items.filter(({ id, calibration }) => !calibration && !answers.has(id));
  return [
    session.done.flatMap((one) =>
      one.kind === 'answer' && one.activeMs > 0 ? [{ ms: one.activeMs, first: firsts.has(one.item) }] : [],
    ),
    ahead.map(({ id }) => firsts.has(id)),
  ];
}
