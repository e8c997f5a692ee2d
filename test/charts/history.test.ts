/** The charts of the history: what they say, and that they are as somebody last looked at them. */
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { HistoryChart, HistoryInput } from '../../src/charts/history/history-chart.ts';
import { historyCharts } from '../../src/charts/history/list.ts';
import { svgText } from '../../src/charts/svg-text.ts';
import { historyOf } from '../../src/core/history/history.ts';
import { past } from '../fixtures/past-decision.ts';

const low = [3, 4, 3, 2, 3, 4, 3, 3, 2, 4, 3, 3];
const high = [4, 5, 4, 4, 3, 5, 4, 4, 4, 5, 4, 4];
const costs = { 'gpt-5-mini': 0.5, 'claude-sonnet-5': 8, 'gpt-6-mini': 0.8, 'claude-sonnet-6': 7 };
/** A yes to four answers in five. */
function accepted(stored: ReturnType<typeof past>): ReturnType<typeof past> {
  const candidates = stored.decision.candidates.map((one) => ({
    ...one,
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
  expect(best).toBe('In the last decision: up to $1.00 gpt-6-mini 4.2, up to $10.00 claude-sonnet-6 4.3.');
  expect(acceptable).toMatch(/decision 1: 2026-01-01 \$0\.00063 by gpt-5-mini/);
});

test('a history of nothing rated is no chart', () => {
  const nothing = historyOf([past(1, { a: [null], b: [null] })]);
  for (const chart of historyCharts) expect(drawn(chart, { history: nothing }), chart.name).toBeUndefined();
});
