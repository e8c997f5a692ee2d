/** The state of a review, folded from its events: what is answered, skipped and flagged, and what can be undone. */
import type { ReviewAnswer, ReviewEvent } from './event.ts';

/** What can be undone. */
export type ReviewAction = Extract<ReviewEvent, { kind: 'answer' | 'skip' }>;

export interface ReviewSession {
  /** What is done, oldest first. */
  readonly done: readonly ReviewAction[];
  /** What was undone since the last action, the next to redo last. */
  readonly undone: readonly ReviewAction[];
  /** What was undone before that: the key for redo reaches it no more, but another tab may still give it again. */
  readonly passed: readonly ReviewAction[];
  readonly flagged: ReadonlySet<string>;
}

export const EMPTY_SESSION: ReviewSession = { done: [], undone: [], passed: [], flagged: new Set() };

/** The session after one more event. An event that names what is not there changes nothing. */
export function afterEvent(session: ReviewSession, event: ReviewEvent): ReviewSession {
  switch (event.kind) {
    case 'answer':
    case 'skip':
      return {
        ...session,
        done: [...session.done, event],
        undone: [],
        passed: [...session.passed, ...session.undone],
      };
    case 'undo': {
      // Not always the last one: another tab may have acted in between.
      const action = session.done.findLast(({ id }) => id === event.target);
      if (action === undefined) return session;
      const done = session.done.filter((one) => one !== action);
      return { ...session, done, undone: [...session.undone, action] };
    }
    case 'redo': {
      const action = [...session.passed, ...session.undone].findLast(({ id }) => id === event.target);
      if (action === undefined) return session;
      const others = (list: readonly ReviewAction[]) => list.filter((one) => one !== action);
      return {
        ...session,
        done: [...session.done, action],
        undone: others(session.undone),
        passed: others(session.passed),
      };
    }
    case 'flag': {
      const flagged = new Set(session.flagged);
      if (event.on) flagged.add(event.item);
      else flagged.delete(event.item);
      return { ...session, flagged };
    }
    case 'unmask':
      return session;
  }
}

/** The session that a list of events makes, oldest first. */
export function foldEvents(events: readonly ReviewEvent[]): ReviewSession {
  return events.reduce(afterEvent, EMPTY_SESSION);
}

/** The answer of each item that has one: the latest that is not undone. */
export function answersOf(
  session: ReviewSession,
): ReadonlyMap<string, Extract<ReviewAction, { kind: 'answer' }>> {
  const answers = new Map<string, Extract<ReviewAction, { kind: 'answer' }>>();
  for (const action of session.done) if (action.kind === 'answer') answers.set(action.item, action);
  return answers;
}

/** The item to show next: the first of the order without answer; skipped ones wait until the others are done. */
export function nextItem(order: readonly string[], session: ReviewSession): string | undefined {
  const answered = answersOf(session);
  const open = order.filter((item) => !answered.has(item));
  const skips = new Map<string, number>();
  session.done.forEach((action, i) => {
    if (action.kind === 'skip') skips.set(action.item, i);
  });
  const fresh = open.find((item) => !skips.has(item));
  return fresh ?? open.toSorted((a, b) => skips.get(a)! - skips.get(b)!)[0];
}

/** Whether an answer says all that is asked: every configured question, or that it cannot be judged. */
export function isComplete(
  answer: ReviewAnswer,
  asked: { readonly scale: number | false; readonly acceptable: boolean },
): boolean {
  if (answer.cannotJudge) return true;
  return (
    (asked.scale === false || answer.rating !== undefined) &&
    (!asked.acceptable || answer.acceptable !== undefined)
  );
}
