/** The first line of a report: what to do, and how firmly it is known; what stands beside it must not say otherwise. */
import { expect, test } from 'vitest';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import { cautions } from '../../../src/core/wording/caution.ts';
import { comparisonRows } from '../../../src/core/wording/comparisons.ts';
import { frontLine } from '../../../src/core/wording/front.ts';
import { headline } from '../../../src/core/wording/headline.ts';
import { cycle, story } from '../decide-story.ts';

const NOTHING_MISSING = { outputs: 0, ratings: 0 };

/** B a step above A on so many of 50 examples, and the same on the others. */
const ahead = (steps: number, more: Partial<Parameters<typeof story>[0]> = {}): Decision =>
  decide(
    story({
      columns: { A: cycle(50, 3), B: Array.from({ length: 50 }, (_, i) => (i < steps ? 4 : 3)) },
      ...more,
    }),
  );

test('a win is clear, plain or barely proven by where its range begins', () => {
  expect(headline(ahead(45))).toBe('Ship B: clearly better.');
  expect(headline(ahead(10))).toBe('Ship B: better.');
  const barely = ahead(6, { incumbent: 'A' });
  expect(headline(barely)).toBe('Switch to B: better, but barely proven.');
  expect(cautions(barely, NOTHING_MISSING)[0]).toContain('goes from +0.01 to +0.22, close to 0');
  expect(cautions(ahead(10), NOTHING_MISSING).join()).not.toContain('Barely');
});

test('an end of a range that is not zero does not read as zero', () => {
  const open = ahead(5);
  expect(open.verdict.because).toContain('(95 % interval −0.003 to +0.20)');
  expect(comparisonRows(open)[0]).toMatchObject({ range: '−0.003 to +0.20', better: 'too close' });
});

test('too close says by what to choose, and names only those that are still in it', () => {
  const columns = { A: cycle(50, 3, 4), B: cycle(50, 4, 3) };
  expect(headline(decide(story({ columns })))).toBe('Too close to call: choose by what they cost you.');
  const priced = (B: number) => headline(decide(story({ columns, costs: { A: 4, B } })));
  expect(priced(3)).toBe('Too close to call: choose by price.');
  expect(priced(4.2)).toBe('Too close to call: choose by what else matters, as time does.');
  const third = decide(story({ columns: { ...columns, C: cycle(50, 1) }, incumbent: 'C' }));
  expect(headline(third)).toBe('Do not keep C; A and B are too close to call: choose by what they cost you.');
  expect(third.verdict.because).toContain('C is beaten by A.');
});

test('who is as good for half the price is told by the bound that decided, everywhere', () => {
  const columns = { A: cycle(50, 4, 5, 4, 4, 5), B: cycle(50, 4, 5, 4, 5, 4) };
  const decision = decide(story({ columns, costs: { A: 4, B: 1.2 } }));
  expect(headline(decision)).toBe('Ship B: as good, and cheaper.');
  expect(comparisonRows(decision)).toMatchObject([
    { compared: 'B vs A', range: '−0.15 or more', better: 'as good' },
  ]);
  expect(frontLine(decision)).toBe(
    'Quality for the price: B is the cheapest; A is not shown to be better than B, which costs less.',
  );
});

test('every rival that is beaten stands in the reason, with its price', () => {
  const columns = { A: cycle(50, 5), B: cycle(50, 3, 4), C: cycle(50, 1, 2) };
  const { because } = decide(story({ columns, costs: { A: 9, B: 5, C: 0.5 } })).verdict;
  expect(because).toContain('1,000 answers cost: A $9.00, B $5.00.');
  expect(because).toContain('Beaten too: C by 3.50 at $0.50.');
});
