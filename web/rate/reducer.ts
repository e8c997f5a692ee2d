/** The rating session as a pure function: what is on the screen, after each thing that happens. */
import type { ReviewAnswer, ReviewEvent } from '../../src/core/review/event.ts';
import { afterEvent, answersOf, foldEvents, isComplete, nextItem } from '../../src/core/review/session.ts';
import type { ReviewView } from '../../src/core/review/wire.ts';
import { type Draft, EMPTY_DRAFT, type RateAction, type RateState, type Stamp } from './state.ts';

const BREAK_MS = 25 * 60_000;
const BREAK_RATINGS = 60;

/** The state at the beginning, or when the page is opened again: `unsent` are events that only this device has. */
export function openRating(
  view: ReviewView,
  {
    unsent = [],
    drafts = new Map(),
  }: { readonly unsent?: readonly ReviewEvent[]; readonly drafts?: ReadonlyMap<string, Draft> } = {},
): RateState {
  const known = new Set(view.events.map((event) => event.id));
  const session = foldEvents([...view.events, ...unsent.filter((event) => !known.has(event.id))]);
  const order = view.items.map(({ id }) => id);
  const begun = session.done.length > 0 || session.undone.length > 0;
  const state: RateState = {
    view,
    order,
    session,
    screen: begun ? 'rate' : 'welcome',
    panel: 'none',
    settings: false,
    cursor: undefined,
    draft: EMPTY_DRAFT,
    drafts,
    shown: false,
    stretch: { ratings: 0, activeMs: 0 },
    // Read before the first ratings; later one key away.
    open: { reference: false, guide: !begun },
  };
  return at(state, nextItem(order, session));
}

export function reduce(state: RateState, action: RateAction): RateState {
  const { cursor, draft } = state;
  switch (action.type) {
    case 'start':
    case 'resume':
      return {
        ...state,
        screen: cursor === undefined ? 'done' : 'rate',
        panel: 'none',
        stretch: { ratings: 0, activeMs: 0 },
      };
    case 'shown':
      return action.item === undefined || action.item === cursor ? { ...state, shown: true } : state;
    case 'rate':
      return mayRate(state) ? given(state, { ...draft, rating: action.rating }, action.stamp) : state;
    case 'accept':
      return mayRate(state) ? given(state, { ...draft, acceptable: action.acceptable }, action.stamp) : state;
    case 'cannot-judge':
      if (!mayRate(state)) return state;
      return answered(state, { cannotJudge: true, ...noteOf(draft) }, action.stamp);
    case 'skip':
      if (!mayRate(state) || cursor === undefined) return state;
      return { ...state, pending: { ...bare(action.stamp), item: cursor, kind: 'skip' } };
    case 'undo': {
      const target = state.session.done.at(-1);
      if (state.pending !== undefined) return state;
      if (target === undefined) return { ...state, notice: 'Nothing to undo' };
      return {
        ...state,
        pending: { ...bare(action.stamp), item: target.item, kind: 'undo', target: target.id },
      };
    }
    case 'redo': {
      const target = state.session.undone.at(-1);
      if (state.pending !== undefined) return state;
      if (target === undefined) return { ...state, notice: 'Nothing to redo' };
      return {
        ...state,
        pending: { ...bare(action.stamp), item: target.item, kind: 'redo', target: target.id },
      };
    }
    case 'flag':
      if (cursor === undefined || state.pending !== undefined) return state;
      return {
        ...state,
        pending: {
          ...bare(action.stamp),
          item: cursor,
          kind: 'flag',
          on: !state.session.flagged.has(cursor),
        },
      };
    case 'note':
      return { ...state, draft: { ...draft, note: action.note } };
    case 'tag': {
      const tags = draft.tags.includes(action.tag)
        ? draft.tags.filter((tag) => tag !== action.tag)
        : [...draft.tags, action.tag];
      return { ...state, draft: { ...draft, tags } };
    }
    case 'save-note':
      return savedNote(state, action);
    case 'queued':
      return queued(state, action.event);
    case 'go':
      return state.order.includes(action.item) ? at({ ...leave(state), screen: 'rate' }, action.item) : state;
    case 'previous':
    case 'next': {
      const place = cursor === undefined ? state.order.length : state.order.indexOf(cursor);
      const to = state.order[place + (action.type === 'next' ? 1 : -1)];
      return to === undefined || state.pending !== undefined
        ? state
        : at({ ...leave(state), screen: 'rate' }, to);
    }
    case 'panel': {
      // What is being written is about to go: what one would write to it now would be lost, or be the next one's.
      const writes = action.panel === 'note' || action.panel === 'tags';
      return writes && (state.pending !== undefined || cursor === undefined)
        ? state
        : { ...state, panel: action.panel };
    }
    case 'settings':
      return { ...state, settings: action.open, panel: state.panel === 'keys' ? 'none' : state.panel };
    case 'unavailable':
      return {
        ...state,
        settings: false,
        panel: 'none',
        notice: 'This needs the server, which does not answer',
      };
    case 'fold':
      return { ...state, open: { ...state.open, [action.part]: !state.open[action.part] } };
  }
}

/** The draft of an item as it is first shown: what was kept of it, else the answer that it has. */
function draftFor(state: RateState, item: string): Draft {
  const kept = state.drafts.get(item);
  if (kept !== undefined) return kept;
  const answer = answersOf(state.session).get(item)?.answer;
  if (answer === undefined) return EMPTY_DRAFT;
  const { rating, acceptable, note = '', tags = [] } = answer;
  return {
    note,
    tags,
    ...(rating === undefined ? {} : { rating }),
    ...(acceptable === undefined ? {} : { acceptable }),
  };
}

function at(state: RateState, item: string | undefined): RateState {
  const { notice: _notice, ...before } = state;
  // A field is about one output: what comes next has its own.
  const writes = before.cursor !== item && (before.panel === 'note' || before.panel === 'tags');
  const rest: RateState = writes ? { ...before, panel: 'none' } : before;
  if (item === undefined)
    return {
      ...rest,
      cursor: undefined,
      draft: EMPTY_DRAFT,
      shown: false,
      screen: rest.screen === 'welcome' ? 'welcome' : 'done',
    };
  // What is on the screen already is not painted anew, and was seen.
  const shown = rest.shown && rest.cursor === item;
  return { ...rest, cursor: item, draft: draftFor(state, item), shown };
}

/** Keeps the draft of the item that is left. */
function leave(state: RateState): RateState {
  const { cursor, draft } = state;
  if (cursor === undefined || draft === EMPTY_DRAFT) return state;
  return { ...state, drafts: new Map(state.drafts).set(cursor, draft) };
}

function mayRate({ shown, pending, screen, cursor }: RateState): boolean {
  return shown && pending === undefined && screen === 'rate' && cursor !== undefined;
}

function given(state: RateState, draft: Draft, stamp: Stamp): RateState {
  const { rating, acceptable } = draft;
  const answer: ReviewAnswer = {
    ...(rating === undefined ? {} : { rating }),
    ...(acceptable === undefined ? {} : { acceptable }),
    ...noteOf(draft),
  };
  if (!isComplete(answer, state.view.questions)) return { ...state, draft };
  // The screen stays as it is until the event is written: a frame in between would only delay what comes next.
  return answered(state, answer, stamp);
}

function answered(state: RateState, answer: ReviewAnswer, stamp: Stamp): RateState {
  const item = state.cursor!;
  const position = state.order.indexOf(item) + 1;
  const before = answersOf(state.session).get(item)?.at;
  // The latest counts, by its time: a clock that was put back must not make it the earlier one.
  const at = before !== undefined && Date.parse(before) > Date.parse(stamp.at) ? before : stamp.at;
  return {
    ...state,
    pending: { id: stamp.id, at, item, kind: 'answer', answer, activeMs: stamp.activeMs, position },
  };
}

/** A note on what is answered already is a new answer with the same values. */
function savedNote(
  before: RateState,
  { stamp, left }: Extract<RateAction, { readonly type: 'save-note' }>,
): RateState {
  // Another field may be open by now.
  const panel = left === undefined || left === before.panel ? 'none' : before.panel;
  const state: RateState = { ...before, panel };
  const answer = state.cursor === undefined ? undefined : answersOf(state.session).get(state.cursor)?.answer;
  if (answer === undefined || state.pending !== undefined) return state;
  const { note: _note, tags: _tags, ...values } = answer;
  const next = { ...values, ...noteOf(state.draft) };
  return JSON.stringify(next) === JSON.stringify(answer)
    ? state
    : { ...answered(state, next, { ...stamp, activeMs: 0 }), stays: left !== undefined };
}

function noteOf({ note, tags }: Draft): Pick<ReviewAnswer, 'note' | 'tags'> {
  return { ...(note.trim() === '' ? {} : { note }), ...(tags.length === 0 ? {} : { tags }) };
}

function queued(state: RateState, event: ReviewEvent): RateState {
  const { pending: _pending, stays = false, ...rest } = state;
  const session = afterEvent(state.session, event);
  const after: RateState = { ...rest, session };
  switch (event.kind) {
    case 'answer': {
      const drafts = new Map(state.drafts);
      drafts.delete(event.item);
      const stretch = {
        ratings: state.stretch.ratings + 1,
        activeMs: state.stretch.activeMs + event.activeMs,
      };
      const next = stays ? state.cursor : nextItem(state.order, session);
      const moved = at({ ...after, drafts, stretch, last: event }, next);
      const tired = stretch.ratings >= BREAK_RATINGS || stretch.activeMs >= BREAK_MS;
      return tired && moved.cursor !== undefined ? { ...moved, screen: 'break' } : moved;
    }
    case 'skip': {
      const next = nextItem(state.order, session);
      const { last: _last, ...without } = after;
      // What undo would take back now is the skip, not the answer before it.
      const moved: RateState = { ...at(leave(without), next), notice: 'Skipped' };
      return next === event.item ? { ...moved, notice: 'Only skipped ones are left' } : moved;
    }
    case 'undo': {
      const action = state.session.done.find(({ id }) => id === event.target);
      if (action === undefined) return after;
      // Its note and tags are not what was regretted: they stay as the draft.
      const drafts = new Map(leave(state).drafts);
      if (action.kind === 'answer') {
        const { note = '', tags = [] } = action.answer;
        drafts.set(action.item, { note, tags });
      }
      const { last: _last, ...without } = after;
      // The set may have changed since: what is in it no more cannot be shown.
      const inSet = state.order.includes(action.item);
      return at({ ...without, drafts, screen: 'rate' }, inSet ? action.item : nextItem(state.order, session));
    }
    case 'redo': {
      const drafts = new Map(leave(state).drafts);
      drafts.delete(event.item);
      return at({ ...after, drafts, screen: 'rate' }, nextItem(state.order, session));
    }
    default:
      return after;
  }
}

function bare({ id, at: when }: Stamp): { readonly id: string; readonly at: string } {
  return { id, at: when };
}
