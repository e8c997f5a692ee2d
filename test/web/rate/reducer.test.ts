/** The rating session without a browser: what each key does, and what it must not do. */
import { describe, expect, test } from 'vitest';
import type { ReviewView } from '../../../src/core/review/wire.ts';
import { commandOf, DEFAULT_KEYS } from '../../../web/rate/keys.ts';
import { openRating, reduce } from '../../../web/rate/reducer.ts';
import { progressOf, type RateAction, type RateState } from '../../../web/rate/state.ts';
import { createStopwatch } from '../../../web/rate/stopwatch.ts';

let ids = 0;
const stamp = (activeMs = 1000) => ({ id: `id${++ids}`, at: '2026-11-24T10:00:00.000Z', activeMs });

function view(items: number, more: Partial<ReviewView> = {}): ReviewView {
  return {
    task: 't',
    rater: 'ann',
    round: 'r',
    questions: { question: 'Show it?', scale: 5, acceptable: true },
    guide: null,
    tags: [],
    items: Array.from({ length: items }, (_, i) => ({ id: `i${i}`, block: `b${i}`, calibration: false })),
    events: [],
    earlier: [],
    looks: [],
    ...more,
  };
}

/** Does the actions one after another; whatever is pending is written at once. */
function played(state: RateState, ...actions: readonly RateAction[]): RateState {
  return actions.reduce((now, action) => {
    const next = reduce(now, action);
    return next.pending === undefined ? next : reduce(next, { type: 'queued', event: next.pending });
  }, state);
}
const begun = (items = 3, more: Partial<ReviewView> = {}) =>
  played(openRating(view(items, more)), { type: 'start' }, { type: 'shown' });
const yes = (): RateAction => ({ type: 'accept', acceptable: true, stamp: stamp() });
const four = (): RateAction => ({ type: 'rate', rating: 4, stamp: stamp() });

describe('a rater', () => {
  test('moves on when both questions are answered, in either order', () => {
    expect(played(begun(), yes()).cursor).toBe('i0');
    expect(played(begun(), yes(), four()).cursor).toBe('i1');
    expect(played(begun(), four(), yes()).cursor).toBe('i1');
  });

  test('moves on with one key where one question is asked', () => {
    const one = { questions: { question: 'q', scale: false as const, acceptable: true } };
    expect(played(begun(3, one), yes()).cursor).toBe('i1');
  });

  test('rates nothing that was not painted yet, however long a key is held', () => {
    const moved = played(begun(), yes(), four());
    expect(moved.shown).toBe(false);
    expect(played(moved, yes(), four())).toEqual(moved);
  });

  test('waits for the device before the screen moves on', () => {
    const pending = reduce(reduce(begun(), yes()), four());
    expect(pending).toMatchObject({
      cursor: 'i0',
      pending: { kind: 'answer', answer: { rating: 4, acceptable: true } },
    });
    expect(reduce(pending, four())).toBe(pending);
  });

  test('gets the note and tags of an answer back as a draft when it is undone', () => {
    const state = played(begun(), { type: 'note', note: 'hm' }, { type: 'tag', tag: 'year' }, yes(), four());
    const back = played(state, { type: 'undo', stamp: stamp() });
    expect(back).toMatchObject({ cursor: 'i0', draft: { note: 'hm', tags: ['year'] } });
    expect(back.draft.rating).toBeUndefined();
  });

  test('changes an earlier answer by going back to it', () => {
    const state = played(begun(), yes(), four(), { type: 'shown' }, { type: 'previous' }, { type: 'shown' });
    expect(state).toMatchObject({ cursor: 'i0', draft: { rating: 4, acceptable: true } });
    const changed = played(state, { type: 'rate', rating: 2, stamp: stamp() });
    expect(changed.cursor).toBe('i1');
    expect(changed.session.done.at(-1)).toMatchObject({
      item: 'i0',
      answer: { rating: 2, acceptable: true },
    });
  });

  test('keeps what they began on an output that they leave', () => {
    const state = played(begun(), yes(), { type: 'next' }, { type: 'shown' }, { type: 'previous' });
    expect(state).toMatchObject({ cursor: 'i0', draft: { acceptable: true } });
  });

  test('is offered a break after 60 ratings, and after 25 minutes', () => {
    let state = begun(100);
    for (let i = 0; i < 59; i++) state = played(state, yes(), four(), { type: 'shown' });
    expect(state.screen).toBe('rate');
    expect(played(state, yes(), four()).screen).toBe('break');
    const slow = played(begun(), yes(), { type: 'rate', rating: 4, stamp: stamp(25 * 60_000) });
    expect(slow.screen).toBe('break');
    expect(played(slow, { type: 'resume' })).toMatchObject({ screen: 'rate', stretch: { ratings: 0 } });
  });

  test('goes on where they were when the page is opened again, with what was not sent yet', () => {
    const state = played(begun(), yes(), four());
    const unsent = [state.session.done[0]!];
    expect(openRating(view(3), { unsent })).toMatchObject({ screen: 'rate', cursor: 'i1' });
    expect(openRating(view(3, { events: unsent }), { unsent }).session.done).toHaveLength(1);
  });

  test('sees how far they are without the outputs that warm up', () => {
    const items = [
      { id: 'w', block: 'w', calibration: true },
      { id: 'i0', block: 'b', calibration: false },
    ];
    const state = played(begun(0, { items }), yes(), four());
    expect(progressOf(state)).toEqual({ done: 0, total: 1 });
  });

  test('is told of a skip what undo would take back, not of the answer before it', () => {
    const state = played(begun(), yes(), four(), { type: 'shown' }, { type: 'skip', stamp: stamp() });
    expect(state).toMatchObject({ cursor: 'i2', notice: 'Skipped' });
    expect(state.last).toBeUndefined();
  });

  test('keeps what they began on an output when they take back an earlier one', () => {
    const began = played(begun(), yes(), four(), { type: 'shown' }, { type: 'note', note: 'hm' }, yes());
    const back = played(began, { type: 'undo', stamp: stamp() });
    expect(back.cursor).toBe('i0');
    const again = played(back, { type: 'shown' }, yes(), four());
    expect(again).toMatchObject({ cursor: 'i1', draft: { note: 'hm', acceptable: true } });
    // Given again instead, it is there as well.
    const redone = played(back, { type: 'redo', stamp: stamp() });
    expect(redone).toMatchObject({ cursor: 'i1', draft: { note: 'hm', acceptable: true } });
    const elsewhere = played(
      begun(),
      yes(),
      four(),
      { type: 'undo', stamp: stamp() },
      { type: 'next' },
      { type: 'next' },
      { type: 'note', note: 'later' },
      { type: 'redo', stamp: stamp() },
      { type: 'next' },
    );
    expect(elsewhere).toMatchObject({ cursor: 'i2', draft: { note: 'later' } });
  });

  test('writes no note beside an output that is about to go', () => {
    const pending = reduce(reduce(begun(), yes()), four());
    expect(reduce(pending, { type: 'panel', panel: 'note' }).panel).toBe('none');
    expect(reduce(pending, { type: 'panel', panel: 'tags' }).panel).toBe('none');
  });

  test('takes back what is not in the set any more without being led to it', () => {
    const gone = played(begun(), yes(), four()).session.done[0]!;
    const items = view(3).items.slice(1);
    const state = openRating(view(3, { items, events: [gone] }));
    const back = played(state, { type: 'undo', stamp: stamp() });
    expect(back).toMatchObject({ cursor: 'i1', session: { done: [] } });
  });

  test('changes an answer also when the clock was put back meanwhile', () => {
    const late = { id: 'late', at: '2036-01-01T00:00:00.000Z', activeMs: 1 };
    const given = played(begun(), yes(), { type: 'rate', rating: 4, stamp: late });
    const changed = played(given, { type: 'previous' }, { type: 'shown' }, four());
    expect(changed.session.done.map(({ at }) => at)).toEqual([late.at, late.at]);
  });

  test('rates nothing by the painting of another output', () => {
    const moved = played(begun(), yes(), four());
    expect(reduce(moved, { type: 'shown', item: 'i0' }).shown).toBe(false);
  });

  test('is told when there is nothing to undo', () => {
    expect(played(begun(), { type: 'undo', stamp: stamp() }).notice).toBe('Nothing to undo');
  });
});

describe('a key', () => {
  const press = (key: string, more: object = {}) =>
    commandOf(
      {
        key,
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        shiftKey: false,
        isComposing: false,
        getModifierState: () => false,
        ...more,
      },
      DEFAULT_KEYS,
    );
  test('means its command, on any keyboard', () => {
    expect([press('4'), press('y'), press('Y', { shiftKey: true }), press('?', { shiftKey: true })]).toEqual([
      'rate-4',
      'yes',
      undefined,
      'keys',
    ]);
    expect([
      press('z', { ctrlKey: true }),
      press('z', { metaKey: true }),
      press('U', { shiftKey: true }),
    ]).toEqual(['undo', 'undo', 'redo']);
  });
  test('means nothing with AltGr, Alt, or while a character is composed', () => {
    expect([
      press('4', { getModifierState: (name: string) => name === 'AltGraph' }),
      press('4', { altKey: true }),
      press('y', { isComposing: true }),
      press('constructor'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

test('the time of an item leaves out pauses and long absences', () => {
  let now = 0;
  const watch = createStopwatch(() => now);
  watch.start();
  now += 5_000;
  watch.touch();
  now += 600_000;
  expect(watch.read()).toBe(95_000);
  watch.pause();
  now += 60_000;
  expect(watch.read()).toBe(95_000);
});
