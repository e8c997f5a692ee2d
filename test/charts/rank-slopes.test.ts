/// <reference lib="dom" />
/** The chart of public and own ranks: whole and safe whatever the names are, and strong only where the interval says so. */
import { describe, expect, test } from 'vitest';
import { rankSlopes } from '../../src/charts/rank-slopes.ts';
import { compareBenchmark } from '../../src/core/benchmarks/compare.ts';
import { decide } from '../../src/core/decide.ts';
import { evidenceOf } from '../../src/core/evidence.ts';
import { chartStories } from '../fixtures/chart-stories.ts';
import { chartText, drawChart } from '../fixtures/draw-chart.ts';

/** A public table in which the candidates stand in the order of the config, half a point apart. */
function comparedOf(of: Parameters<typeof compareBenchmark>[2]) {
  const names = of.decision.candidates.map(({ name }) => name);
  return compareBenchmark(
    {
      name: 'board',
      digest: '',
      source: '',
      at: '',
      columns: [{ name: 'score </text>\u202e', kind: 'quality', direction: 'higher', range: 100 }],
      models: names.map((name, i) => ({ name, scores: [{ value: 80 - i / 2 }] })),
    },
    names.map((name) => ({ candidate: name, model: name, by: 'name' })),
    of,
  )[0];
}

const stories = chartStories.flatMap(([story, of]) => {
  const compared = comparedOf(of);
  return compared === undefined ? [] : [{ story, compared }];
});

describe.each(stories)('of $story', ({ compared }) => {
  test.each([320, 640, 900])('at %i pixels', (width) => {
    const input = { compared, link: () => '#x' };
    const text = chartText(rankSlopes, input, width)!;
    expect(text).toBe(chartText(rankSlopes, input, width));
    expect(text).not.toMatch(/<(?:style|script|foreignObject|image|use)\b| (?:on\w+|id|style|class)=/);
    expect(text).not.toMatch(/NaN|undefined|Infinity|[\u0000-\u001f\u202e\ud800]/);
    const colours = [...text.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
    expect(
      colours.filter((one) => !/^(?:var\(--[\w-]+, #\w{6}\)|none|inherit|transparent)$/.test(one!)),
    ).toEqual([]);
    const svg = drawChart(rankSlopes, input, width)!;
    expect(svg.querySelector('desc')!.textContent).toBe(rankSlopes.describe(input));
    expect(svg.getAttribute('aria-label')).toBe('The public order, and yours');
  });
});

function rated(rates: readonly number[]) {
  const names = rates.map((_, i) => `m${i}`);
  const input = {
    examples: Array.from({ length: 40 }, (_, i) => ({ id: `e${i}` })),
    candidates: names.map((name) => ({ name })),
    ratings: names.flatMap((candidate, at) =>
      Array.from({ length: 40 }, (_, i) => ({
        example: `e${i}`,
        candidate,
        rater: 'ann',
        acceptable: i < 40 * rates[at]!,
      })),
    ),
  };
  return { decision: decide(input), evidence: evidenceOf(input) };
}

test('a pair that is close there and far apart here, beyond its interval, is drawn strong; noise is not', () => {
  const strong = (rates: readonly number[]) =>
    (chartText(rankSlopes, { compared: comparedOf(rated(rates))! })!.match(/stroke-width="2.5"/g) ?? [])
      .length;
  expect(strong([0.9, 0.2])).toBe(2);
  expect(strong([0.6, 0.55])).toBe(0);
});

test('of one candidate, or of more than can be told apart, there is no chart', () => {
  expect(comparedOf(rated([0.5]))).toBeUndefined();
  const many = comparedOf(rated([0.5, 0.6]))!;
  const ranks = Array.from({ length: 61 }, () => many.ranks[0]!);
  expect(drawChart(rankSlopes, { compared: { ...many, ranks } })).toBeUndefined();
});
