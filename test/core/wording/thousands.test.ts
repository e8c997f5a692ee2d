import { expect, test } from 'vitest';
import { thousands } from '../../../src/core/wording/thousands.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
  [-12345, '-12,345'],
])('%d reads %s', (n, text) => {
  expect(thousands(n)).toBe(text);
});
