/** Texts that must fit: cut in the middle, wrapped at spaces, and never moving what stands beside them. */
import { expect, test } from 'vitest';
import { fitText } from '../../src/charts/fit-text.ts';
import { labelOf, namesInSentence } from '../../src/charts/names.ts';
import { textWidth } from '../../src/charts/text-width.ts';
import { wrapText } from '../../src/charts/wrap-text.ts';

test('a name that fits stays, a longer one keeps its beginning and its end', () => {
  expect(fitText('gpt-mini', 200, 12)).toBe('gpt-mini');
  const cut = fitText('provider/some-model-2026-11-24-high', 120, 12);
  expect(cut).toMatch(/^provid.*\u2026.*high$/);
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(120);
  expect(fitText('anything', 0, 12)).toBe('\u2026');
});

test('a cut leaves characters whole, and is quick however long the text is', () => {
  const started = performance.now();
  expect(fitText('👍🏽'.repeat(200_000), 100, 12).isWellFormed()).toBe(true);
  expect(performance.now() - started).toBeLessThan(200);
});

test('a sentence breaks at spaces, not between a figure and its percent sign', () => {
  const lines = wrapText('with 95 % confidence the true figure lies within', 100, 12);
  expect(lines.join(' ')).toBe('with 95 % confidence the true figure lies within');
  for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(100);
  expect(lines.every((line) => !line.startsWith('%'))).toBe(true);
});

test('names in a sentence are visible, short, and isolated where they run from right to left', () => {
  expect(namesInSentence(['a', 'b\u202e', 'מודל'])).toBe('a, b\\u{202e} and \u2068מודל\u2069');
  expect(namesInSentence(['x'.repeat(5000)]).length).toBeLessThan(100);
  expect(labelOf(`z${'\u0301'.repeat(50)}`)).toBe(`z${'\u0301'.repeat(3)}`);
});
