/** What is left of a provider's limits. */
import { expect, test } from 'vitest';
import { rateWindows } from '../../src/providers/rate-windows.ts';

const DATE = 'Tue, 01 Jan 2036 10:00:00 GMT'; // years from our clock, which must not matter

test.each<[string, { [name: string]: string }, readonly object[]]>([
  [
    'OpenAI',
    {
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '120ms',
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-tokens': '29000',
      'x-ratelimit-reset-tokens': '1m30s',
    },
    [
      { of: 'requests', limit: 500, remaining: 0, resetMs: 120 },
      { of: 'tokens', limit: 30_000, remaining: 29_000, resetMs: 90_000 },
    ],
  ],
  [
    'Anthropic',
    {
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '49',
      'anthropic-ratelimit-requests-reset': '2036-01-01T10:00:02Z',
      'anthropic-ratelimit-output-tokens-remaining': '0',
      'anthropic-ratelimit-output-tokens-reset': '2036-01-01T10:00:30Z',
    },
    [
      { of: 'requests', limit: 50, remaining: 49, resetMs: 2000 },
      { of: 'output-tokens', remaining: 0, resetMs: 30_000 },
    ],
  ],
  [
    'OpenRouter',
    {
      'x-ratelimit-limit': '20',
      'x-ratelimit-remaining': '3',
      'x-ratelimit-reset': String(Date.parse(DATE) + 60_000),
    },
    [{ of: 'requests', limit: 20, remaining: 3, resetMs: 60_000 }],
  ],
  ['nothing', {}, []],
  ['what is left, but not until when', { 'x-ratelimit-remaining-requests': '0' }, []],
  [
    'garbage',
    {
      'x-ratelimit-remaining-requests': '-1',
      'x-ratelimit-reset-requests': 'soon',
      'x-ratelimit-remaining': '1e9',
    },
    [],
  ],
  [
    'a reset that nobody means',
    { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '99999999' },
    [],
  ],
])('as %s says it', (_who, headers, expected) => {
  expect(rateWindows(new Headers({ date: DATE, ...headers }))).toEqual(expected);
});
