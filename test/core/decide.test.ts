/** Decisions as a user meets them: one per verdict, and what each must say. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';

test('the candidate that is clearly rated higher is the one to ship', () => {
  const examples = Array.from({ length: 20 }, (_, i) => ({ id: `e${i}` }));
  const ratings = examples.flatMap(({ id: example }, i) => [
    { example, candidate: 'A', rater: 'ann', rating: 3 },
    { example, candidate: 'B', rater: 'ann', rating: i % 2 === 0 ? 4 : 5 },
  ]);
  const decision = decide({ examples, candidates: [{ name: 'A' }, { name: 'B' }], ratings });
  expect(decision.verdict.kind).toBe('ship');
  expect(decision.verdict.winner).toBe('B');
  expect(decision.verdict.because).toContain('B is rated 4.5 of 5, A 3.0; the difference is +1.5');
});
