/** How long a provider asks us to wait. */
import { expect, test } from 'vitest';
import { retryAfterMs } from '../../src/providers/retry-after.ts';

const DATE = 'Tue, 01 Jan 2036 10:00:00 GMT'; // years from our clock, which must not matter

test.each<[string, { [name: string]: string }, number | undefined]>([
  ['seconds', { 'retry-after': '7' }, 7000],
  ['fractions of a second', { 'retry-after': '1.5' }, 1500],
  ['milliseconds, which win', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  ['an hour', { 'retry-after': '3600' }, 3_600_000],
  ['a date, against the clock of the server', { 'retry-after': 'Tue, 01 Jan 2036 10:00:07 GMT' }, 7000],
  ['a date that has passed', { 'retry-after': 'Tue, 01 Jan 2036 09:00:00 GMT' }, 0],
  ['nothing', {}, undefined],
  ['garbage', { 'retry-after': 'soon' }, undefined],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  [
    'resets, of which the later one counts',
    { 'x-ratelimit-reset-requests': '6ms', 'x-ratelimit-reset-tokens': '1m30s' },
    90_000,
  ],
  ['a reset beside garbage', { 'retry-after': 'soon', 'x-ratelimit-reset-tokens': '2s' }, 2000],
  ['a reset in RFC 3339', { 'anthropic-ratelimit-tokens-reset': '2036-01-01T10:01:00Z' }, 60_000],
  ['a reset as Unix time in milliseconds', { 'x-ratelimit-reset': String(Date.parse(DATE) + 5000) }, 5000],
])('%s', (_name, headers, expected) => {
  expect(retryAfterMs(new Headers({ date: DATE, ...headers }))).toBe(expected);
});

test("a date without the server's own clock says nothing", () => {
  expect(retryAfterMs(new Headers({ 'retry-after': DATE }))).toBeUndefined();
});

test("Google's retryDelay in the body", () => {
  expect(retryAfterMs(new Headers(), '{"details":[{"retryDelay":"34.5s"}]}')).toBe(34_500);
});
