/** Where a call goes is said by whoever starts the capture: the base URL that the app uses, as its SDK takes it. */
import { describe, expect, test } from 'vitest';
import { isInTheClear, isOwnAddress, routeOf, upstreamsOf } from '../../src/capture/upstream.ts';

function addressOf(target: string, upstream?: string, headers = {}): string | undefined {
  const route = routeOf(target, headers);
  if (route === undefined) return undefined;
  const { origin, base } = upstreamsOf(upstream)[route.api];
  return origin + base + route.rest;
}

describe('without --upstream each API goes to its maker', () => {
  test.each([
    ['/v1/chat/completions', 'https://api.openai.com/v1/chat/completions'],
    ['/v1/responses?x=1', 'https://api.openai.com/v1/responses?x=1'],
    ['/v1/messages', 'https://api.anthropic.com/v1/messages'],
    ['/v1/messages/count_tokens', 'https://api.anthropic.com/v1/messages/count_tokens'],
    ['/v1/messages?beta=true', 'https://api.anthropic.com/v1/messages?beta=true'],
    ['/openai/v1/models', 'https://api.openai.com/v1/models'],
    ['/anthropic/v1/models', 'https://api.anthropic.com/v1/models'],
  ])('%s', (target, address) => expect(addressOf(target)).toBe(address));

  test('what both have is told apart by the header that Anthropic’s SDKs send', () => {
    expect(addressOf('/v1/models')).toBe('https://api.openai.com/v1/models');
    expect(addressOf('/v1/models', undefined, { 'anthropic-version': '2023-06-01' })).toBe(
      'https://api.anthropic.com/v1/models',
    );
  });
});

test.each([
  ['http://127.0.0.1:8080', '/v1/chat/completions', 'http://127.0.0.1:8080/v1/chat/completions'],
  ['http://127.0.0.1:8080/v1', '/v1/chat/completions', 'http://127.0.0.1:8080/v1/chat/completions'],
  ['https://openrouter.ai/api/v1/', '/v1/chat/completions', 'https://openrouter.ai/api/v1/chat/completions'],
  [
    'https://g.example/v1beta/openai',
    '/v1/chat/completions',
    'https://g.example/v1beta/openai/chat/completions',
  ],
  ['https://gateway.example/anthropic', '/v1/messages', 'https://gateway.example/anthropic/v1/messages'],
  ['https://gateway.example/v1', '/v1/messages', 'https://gateway.example/v1/messages'],
])('--upstream %s takes %s to %s', (upstream, target, address) =>
  expect(addressOf(target, upstream)).toBe(address),
);

test.each([
  '',
  'api.openai.com',
  'ftp://x',
  'file:///etc/passwd',
  'https://user:secret@x',
  'https://x?key=secret',
])('--upstream "%s" is refused, and is not repeated where it may hold a password', (upstream) => {
  expect(() => upstreamsOf(upstream)).toThrow(/^--upstream (?!.*secret)/);
});

test('keys go over a network in the clear only to http that is not this machine', () => {
  expect(isInTheClear(upstreamsOf('http://10.0.0.1/v1').openai)).toBe(true);
  expect(isInTheClear(upstreamsOf('http://localhost:1/v1').openai)).toBe(false);
  expect(isInTheClear(upstreamsOf('https://x.example').openai)).toBe(false);
});

test('its own address is known, by any of its names', () => {
  expect(isOwnAddress(upstreamsOf('http://localhost:4318/v1').openai, 4318)).toBe(true);
  expect(isOwnAddress(upstreamsOf('http://127.0.0.1:4318').openai, 4318)).toBe(true);
  expect(isOwnAddress(upstreamsOf('http://127.0.0.1:8080').openai, 4318)).toBe(false);
});
