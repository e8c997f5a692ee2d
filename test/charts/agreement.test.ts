/** Who gave what: two raters of one answer, not one rater twice. */
import { expect, test } from 'vitest';
import { agreement } from '../../src/charts/agreement.ts';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { evidenceOf } from '../../src/core/evidence.ts';
import { exampleName, rate, story } from '../core/decide-story.ts';
import { drawChart } from '../fixtures/draw-chart.ts';

const base = story({ columns: { a: [4, 5, 3] } });
const withRatings = (...more: DecideInput['ratings']) => {
  const input = { ...base, ratings: [...base.ratings, ...more] };
  return { decision: decide(input), evidence: evidenceOf(input) };
};

test('what a rater says again is not what another says', () => {
  const again = rate(0, 'a', 2, { repeatOf: 'first' });
  expect(drawChart(agreement, withRatings(again))).toBeUndefined();
});

test('each answer counts once, with the two raters on two sides', () => {
  const input = withRatings(rate(0, 'a', 4, { rater: 'bob' }), rate(1, 'a', 3, { rater: 'bob' }));
  expect(agreement.describe(input)).toContain(
    'ann and bob gave the same in 1 of 2 pairs of ratings, and no more than 1 apart in 1.',
  );
  const linked = drawChart(agreement, {
    ...input,
    link: (target) => ('example' in target ? `#${target.example}` : undefined),
  })!;
  const cells = [...linked.querySelectorAll('a')].map((one) => [
    one.getAttribute('href'),
    one.getAttribute('aria-label'),
  ]);
  expect(cells).toEqual([
    [`#${exampleName(0)}`, '4 and 4: 1'],
    [`#${exampleName(1)}`, '5 and 3: 1'],
  ]);
});
