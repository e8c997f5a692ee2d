/** Cells of public tables as they are written, and what is read of them. */
import { expect, test } from 'vitest';
import { intervalCell, plainCell, readCell } from '../../../src/core/benchmarks/cell.ts';

test.each([
  ['79.1', { value: 79.1 }],
  ['**79.1**', { value: 79.1 }],
  ['79.1%', { value: 79.1, unit: '%' }],
  ['1.8 %', { value: 1.8, unit: '%' }],
  ['$3.00', { value: 3, unit: '$' }],
  ['$1,234.50', { value: 1234.5, unit: '$' }],
  ['1,234', { value: 1234 }],
  ['1 234 567', { value: 1234567 }],
  ['79,1', { value: 79.1 }],
  ['0,875', { value: 0.875 }],
  ['1.234,5', { value: 1234.5 }],
  ['1.234.567', { value: 1234567 }],
  ['79.1\\*', { value: 79.1 }],
  ['12.3 s', { value: 12.3, unit: 's' }],
  ['850 ms', { value: 850, unit: 'ms' }],
  ['128k', { value: 128_000 }],
  ['−3.5', { value: -3.5 }],
  ['~79', { value: 79 }],
  ['🥇 79.1', { value: 79.1 }],
  ['79.1*', { value: 79.1 }],
  ['79.1†', { value: 79.1 }],
  ['79.1<sup>1</sup>', { value: 79.1 }],
  ['79.1[^2]', { value: 79.1 }],
  ['[79.1](https://example.com/a_(b))', { value: 79.1 }],
  ['79.1 (pass@1)', { value: 79.1 }],
  ['79.1 ± 1.2', { value: 79.1, interval: [77.9, 80.3] }],
  ['79.1 &plusmn; 1.2', { value: 79.1, interval: [77.9, 80.3] }],
  ['79.1 +/- 1.2%', { value: 79.1, interval: [77.9, 80.3] }],
  ['79.1 (±1.2)', { value: 79.1, interval: [77.9, 80.3] }],
  ['79.1 (-2.1, +2.3)', { value: 79.1, interval: [77, 81.4] }],
  ['79.1 [77.0, 81.4]', { value: 79.1, interval: [77, 81.4] }],
  ['79.1% (77.0–81.4)', { value: 79.1, unit: '%', interval: [77, 81.4] }],
  ['72.5% / 79.4%', { value: 72.5, unit: '%', second: true }],
  ['1e400', undefined],
  ['9'.repeat(40), undefined],
])('"%s"', (text, expected) => {
  const cell = readCell(plainCell(text));
  if (expected === undefined) return expect(cell.kind).toBe('text');
  expect(cell).toMatchObject({
    kind: 'number',
    ...expected,
    ...('interval' in expected ? { interval: expected.interval!.map((one) => expect.closeTo(one, 9)) } : {}),
  });
});

test.each(['', '—', '-', 'N/A', 'n/a', 'Not disclosed', '…', 'TBD'])('"%s" is missing', (text) => {
  expect(readCell(plainCell(text))).toEqual({ kind: 'missing' });
});

test.each(['GPT-4', 'Proprietary', '3 of 4 tasks', '2024-08-06', '79.1 and rising'])(
  '"%s" is a text',
  (text) => {
    expect(readCell(plainCell(text)).kind).toBe('text');
  },
);

test('a name keeps no backslash of Markdown', () => {
  expect(plainCell(String.raw`GPT-4o mini\*`)).toBe('GPT-4o mini');
  expect(plainCell(String.raw`o1\_pro \[high\]`)).toBe('o1_pro [high]');
});

test('an interval of another column is laid around the value, or told as it is', () => {
  expect(intervalCell('(-1.88, +1.97)', 82.63)!.map((one) => Number(one.toFixed(2)))).toEqual([80.75, 84.6]);
  expect(intervalCell('77.0 - 81.4', 79)).toEqual([77, 81.4]);
  expect(intervalCell('1.2', 79)!.map((one) => Number(one.toFixed(1)))).toEqual([77.8, 80.2]);
  expect(intervalCell('12 - 20', 79)).toBeUndefined();
});
