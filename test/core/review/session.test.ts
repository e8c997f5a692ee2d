/** Undo and redo reach everything, in any order, as a simple model says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewEvent } from '../../../src/core/review/event.ts';
import { answersOf, foldEvents, nextItem } from '../../../src/core/review/session.ts';

type Move = { readonly do: 'answer' | 'skip'; readonly item: number } | { readonly do: 'undo' | 'redo' };
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ do: fc.constantFrom('answer' as const, 'skip' as const), item: fc.nat(5) }),
  fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
);

/** A list with a pointer, as every editor has it. */
function model(moves: readonly Move[]) {
  let list: { id: string; item: string; kind: 'answer' | 'skip' }[] = [];
  let pointer = 0;
  const events: ReviewEvent[] = [];
  moves.forEach((one, i) => {
    const facts = { id: `${i}`, at: '2026-11-24T00:00:00Z' };
    if (one.do === 'undo') {
      if (pointer === 0) return;
      const target = list[--pointer]!;
      events.push({ ...facts, item: target.item, kind: 'undo', target: target.id });
    } else if (one.do === 'redo') {
      if (pointer === list.length) return;
      const target = list[pointer++]!;
      events.push({ ...facts, item: target.item, kind: 'redo', target: target.id });
    } else if ('item' in one) {
      list = [...list.slice(0, pointer++), { id: `${i}`, item: `i${one.item}`, kind: one.do }];
      const item = `i${one.item}`;
      events.push(
        one.do === 'skip'
          ? { ...facts, item, kind: 'skip' }
          : { ...facts, item, kind: 'answer', answer: { rating: 1 }, activeMs: 1, position: 1 },
      );
    }
  });
  return { events, done: list.slice(0, pointer), undone: list.slice(pointer).reverse() };
}

test('10,000 random sequences of answers, skips, undos and redos end as the model says', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const { events, done, undone } = model(moves);
      const session = foldEvents(events);
      expect(session.done.map(({ id }) => id)).toEqual(done.map(({ id }) => id));
      expect(session.undone.map(({ id }) => id)).toEqual(undone.map(({ id }) => id));
      const answered = new Map(
        done.filter(({ kind }) => kind === 'answer').map(({ id, item }) => [item, id]),
      );
      expect(new Map([...answersOf(session)].map(([item, { id }]) => [item, id]))).toEqual(answered);
    }),
    { numRuns: 10_000 },
  );
}, 120_000);

test('what was skipped comes after all others, the longest ago first', () => {
  const skip = (id: string, item: string): ReviewEvent => ({ id, item, at: '', kind: 'skip' });
  const order = ['a', 'b', 'c'];
  expect(nextItem(order, foldEvents([skip('1', 'a')]))).toBe('b');
  expect(nextItem(order, foldEvents([skip('1', 'a'), skip('2', 'b'), skip('3', 'c')]))).toBe('a');
  expect(nextItem(order, foldEvents([skip('1', 'a'), skip('2', 'b'), skip('3', 'c'), skip('4', 'a')]))).toBe(
    'b',
  );
});

test('what one tab gives again counts, also when another tab rated in between', () => {
  const answer = (id: string, item: string): ReviewEvent => ({
    ...{ id, item, at: '', kind: 'answer', answer: { rating: 1 }, activeMs: 1, position: 1 },
  });
  const undo: ReviewEvent = { id: '2', item: 'a', at: '', kind: 'undo', target: '1' };
  const redo: ReviewEvent = { id: '4', item: 'a', at: '', kind: 'redo', target: '1' };
  const session = foldEvents([answer('1', 'a'), undo, answer('3', 'b'), redo]);
  expect([...answersOf(session).keys()].sort()).toEqual(['a', 'b']);
});
