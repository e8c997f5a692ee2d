/** Whether production holds what a decision promised. */
import { expect, test } from 'vitest';
import type { Quality } from '../../src/core/quality.ts';
import { verifyPromise } from '../../src/core/verify.ts';
import { verifySentence } from '../../src/core/wording/verify.ts';

const judged = (n: number, mean = 4) =>
  Array.from({ length: n }, (_, i) => mean + (i % 2 === 0 ? 0.8 : -0.8));
const verified = (n: number, promised: Quality) =>
  verifyPromise(judged(n), promised, { by: 'rating', scale: [1, 5], margin: 0.2, rulers: [] })!;
const said = (n: number, promised: Quality) =>
  verifySentence('new', verified(n, promised), { decision: 1, weighted: false });

test('where more answers would tell, their number is said, and with so many it holds', () => {
  const promised: Quality = { mean: 4, interval: [3.88, 4.12] };
  const open = verified(20, promised);
  expect(open.verdict).toBe('open');
  expect(said(20, promised)).toContain(`fieldtest verify FILE --count ${open.answersNeeded}`);
  expect(verified(open.answersNeeded! + 10, promised).verdict).toBe('holds');
});

test('where the promise itself is wider than the margin, more answers are not said to help', () => {
  const promised: Quality = { mean: 4, interval: [3.76, 4.24] };
  expect(verified(2_000, promised).verdict).toBe('open');
  expect(said(2_000, promised)).toContain(
    'more answers alone would not tell: more rated examples of the set would',
  );
});
