/** The charts of the history: what they say, and that they are as somebody last looked at them. */
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { candidateColours } from '../../src/charts/colours.ts';
import { acceptablePrice } from '../../src/charts/history/acceptable-price.ts';
import { bestAtEachPrice } from '../../src/charts/history/best-at-prices.ts';
import type { HistoryChart, HistoryInput } from '../../src/charts/history/history-chart.ts';
import { historyCharts } from '../../src/charts/history/list.ts';
import { svgText } from '../../src/charts/svg-text.ts';
import { historyOf } from '../../src/core/history/history.ts';
import { past } from '../fixtures/past-decision.ts';

const low = [3, 4, 3, 2, 3, 4, 3, 3, 2, 4, 3, 3];
const high = [4, 5, 4, 4, 3, 5, 4, 4, 4, 5, 4, 4];
const costs = { 'gpt-5-mini': 0.5, 'claude-sonnet-5': 8, 'gpt-6-mini': 0.8, 'claude-sonnet-6': 7 };
/** A yes to four answers in five, give or take. */
function accepted(stored: ReturnType<typeof past>): ReturnType<typeof past> {
  const candidates = stored.decision.candidates.map((one) => ({
    ...one,
    acceptable: { rate: 0.8, interval: [0.5, 1] as const },
    costPerAcceptableUsd: one.costPer1000Usd! / 800,
  }));
  return { ...stored, decision: { ...stored.decision, candidates } };
}

const year = historyOf(
  [
    past(1, { 'gpt-5-mini': low, 'claude-sonnet-5': high }, { costs }),
    past(4, { 'gpt-5-mini': low, 'claude-sonnet-5': high, 'gpt-6-mini': high }, { costs }),
    past(9, { 'gpt-6-mini': high, 'claude-sonnet-6': [5, ...high.slice(1, 11), 5] }, { costs, start: 4 }),
  ].map(accepted),
);

function drawn(chart: HistoryChart, input: HistoryInput, width = 640): string | undefined {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const svg = chart.draw(input, { document, width });
  return svg && svgText(svg);
}

test.each(historyCharts)('$name is as it was when somebody last looked at it', async (chart) => {
  const text = drawn(chart, { history: year })!;
  expect(drawn(chart, { history: year })).toBe(text);
  expect(text).not.toMatch(
    /<(?:style|script|foreignObject|image|use)\b| (?:on\w+|id|style|class)=|NaN|undefined|Infinity/,
  );
  for (const width of [320, 900]) expect(drawn(chart, { history: year }, width)).not.toMatch(/NaN|undefined/);
  await expect(`${text.replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot(
    `../golden/charts/${chart.name}.svg`,
  );
});

test('each says in words what it shows', () => {
  const [quality, best, acceptable] = historyCharts.map((chart) => chart.describe({ history: year }));
  expect(quality).toMatch(/gpt-5-mini 3\.2 \(.*\) since 2026-01-01 \(linked\).*claude-sonnet-6 4\.3/);
  expect(best).toBe(
    'In the last decision: up to $1.00 gpt-6-mini 4.2 (3.4 to 4.6), up to $10.00 claude-sonnet-6 4.3 (3.5 to 4.8).',
  );
  expect(acceptable).toMatch(/decision 1: 2026-01-01 \$0\.00063 \(\$0\.0005 to \$0\.001\) by gpt-5-mini/);
});

describe('what sets that share no example say of each other', () => {
  const other = historyOf([
    past(1, { a: low, b: high }, { costs: { a: 0.1, b: 0.1 } }),
    past(2, { b: low, c: high }, { costs: { b: 0.1, c: 0.1 }, start: 30 }),
  ]);

  test('is nothing: a dashed line is between them, in words too, and no line joins them', () => {
    expect(other.decisions[1]!.shared).toBe(0);
    const text = drawn(bestAtEachPrice, { history: other });
    expect(text?.match(/dasharray/g)).toHaveLength(1);
    expect(text).toContain('no example in common');
    expect(drawn(bestAtEachPrice, { history: year })).not.toContain('dasharray');
    expect(bestAtEachPrice.describe({ history: other })).toContain(
      'Decisions 1 and 2 have no example in common',
    );
  });

  test('and the axis has room for what chance does: both intervals are in the picture', () => {
    const ends = other.prices[0]!.best.flatMap((one) => [...one!.interval]);
    const ticks = [...drawn(bestAtEachPrice, { history: other })!.matchAll(/>(\d(?:\.\d)?)<\/text>/g)];
    const numbers = ticks.map(([, number]) => Number(number));
    expect(Math.min(...numbers)).toBeLessThanOrEqual(Math.min(...ends));
    expect(Math.max(...numbers)).toBeGreaterThanOrEqual(Math.max(...ends));
  });
});

test('prices wear no colour of a family, and each is named where it was last to be had', () => {
  for (const chart of [bestAtEachPrice, acceptablePrice])
    for (const colour of candidateColours) expect(drawn(chart, { history: year })).not.toContain(colour);
  // In the last decision nobody costs $0.50.
  const gone = historyOf([
    past(1, { cheap: low, dear: high }, { costs: { cheap: 0.2, dear: 8 } }),
    past(2, { dear: high }, { costs: { dear: 8 } }),
  ]);
  const text = drawn(bestAtEachPrice, { history: gone });
  for (const words of ['up to $0.30', 'up to $10.00']) expect(text).toContain(`>${words}<`);
});

test('by shares of acceptable answers, the best at a price is drawn too; what was rated on a scale before is not', () => {
  const byAcceptable = (stored: ReturnType<typeof past>) => ({
    ...stored,
    decision: {
      ...stored.decision,
      by: 'acceptable' as const,
      candidates: stored.decision.candidates.map((one) => ({
        ...one,
        acceptable: { rate: 0.8, interval: [0.5, 0.9] as const },
      })),
    },
  });
  const [before, now] = [
    past(1, { a: low }, { costs: { a: 1 } }),
    past(2, { a: low }, { costs: { a: 1 }, start: 4 }),
  ];
  const text = drawn(bestAtEachPrice, { history: historyOf([before, byAcceptable(now)]) })!;
  expect(text).toContain('80 %');
  expect(text).toContain('another: 1.');
});

test('a history of nothing rated is no chart', () => {
  const nothing = historyOf([past(1, { a: [null], b: [null] })]);
  for (const chart of historyCharts) expect(drawn(chart, { history: nothing }), chart.name).toBeUndefined();
});
