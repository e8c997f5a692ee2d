/** Whatever a rater gives, skips, takes back and gives again, the screen stands where a plain model of it stands. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewEvent } from '../../../src/core/review/event.ts';
import { answersOf } from '../../../src/core/review/session.ts';
import type { ReviewView } from '../../../src/core/review/wire.ts';
import { openRating, reduce } from '../../../web/rate/reducer.ts';
import type { RateAction, RateState } from '../../../web/rate/state.ts';

const ITEMS = ['a', 'b', 'c', 'd', 'e', 'f'];
const VIEW: ReviewView = {
  task: 't',
  rater: 'ann',
  round: 'r',
  questions: { question: 'q', scale: 5, acceptable: false },
  guide: null,
  tags: [],
  items: ITEMS.map((id) => ({ id, block: id, calibration: false })),
  events: [],
  earlier: [],
  looks: [],
};

type Move = 'answer' | 'skip' | 'undo' | 'redo' | 'reopen';
const moves = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Move>('answer') },
    { weight: 2, arbitrary: fc.constant<Move>('skip') },
    { weight: 4, arbitrary: fc.constant<Move>('undo') },
    { weight: 3, arbitrary: fc.constant<Move>('redo') },
    { weight: 1, arbitrary: fc.constant<Move>('reopen') },
  ),
  { maxLength: 60 },
);

interface Deed {
  readonly item: string;
  readonly rating: number | undefined;
}

/** What is done, and a pointer into it; the next item is found by looking through all that stands before the pointer. */
class Model {
  deeds: Deed[] = [];
  pointer = 0;
  /** What is on the screen; undefined at the end. */
  item: string | undefined = 'a';

  answers(): ReadonlyMap<string, number> {
    const given = this.deeds.slice(0, this.pointer).filter(({ rating }) => rating !== undefined);
    return new Map(given.map(({ item, rating }) => [item, rating!]));
  }

  #next(): string | undefined {
    const answers = this.answers();
    const open = ITEMS.filter((item) => !answers.has(item));
    const skipped = this.deeds.slice(0, this.pointer).filter(({ rating }) => rating === undefined);
    const lastSkip = (item: string) => skipped.findLastIndex((deed) => deed.item === item);
    // Never skipped is -1, and the sort is stable: those come first, in their order.
    return open.sort((a, b) => lastSkip(a) - lastSkip(b))[0];
  }

  do(move: Move, rating: number): void {
    if (move === 'reopen') this.item = this.#next();
    else if (move === 'undo' && this.pointer > 0) this.item = this.deeds[--this.pointer]!.item;
    else if (move === 'redo' && this.pointer < this.deeds.length) {
      this.pointer++;
      this.item = this.#next();
    } else if ((move === 'answer' || move === 'skip') && this.item !== undefined) {
      const deed = { item: this.item, rating: move === 'answer' ? rating : undefined };
      this.deeds = [...this.deeds.slice(0, this.pointer++), deed];
      this.item = this.#next();
    }
  }
}

test('10,000 random sessions of ratings, skips, undos, redos and reopened pages stand where the model stands', () => {
  fc.assert(
    fc.property(moves, (sequence) => {
      const model = new Model();
      const events: ReviewEvent[] = [];
      const settled = (state: RateState): RateState => {
        if (state.pending === undefined) return reduce(state, { type: 'shown' });
        events.push(state.pending);
        return reduce(reduce(state, { type: 'queued', event: state.pending }), { type: 'shown' });
      };
      let state = settled(reduce(openRating(VIEW), { type: 'start' }));
      sequence.forEach((move, i) => {
        const rating = 1 + (i % 5);
        const stamp = { id: `${i}`, at: '2026-11-24T00:00:00Z', activeMs: 1 };
        model.do(move, rating);
        if (move === 'reopen') state = settled(reduce(openRating({ ...VIEW, events }), { type: 'start' }));
        else {
          const action: RateAction =
            move === 'answer' ? { type: 'rate', rating, stamp } : { type: move, stamp };
          state = settled(reduce(state, action));
        }
        expect(state.cursor).toBe(model.item);
        const answers = [...answersOf(state.session)].map(
          ([item, { answer }]) => [item, answer.rating] as const,
        );
        expect(new Map(answers)).toEqual(model.answers());
      });
      // Undo reaches every earlier rating, to the first.
      for (let left = model.pointer; left > 0; left--) {
        state = settled(reduce(state, { type: 'undo', stamp: { id: `undo ${left}`, at: '', activeMs: 0 } }));
      }
      expect(state.session.done).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
}, 240_000);
