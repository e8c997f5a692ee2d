/** Keys are told from other texts by their name or their shape, and never stored. */
import { describe, expect, test } from 'vitest';
import { isLiteralSecret, withoutSecrets } from '../../src/core/secrets.ts';

describe('a header or parameter', () => {
  test.each([
    ['Authorization', 'Bearer abcdefgh'],
    ['x-api-key', '0123456789'],
    ['accessToken', 'hunter2hunter2'],
    ['x-other', 'sk-proj-0123456789abcdef'],
  ])('%s: %s is a secret', (name, value) => expect(isLiteralSecret(name, value)).toBe(true));

  test.each([
    ['Authorization', 'Bearer {{env.MY_KEY}}'],
    ['accept', 'application/json'],
    ['max_tokens', '1000000000'],
    ['keyword', 'invoices of May'],
    ['author', 'Ann Example'],
    ['x-key', 'none'],
  ])('%s: %s is none', (name, value) => expect(isLiteralSecret(name, value)).toBe(false));
});

test('a spec keeps everything but its secrets', () => {
  expect(
    withoutSecrets({
      url: 'https://me:canary@example.com/v1?q={{input}}&api_key=canary&key={{env.K}}',
      headers: { cookie: 'canary', accept: 'text/plain' },
      body: { deep: [{ token: 'canary', n: 1 }], text: 'the token is {{input}}' },
      command: 'curl -H "Authorization: Bearer canary0123456789" -d @-',
      apiKeyEnv: 'MY_KEY',
    }),
  ).toEqual({
    url: 'https://[secret]@example.com/v1?q={{input}}&api_key=[secret]&key={{env.K}}',
    headers: { cookie: '[secret]', accept: 'text/plain' },
    body: { deep: [{ token: '[secret]', n: 1 }], text: 'the token is {{input}}' },
    command: 'curl -H "Authorization: Bearer [secret]" -d @-',
    apiKeyEnv: 'MY_KEY',
  });
});
