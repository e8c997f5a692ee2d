/** What providers really write into their errors, and what it means for the run. */
import { expect, test } from 'vitest';
import { replyResult } from '../../src/providers/http-failure.ts';

const read = (status: number, body: string) =>
  replyResult(
    { status, headers: new Headers(), body },
    { name: 'openai', model: 'small', keyName: 'OPENAI_API_KEY', addressKey: 'baseUrl' },
  );
const said = (message: string, more: object = {}) => JSON.stringify({ error: { message, ...more } });

test.each<[string, number, string]>([
  [
    'OpenAI',
    400,
    said("This model's maximum context length is 4096 tokens.", { code: 'context_length_exceeded' }),
  ],
  ['Anthropic', 400, said('prompt is too long: 210000 tokens > 200000 maximum')],
  ['Anthropic, with the answer', 400, said('input length and `max_tokens` exceed context limit: 1 + 2 > 2')],
  [
    'Google',
    400,
    said('The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).'),
  ],
  ['llama.cpp', 400, said('the request exceeds the available context size, try increasing it')],
])('an input that is too long for %s is that input’s result', (_who, status, body) => {
  expect(read(status, body)).toMatchObject({
    kind: 'answer',
    status: 'truncated',
    text: '',
    costUsd: 0,
    failure: { code: 'context-overflow' },
  });
});

test.each<[string, number, string]>([
  ['an empty account', 429, said('You exceeded your current quota, ...', { code: 'insufficient_quota' })],
  ['a daily limit', 429, said('Rate limit reached: tokens per day (TPD): Limit 500000')],
  [
    'Google’s daily limit',
    429,
    said('Quota', { details: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel' }] }),
  ],
  ['a spend limit', 429, said('Your organization has hit its spend limit')],
  ['a payment', 402, said('Insufficient credits')],
  ['Anthropic’s empty account', 400, said('Your credit balance is too low to access the Anthropic API.')],
])('%s stops the provider', (_what, status, body) => {
  expect(read(status, body)).toMatchObject({
    next: 'stop',
    failure: { code: 'quota' },
    hint: expect.any(String),
  });
});

test.each<[string, string]>([
  ['OpenAI', said('Rate limit reached for gpt-5-mini on tokens per min (TPM): Limit 30000')],
  [
    'Google',
    said('You exceeded your current quota', { details: [{ quotaId: 'GenerateRequestsPerMinutePerModel' }] }),
  ],
  ['Anthropic', said('This request would exceed your rate limit of 50 requests per minute')],
])('a limit per minute of %s is waited for', (_who, body) => {
  expect(read(429, body)).toMatchObject({ next: 'retry', failure: { code: 'rate-limit' } });
});

test('a hint names the variable of the key, or the model', () => {
  expect(read(401, said('Incorrect API key provided'))).toMatchObject({
    hint: expect.stringContaining('OPENAI_API_KEY'),
  });
  expect(read(404, said('The model does not exist'))).toMatchObject({
    hint: expect.stringContaining('"small"'),
  });
});

test('a page of a gateway is a line, whatever its status, and may be tried again', () => {
  const page = `<!DOCTYPE html><html><head><title>Just a\n moment...</title></head>${'<p>x</p>'.repeat(9999)}</html>`;
  const result = read(403, page);
  expect(result).toMatchObject({
    next: 'retry',
    failure: { message: 'openai answered 403: Just a moment...' },
  });
  expect(read(404, page)).toMatchObject({ next: 'stop' });
});

test.each<[string, string]>([
  [said('deep'), 'deep'],
  [JSON.stringify([{ error: { message: 'in a list' } }]), 'in a list'],
  [JSON.stringify({ message: 'flat' }), 'flat'],
  [JSON.stringify({ detail: [{ msg: 'x' }] }), 'x'],
  ['just text', 'just text'],
  ['', ''],
])('the message in %s is found', (body, message) => {
  const result = read(500, body);
  const expected = message === '' ? 'openai answered 500' : `openai answered 500: ${message}`;
  expect(result).toMatchObject({ failure: { message: expected } });
});
