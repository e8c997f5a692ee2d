/** A plan as people read it in a terminal; the golden files are read by eye when they change. */
import { describe, expect, test } from 'vitest';
import { plan } from '../../src/core/plan.ts';
import { planText } from '../../src/report/plan-text.ts';
import { colourPaint, columns, plainPaint } from '../../src/report/text-layout.ts';
import { cycle, story } from '../core/decide-story.ts';

const before = plan({
  candidates: 3,
  asks: ['rating', 'acceptable'],
  gap: { by: 'rating', difference: 0.4 },
});
const begun = plan({
  examples: 48,
  looks: [10, 20, 30, 40, 50],
  rated: story({ columns: { A: cycle(14, 3, 4, 2), B: cycle(14, 4, 4, 3, 5) } }),
  textsPerExample: 1.5,
  timed: cycle(20, { ms: 21_000, first: true }, { ms: 14_000, first: false }),
});
const rates = plan({ by: 'acceptable', looks: 'final', gap: { by: 'acceptable', difference: 0.3 } });

const REPORTS: readonly [string, number, string][] = [
  ['plan-narrow', 60, planText(before, { width: 60, paint: plainPaint })],
  ['plan-wide', 120, planText(before, { width: 120, paint: plainPaint })],
  ['plan-colour', 80, planText(before, { width: 80, paint: colourPaint })],
  ['plan-begun', 80, planText(begun, { width: 80, paint: plainPaint })],
  ['plan-rates', 80, planText(rates, { width: 80, paint: plainPaint })],
];

describe('a plan', () => {
  test.each(REPORTS)('%s is as it was when somebody last looked at it', async (name, _width, text) => {
    await expect(text).toMatchFileSnapshot(`../golden/report/${name}.txt`);
  });

  test.each(REPORTS.filter(([name]) => name !== 'plan-colour'))(
    '%s keeps within its width',
    (_name, width, text) => {
      for (const line of text.split('\n')) expect(columns(line), line).toBeLessThanOrEqual(width);
    },
  );

  test('begins with a sentence that needs no statistics', () => {
    expect(planText(begun, { width: 200, paint: plainPaint })).toMatch(
      /^With 48 examples, two candidates that truly differ by 0\.4 will be told apart [a-z ]+;/,
    );
  });
});
