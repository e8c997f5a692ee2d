/** Models that fail: what each way of failing becomes, with exactly one request per call. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  answer,
  closedAddress,
  events,
  json,
  type LoopbackStep,
  startLoopback,
} from '../fixtures/loopback-provider.ts';
import { ask, contextOf } from '../fixtures/providers/ask.ts';
import { callModel, ENV, KEY, modelTarget, PROVIDERS } from '../fixtures/providers/call-model.ts';

describe.each(PROVIDERS)('a call to %s that gets', (provider) => {
  const error = (status: number, message: string, more: object = {}, headers = {}) =>
    json({ type: 'error', error: { type: 'some_error', message, ...more } }, { status, headers });

  test.each<[string, LoopbackStep, object]>([
    ['429', error(429, 'slow down'), { next: 'retry', failure: { code: 'rate-limit', httpStatus: 429 } }],
    [
      '429 with Retry-After',
      error(429, 'slow', {}, { 'retry-after': '7' }),
      { next: 'retry', retryAfterMs: 7000 },
    ],
    [
      '429 for an empty account',
      error(429, 'You exceeded your current quota', { code: 'insufficient_quota' }),
      { next: 'stop', failure: { code: 'quota' }, hint: expect.any(String) },
    ],
    ['402', error(402, 'pay first'), { next: 'stop', failure: { code: 'quota' } }],
    ['401', error(401, `wrong key ${KEY}`), { next: 'stop', failure: { code: 'auth', httpStatus: 401 } }],
    ['403', error(403, 'not for you'), { next: 'stop', failure: { code: 'auth' } }],
    ['404', error(404, 'no such model'), { next: 'stop', hint: expect.stringContaining('"small"') }],
    ['400', error(400, 'temperature must be at most 1'), { next: 'stop', failure: { code: 'bad-request' } }],
    ['408', error(408, 'too slow'), { next: 'retry', failure: { code: 'http-408' } }],
    ['409', error(409, 'conflict'), { next: 'retry' }],
    ['500', error(500, 'oops'), { next: 'retry', failure: { code: 'http-500' } }],
    [
      '503 with Retry-After',
      error(503, 'busy', {}, { 'retry-after': '2' }),
      { next: 'retry', retryAfterMs: 2000 },
    ],
    ['529', error(529, 'overloaded'), { next: 'retry', failure: { code: 'http-529' } }],
    [
      'a page of HTML with 522',
      {
        status: 522,
        headers: { 'content-type': 'text/html' },
        body: '<html><title>522: timed out</title></html>',
      },
      { next: 'retry', failure: { code: 'http-522', message: expect.stringContaining('522: timed out') } },
    ],
    ['a 500 without a body', { status: 500 }, { next: 'retry', failure: { httpStatus: 500 } }],
    [
      'HTML in a 200',
      { headers: { 'content-type': 'text/html' }, body: '<title>Sign in to WiFi</title>' },
      {
        next: 'retry',
        failure: {
          code: 'not-its-api',
          message: expect.stringMatching(/a page \(Sign in to WiFi\).*baseUrl/),
        },
      },
    ],
    [
      'an empty account in a 200',
      json({ error: { message: 'Insufficient credits. Add more', code: 402 } }),
      { next: 'stop', failure: { code: 'quota', message: expect.stringContaining('Insufficient credits') } },
    ],
    [
      'an error body in a 200, which may have been billed',
      json({ error: { message: 'busy', code: 503 } }),
      {
        next: 'retry',
        failure: { code: 'stream-error', message: expect.stringMatching(/sent an error: busy$/) },
      },
    ],
    [
      'half a JSON body in a 200',
      { headers: { 'content-type': 'application/json' }, body: '{"id":' },
      { next: 'retry' },
    ],
    ['nothing in a 200', { headers: { 'content-type': 'text/event-stream' }, body: '' }, { next: 'retry' }],
    ['events that are not JSON', events(['{"id": "x", NaN']), { next: 'retry' }],
    ['bytes that are no text', events(['\u0000\ufffd\u0001']), { next: 'retry' }],
  ])('%s', async (_name, step, expected) => {
    const { result } = await callModel(provider, step);
    expect(result).toMatchObject({ kind: 'failure', ...expected });
  });

  test('a 400 of a content filter is a refusal that is kept', async () => {
    const { result } = await callModel(
      provider,
      error(400, 'Blocked by policy.', { code: 'content_filter' }),
    );
    expect(result).toMatchObject({ kind: 'answer', status: 'refused', text: 'Blocked by policy.' });
  });

  test('a 400 for an input that is too long is an answer that was cut to nothing, and costs nothing', async () => {
    const { result } = await callModel(
      provider,
      error(400, 'prompt is too long: 210000 tokens > 200000 maximum', { code: 'context_length_exceeded' }),
    );
    expect(result).toMatchObject({
      kind: 'answer',
      status: 'truncated',
      text: '',
      costUsd: 0,
      failure: { code: 'context-overflow', message: expect.stringContaining('210000') },
    });
  });

  test('a redirect to another host does not follow it, and no key arrives there', async () => {
    await using other = await startLoopback([]);
    const { result } = await callModel(provider, { status: 307, headers: { location: `${other.url}/v1` } });
    expect(result).toMatchObject({ next: 'stop', failure: { code: 'redirect' }, hint: expect.any(String) });
    expect(other.requests).toHaveLength(0);
  });

  test('nothing, because nobody listens, may be tried again', async () => {
    const result = await ask(modelTarget(provider, await closedAddress()), 'Why?', {
      context: contextOf('.', ENV),
    });
    expect(result).toMatchObject({ next: 'retry', failure: { code: 'connect' } });
    expect(JSON.stringify(result)).toContain('ECONNREFUSED');
  });
});

describe('an error in the middle of a stream', () => {
  const chat = (text: string) =>
    JSON.stringify({ id: 'x', model: 'small', choices: [{ index: 0, delta: { content: text } }] });

  test('keeps what had come as evidence, and may be tried again', async () => {
    const { result } = await callModel(
      'openai-compatible',
      events([chat('Half'), '{"error":{"message":"server fell over"}}']),
    );
    expect(result).toMatchObject({ next: 'retry', failure: { code: 'stream-error' }, partialText: 'Half' });
    expect(JSON.stringify(result)).toContain('server fell over');
  });

  test('that says the account is empty stops the candidate', async () => {
    const error = { error: { message: 'You exceeded your quota', code: 'insufficient_quota' } };
    const { result } = await callModel('openai-compatible', events([JSON.stringify(error)]));
    expect(result).toMatchObject({ next: 'stop', failure: { code: 'quota' } });
  });

  test('of Anthropic (overloaded) may be tried again, before and after text', async () => {
    const overloaded =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    const first = await callModel('anthropic', {
      headers: { 'content-type': 'text/event-stream' },
      body: overloaded,
    });
    expect(first.result).toMatchObject({ kind: 'failure', next: 'retry' });
    const start = { type: 'message_start', message: { id: 'm', model: 'small', usage: { input_tokens: 3 } } };
    const text = [
      start,
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Half' } },
    ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    const step = { headers: { 'content-type': 'text/event-stream' }, body: [...text, overloaded] };
    const { result } = await callModel('anthropic', step);
    expect(result).toMatchObject({ next: 'retry', partialText: 'Half' });
  });

  test('of OpenAI (response.failed) may be tried again', async () => {
    const failed = {
      type: 'response.failed',
      sequence_number: 1,
      response: { error: { code: 'server_error', message: 'It failed' } },
    };
    const { result } = await callModel('openai', events([JSON.stringify(failed)]));
    expect(result).toMatchObject({ kind: 'failure', next: 'retry' });
    expect(JSON.stringify(result)).toContain('It failed');
  });
});

test.each([
  ['without a single event, as when an input is too long', [], /before any text: is the input longer/],
  ['after half of the text', [{ delta: { content: 'Half' }, index: 0 }], /broke off/],
])('a stream that ends well %s is an answer that broke off', async (_how, choices, message) => {
  const chunks = choices.map((choice) => JSON.stringify({ id: 'x', model: 'small', choices: [choice] }));
  const { result } = await callModel('openai-compatible', events([...chunks, '[DONE]']));
  expect(result).toMatchObject({
    next: 'retry',
    failure: { code: 'stream-cut', message: expect.stringMatching(message) },
  });
});

describe('a hostile answer', () => {
  test('of 80 MB packed into 80 KB is refused with bounded memory', async () => {
    const line = `data: {"choices":[{"index":0,"delta":{"content":"${'x'.repeat(1_000_000)}"}}]}\n\n`;
    const body = gzipSync(line.repeat(80));
    const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
    const { result } = await callModel('openai-compatible', { headers, body });
    expect(result).toMatchObject({ next: 'final', failure: { code: 'too-large' } });
  });

  test('of lone surrogates comes back as it was', async () => {
    for (const provider of PROVIDERS) {
      const { result } = await callModel(provider, answer(['half \ud83d', '\ude00 and \udc00 end \ud83d']));
      expect(result).toMatchObject({ text: 'half \ud83d\ude00 and \udc00 end \ud83d' });
    }
  });

  test('of a hundred thousand pieces arrives whole', async () => {
    const pieces = Array.from({ length: 100_000 }, (_, i) => String(i % 10));
    const { result } = await callModel('openai-compatible', answer(pieces));
    expect(result.kind === 'answer' && result.text.length).toBe(100_000);
  });
});
