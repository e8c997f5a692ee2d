/** Models as candidates: what each way of answering or failing becomes, with exactly one request per call. */
import { describe, expect, test } from 'vitest';
import type { ModelTarget } from '../../src/core/candidate.ts';
import type { Input } from '../../src/core/input.ts';
import { modelProvider } from '../../src/providers/model.ts';
import {
  answer,
  closedAddress,
  events,
  json,
  type LoopbackStep,
  startLoopback,
} from '../fixtures/loopback-provider.ts';
import { ask, candidateOf, contextOf } from '../fixtures/providers/ask.ts';

const KEY = 'sk-canary-0123456789abcdef';
const ENV = { OPENAI_API_KEY: KEY, ANTHROPIC_API_KEY: KEY };

const PROVIDERS = ['openai', 'anthropic', 'openai-compatible'] as const;

function target(provider: string, baseUrl: string, more: Partial<ModelTarget> = {}): ModelTarget {
  return { kind: 'model', provider, model: 'small', params: {}, baseUrl: `${baseUrl}/v1`, ...more };
}

/** One call against one reply; fails unless it took exactly one request. */
async function call(
  provider: string,
  step: LoopbackStep,
  more: { target?: Partial<ModelTarget>; input?: Input; signal?: AbortSignal } = {},
) {
  await using server = await startLoopback([step]);
  const result = await ask(target(provider, server.url, more.target), more.input ?? 'Why?', {
    context: contextOf('.', ENV),
    ...(more.signal === undefined ? {} : { signal: more.signal }),
  });
  expect(server.requests).toHaveLength(1);
  expect(JSON.stringify(result)).not.toContain('canary');
  return { result, request: server.requests[0]! };
}

describe.each(PROVIDERS)('an answer of %s', (provider) => {
  test('comes with its tokens, its model and the time of its first words', async () => {
    const step = answer(['It ', 'rained', '.'], { model: 'small-2026-01-01', pieceDelayMs: 20 });
    const { result } = await call(provider, step);
    expect(result).toMatchObject({
      kind: 'answer',
      status: 'ok',
      text: 'It rained.',
      usage: { inputTokens: 11, outputTokens: 7 },
      responseModel: 'small-2026-01-01',
    });
    if (result.kind !== 'answer') return;
    expect(result.firstTokenMs).toBeGreaterThan(0);
    expect(result.latencyMs).toBeGreaterThan(result.firstTokenMs! + 30);
  });

  test('that was cut at the limit is truncated, with or without text', async () => {
    const { result } = await call(provider, answer('It rai', { finish: 'length' }));
    expect(result).toMatchObject({ kind: 'answer', status: 'truncated', text: 'It rai' });
    const { result: bare } = await call(provider, answer([], { finish: 'length', reasoning: 'Hm.' }));
    expect(bare).toMatchObject({ kind: 'answer', status: 'truncated', text: '' });
  });

  test('that a filter cut, or that declines, is refused and kept', async () => {
    const { result } = await call(provider, answer('I can', { finish: 'filter' }));
    expect(result).toMatchObject({ kind: 'answer', status: 'refused', text: 'I can' });
    const { result: declined } = await call(provider, answer("I can't help.", { refusal: true }));
    expect(declined).toMatchObject({ kind: 'answer', status: 'refused', text: "I can't help." });
  });

  test('without text is empty: nothing, white space, only a tool call, only thought', async () => {
    for (const step of [
      answer(''),
      answer([]),
      answer(' \n '),
      answer([], { finish: 'tool' }),
      answer([], { reasoning: 'Hm.' }),
    ]) {
      const { result } = await call(provider, step);
      expect(result).toMatchObject({ kind: 'answer', status: 'empty' });
    }
  });

  test('that comes whole where a stream was asked for is understood with that one request', async () => {
    const { result } = await call(provider, answer('It rained.', { plain: true, model: 'small-2' }));
    expect(result).toMatchObject({
      kind: 'answer',
      status: 'ok',
      text: 'It rained.',
      usage: { inputTokens: 11, outputTokens: 7 },
      responseModel: 'small-2',
    });
    expect(result).not.toHaveProperty('firstTokenMs');
  });

  test.each(['cut', 'reset', 'end'] as const)(
    'that breaks off (%s) is never taken for complete',
    async (ending) => {
      const { result } = await call(provider, answer(['Half ', 'an'], { unfinished: true, ending }));
      expect(result).toMatchObject({
        kind: 'failure',
        next: 'retry',
        partialText: expect.stringMatching(/^Half /),
      });
      const { result: nothing } = await call(provider, answer([], { unfinished: true, ending }));
      expect(nothing).toMatchObject({ kind: 'failure', next: 'retry' });
    },
  );

  test('that stalls ends with the time that was given, and the connection is dropped', async () => {
    await using server = await startLoopback([
      answer(['Half ', 'an'], { unfinished: true, ending: 'stall' }),
    ]);
    const context = contextOf('.', ENV);
    const signal = AbortSignal.timeout(300);
    const result = await ask(target(provider, server.url), 'Why?', { context, signal });
    expect(result).toMatchObject({ next: 'retry', failure: { code: 'timeout' }, partialText: 'Half an' });
    expect(result.latencyMs).toBeLessThan(1000);
    await expect.poll(() => server.abandoned).toBe(1);
  });

  test('is watched as it comes, so that a stall can be told from a slow answer', async () => {
    await using server = await startLoopback([answer(['a', 'b', 'c'], { pieceDelayMs: 10 })]);
    let seen = 0;
    const onActivity = () => seen++;
    await ask(target(provider, server.url), 'Why?', { context: contextOf('.', ENV), onActivity });
    expect(seen).toBeGreaterThanOrEqual(4);
  });

  test('without token counts has unknown ones, not 0', async () => {
    const { result } = await call(provider, answer('It rained.', { usage: null }));
    expect(result).toMatchObject({ kind: 'answer', status: 'ok' });
    expect(JSON.stringify(result)).not.toMatch(/Tokens":0/);
  });
});

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
    [
      '400 for an input that is too long',
      error(400, 'prompt is too long: 210000 tokens > 200000 maximum', { code: 'context_length_exceeded' }),
      { next: 'final', failure: { code: 'context-overflow' } },
    ],
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
      { headers: { 'content-type': 'text/html' }, body: '<html>hi</html>' },
      { next: 'retry' },
    ],
    ['an error body in a 200', json({ error: { message: 'busy' } }), { next: 'retry' }],
    [
      'half a JSON body in a 200',
      { headers: { 'content-type': 'application/json' }, body: '{"id":' },
      { next: 'retry' },
    ],
    ['nothing in a 200', { headers: { 'content-type': 'text/event-stream' }, body: '' }, { next: 'retry' }],
    ['events that are not JSON', events(['{"id": "x", NaN']), { next: 'retry' }],
    ['bytes that are no text', events(['\u0000\ufffd\u0001']), { next: 'retry' }],
  ])('%s', async (_name, step, expected) => {
    const { result } = await call(provider, step);
    expect(result).toMatchObject({ kind: 'failure', ...expected });
  });

  test('a 400 of a content filter is a refusal that is kept', async () => {
    const { result } = await call(provider, error(400, 'Blocked by policy.', { code: 'content_filter' }));
    expect(result).toMatchObject({ kind: 'answer', status: 'refused', text: 'Blocked by policy.' });
  });

  test('a redirect to another host does not follow it, and no key arrives there', async () => {
    await using other = await startLoopback([]);
    const { result } = await call(provider, { status: 307, headers: { location: `${other.url}/v1` } });
    expect(result).toMatchObject({ next: 'stop', failure: { code: 'redirect' }, hint: expect.any(String) });
    expect(other.requests).toHaveLength(0);
  });

  test('nothing, because nobody listens, may be tried again', async () => {
    const result = await ask(target(provider, await closedAddress()), 'Why?', {
      context: contextOf('.', ENV),
    });
    expect(result).toMatchObject({ next: 'retry', failure: { code: 'network' } });
    expect(JSON.stringify(result)).toContain('ECONNREFUSED');
  });
});

describe('an error in the middle of a stream', () => {
  const chat = (text: string) =>
    JSON.stringify({ id: 'x', model: 'small', choices: [{ index: 0, delta: { content: text } }] });

  test('keeps what had come as evidence, and may be tried again', async () => {
    const { result } = await call(
      'openai-compatible',
      events([chat('Half'), '{"error":{"message":"server fell over"}}']),
    );
    expect(result).toMatchObject({ next: 'retry', failure: { code: 'stream-error' }, partialText: 'Half' });
    expect(JSON.stringify(result)).toContain('server fell over');
  });

  test('that says the account is empty stops the candidate', async () => {
    const error = { error: { message: 'You exceeded your quota', code: 'insufficient_quota' } };
    const { result } = await call('openai-compatible', events([JSON.stringify(error)]));
    expect(result).toMatchObject({ next: 'stop', failure: { code: 'quota' } });
  });

  test('of Anthropic (overloaded) may be tried again, before and after text', async () => {
    const overloaded =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    const first = await call('anthropic', {
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
    const { result } = await call('anthropic', step);
    expect(result).toMatchObject({ next: 'retry', partialText: 'Half' });
  });

  test('of OpenAI (response.failed) may be tried again', async () => {
    const failed = {
      type: 'response.failed',
      sequence_number: 1,
      response: { error: { code: 'server_error', message: 'It failed' } },
    };
    const { result } = await call('openai', events([JSON.stringify(failed)]));
    expect(result).toMatchObject({ kind: 'failure', next: 'retry' });
    expect(JSON.stringify(result)).toContain('It failed');
  });
});

describe('a hostile answer', () => {
  test('of 80 MB packed into 80 KB is refused with bounded memory', async () => {
    const { gzipSync } = await import('node:zlib');
    const line = `data: {"choices":[{"index":0,"delta":{"content":"${'x'.repeat(1_000_000)}"}}]}\n\n`;
    const body = gzipSync(line.repeat(80));
    const headers = { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' };
    const { result } = await call('openai-compatible', { headers, body });
    expect(result).toMatchObject({ next: 'final', failure: { code: 'too-large' } });
  });

  test('of lone surrogates comes back as it was', async () => {
    for (const provider of PROVIDERS) {
      const { result } = await call(provider, answer(['half \ud83d', '\ude00 and \udc00 end \ud83d']));
      expect(result).toMatchObject({ text: 'half \ud83d\ude00 and \udc00 end \ud83d' });
    }
  });

  test('of a hundred thousand pieces arrives whole', async () => {
    const pieces = Array.from({ length: 100_000 }, (_, i) => String(i % 10));
    const { result } = await call('openai-compatible', answer(pieces));
    expect(result.kind === 'answer' && result.text.length).toBe(100_000);
  });
});

describe('the request', () => {
  test('is not sent before a call is made', async () => {
    await using server = await startLoopback([]);
    for (const provider of PROVIDERS) {
      const runner = await modelProvider.open(candidateOf(target(provider, server.url)), contextOf('.', ENV));
      expect(runner.bucket).toBe(`${provider}:small@${new URL(server.url).host}`);
      await runner.close();
    }
    expect(server.requests).toHaveLength(0);
  });

  test('carries my parameters, my prompt and my key to its provider', async () => {
    const params = { temperature: 0, maxOutputTokens: 50, topP: 0.9, stopSequences: ['END'] };
    const { request } = await call('openai-compatible', answer('x'), {
      target: { prompt: 'Answer {{input}}', params, apiKeyEnv: 'OPENAI_API_KEY' },
    });
    expect(request.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(request.json).toMatchObject({
      model: 'small',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 50,
      top_p: 0.9,
      stop: ['END'],
      messages: [{ role: 'user', content: 'Answer Why?' }],
    });
  });

  test('says which of my parameters the provider does not take', async () => {
    const { result } = await call('openai', answer('x'), { target: { params: { topK: 5 } } });
    expect(result).toMatchObject({ status: 'ok', warnings: [expect.stringContaining('topK')] });
  });

  test('replays the messages of a log, with their images and tool calls', async () => {
    const input = [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        ],
      },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }],
      },
      { role: 'tool', content: 'a cat', tool_call_id: 'c1' },
      { role: 'user', content: 'And now?' },
    ] as const;
    const { request } = await call('openai-compatible', answer('x'), { input });
    expect(request.json.messages).toMatchObject([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        ],
      },
      { role: 'assistant', tool_calls: [{ id: 'c1', function: { name: 'look', arguments: '{"at":1}' } }] },
      { role: 'tool', tool_call_id: 'c1', content: 'a cat' },
      { role: 'user', content: 'And now?' },
    ]);
  });

  test('is not sent for an input that cannot be sent, which is that input’s result', async () => {
    await using server = await startLoopback([]);
    const context = contextOf('.', ENV);
    const strange = [{ role: 'user', content: [{ type: 'hologram' }] }] as const;
    const result = await ask(target('openai', server.url), strange, { context });
    expect(result).toMatchObject({ next: 'final', failure: { code: 'unsupported-input' } });
    const lacking = await ask(target('openai', server.url, { prompt: '{{customer}}' }), 'Why?', { context });
    expect(lacking).toMatchObject({ next: 'final', failure: { code: 'template' } });
    expect(server.requests).toHaveLength(0);
  });

  test('names the backend that answered, when the provider does', async () => {
    for (const plain of [false, true]) {
      const { result } = await call('openai-compatible', answer('x', { fingerprint: 'fp_1', plain }));
      expect(result).toMatchObject({ fingerprint: 'fp_1' });
    }
  });
});
