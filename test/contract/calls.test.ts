/** Every kind of model call that passes by: the same record from an answer in one piece and from a stream, and none that is not true. */
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { CapturedCall } from '../../src/core/captured-call.ts';
import type { Message } from '../../src/core/input.ts';
import { callDialects } from '../../src/importers/calls/list.ts';
import { readCall } from '../../src/importers/calls/read-call.ts';
import type { LoopbackReply } from '../fixtures/loopback-provider.ts';
import type { AnswerOptions } from '../fixtures/providers/wire-answer.ts';
import { wireReply } from '../fixtures/providers/wire-shapes.ts';

const QUESTION: readonly Message[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'How is the weather?' },
];
const BODIES: { readonly [path: string]: { readonly request: object; readonly input: unknown } } = {
  '/v1/chat/completions': { request: { messages: QUESTION }, input: QUESTION },
  '/v1/responses': {
    request: { instructions: 'Be brief.', input: 'How is the weather?' },
    input: QUESTION,
  },
  '/v1/completions': { request: { prompt: 'Once upon' }, input: 'Once upon' },
  '/v1/messages': { request: { system: 'Be brief.', messages: QUESTION.slice(1) }, input: QUESTION },
};

interface Asked {
  readonly path: string;
  readonly stream?: boolean;
  readonly answer?: AnswerOptions;
  readonly text?: readonly string[];
  readonly more?: object;
}

/** What a provider sends for it, as the capture holds it. */
function callOf({
  path,
  stream = false,
  answer = {},
  text = ['It ', 'rains.'],
  more = {},
}: Asked): CapturedCall {
  const request = { model: 'gpt-5-mini', stream, ...BODIES[path]!.request, ...more };
  const asked = { method: 'POST', path, headers: {}, body: '', json: request };
  const { headers, body } =
    path === '/v1/completions'
      ? completions(stream, answer, text)
      : wireReply(asked, { ...answer, deltas: text });
  return {
    path,
    request: { bytes: Buffer.from(JSON.stringify(request)), coding: '' },
    status: 200,
    answer: { bytes: bytesOf(body), type: headers?.['content-type'] ?? '', coding: '' },
    at: '2026-11-24T10:00:00.000Z',
    latencyMs: 812.4,
    secrets: [],
  };
}

function bytesOf(body: LoopbackReply['body']): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.concat([...(body as Iterable<string>)].map((piece) => Buffer.from(piece)));
}

/** The older API, which the loopback provider does not speak. */
function completions(stream: boolean, answer: AnswerOptions, deltas: readonly string[]): LoopbackReply {
  const head = { id: 'cmpl-1', object: 'text_completion', model: 'gpt-5-mini' };
  const usage = { prompt_tokens: 11, completion_tokens: 7 };
  const choice = (text: string, finish: string | null) => ({ index: 0, text, finish_reason: finish });
  if (!stream)
    return {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...head, choices: [choice(deltas.join(''), 'stop')], usage }),
    };
  const events = [
    ...deltas.map((text) => ({ ...head, choices: [choice(text, null)] })),
    { ...head, choices: [choice('', 'stop')] },
    { ...head, choices: [], usage },
  ].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  const all = [...events, 'data: [DONE]\n\n'];
  return {
    headers: { 'content-type': 'text/event-stream' },
    body: answer.unfinished ? all.slice(0, -3) : all,
  };
}

function recordOf(call: CapturedCall) {
  const reading = readCall(call);
  if (reading.kind !== 'record') throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.record;
}

const paths = callDialects.map(({ path }) => path);

describe.each(paths)('%s', (path) => {
  test('the question, the answer, the tokens, the time and the parameters are recorded', () => {
    const record = recordOf(
      callOf({ path, more: { temperature: 0.2, metadata: { conversation_id: 'c7' } } }),
    );
    expect(record).toMatchObject({
      input: BODIES[path]!.input,
      answer: 'It rains.',
      model: 'gpt-5-mini',
      usage: { inputTokens: 11, outputTokens: 7 },
      at: '2026-11-24T10:00:00.000Z',
      metadata: { temperature: 0.2, conversation_id: 'c7', latency_ms: 812 },
    });
    expect(record.metadata).not.toHaveProperty('stream');
    expect(record.metadata).not.toHaveProperty('messages');
  });

  test('a stream gives the same record as one piece', () => {
    expect(recordOf(callOf({ path, stream: true }))).toEqual(recordOf(callOf({ path })));
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
  ] as const)('an answer in %s is read', (coding, compress) => {
    const call = callOf({ path, stream: true });
    const answer = { ...call.answer, coding, bytes: compress(call.answer.bytes) };
    expect(recordOf({ ...call, answer })).toEqual(recordOf(call));
  });

  test('a stream without its end is no answer', () => {
    const call = callOf({ path, stream: true, answer: { unfinished: true } });
    expect(readCall(call)).toEqual({ kind: 'unanswered', reason: 'the answer broke off' });
  });

  test.each([400, 401, 429, 500, 529])('an error with status %i is not recorded', (status) => {
    expect(readCall({ ...callOf({ path }), status })).toMatchObject({
      kind: 'unanswered',
      reason: `the provider answered ${status}`,
    });
  });

  test.each([
    ['no JSON', 'hello'],
    ['half of it', '{"messages": [{"role": "us'],
    ['a list', '[]'],
    ['nothing', ''],
    ['an object of nothing', '{}'],
    ['a text for a list', '{"messages": "x", "input": 7}'],
    ['depth without end', '['.repeat(100_000)],
  ])('a request that is %s fails, and says so', (_what, body) => {
    const request = { bytes: Buffer.from(body), coding: '' };
    expect(readCall({ ...callOf({ path }), request })).toMatchObject({ kind: 'failed' });
  });

  test.each([
    ['no JSON', 'hello', ''],
    ['an error', '{"error": {"message": "no"}, "type": "error"}', ''],
    ['nothing', '', ''],
    ['no gzip', 'hello', 'gzip'],
    ['of a coding that nobody knows', 'hello', 'x-canary'],
    ['a bomb', gzipSync(Buffer.alloc(70 * 1024 * 1024)), 'gzip'],
  ])('an answer that is %s is no record', (_what, body, coding) => {
    const call = callOf({ path });
    const answer = { ...call.answer, bytes: Buffer.from(body), coding };
    expect(readCall({ ...call, answer }).kind).not.toBe('record');
  });

  test('the caller’s own key is not recorded from an answer that repeats it, nor from a parameter', () => {
    const key = 'sk-canary-0123456789abcdef';
    const call = callOf({ path, text: [`You said ${key}.`], more: { api_key: key, extra: { token: key } } });
    const text = JSON.stringify(recordOf({ ...call, secrets: [key] }));
    expect(text).toContain('You said [secret].');
    expect(text).not.toContain('canary');
  });
});

const TALKING = paths.filter((path) => path !== '/v1/completions');

describe.each(TALKING)('%s, beside plain text', (path) => {
  test.each([false, true])(
    'a call of a tool is the answer where there is no text (streamed: %s)',
    (stream) => {
      const { answer } = recordOf(callOf({ path, stream, answer: { finish: 'tool' } }));
      expect(JSON.parse(answer!)).toMatchObject([expect.objectContaining({})]);
      expect(answer).toContain('look_up');
      expect(answer).toContain('query');
    },
  );

  test.each([false, true])('thoughts are no part of the answer (streamed: %s)', (stream) => {
    const record = recordOf(callOf({ path, stream, answer: { reasoning: 'Let me think.' } }));
    expect(record.answer).toBe('It rains.');
  });

  test('a limit that cut the answer stands beside it', () => {
    const { metadata } = recordOf(callOf({ path, stream: true, answer: { finish: 'length' } }));
    expect(metadata!.finish_reason).toMatch(/length|max/);
  });

  test('what the cache gave is part of the input', () => {
    const usage = { input: 100, output: 7, cacheRead: 60, cacheWrite: 30 };
    const record = recordOf(callOf({ path, stream: true, answer: { usage } }));
    expect(record.usage).toMatchObject({ inputTokens: 100, cachedInputTokens: 60, cacheWriteTokens: 30 });
  });

  test('a model that answers under another name is told', () => {
    const record = recordOf(callOf({ path, answer: { model: 'gpt-5-mini-2026-01-01' } }));
    expect(record.model).toBe('gpt-5-mini');
    expect(record.metadata).toMatchObject({ response_model: 'gpt-5-mini-2026-01-01' });
  });
});

describe('/v1/responses', () => {
  const path = '/v1/responses';

  test('a text alone is a text', () => {
    expect(recordOf(callOf({ path, more: { instructions: null } })).input).toBe('How is the weather?');
  });

  test('items become the messages that a chat has', () => {
    const input = [
      { role: 'user', content: [{ type: 'input_text', text: 'Weather?' }] },
      { type: 'reasoning', id: 'rs', summary: [] },
      { type: 'function_call', call_id: 'c1', name: 'look_up', arguments: '{"q":1}' },
      { type: 'function_call_output', call_id: 'c1', output: 'rain' },
      { type: 'message', id: 'm', status: 'completed', role: 'assistant', content: 'It rains.' },
      { role: 'user', content: 'And tomorrow?' },
    ];
    expect(recordOf(callOf({ path, more: { input, instructions: undefined } })).input).toEqual([
      { role: 'user', content: [{ type: 'input_text', text: 'Weather?' }] },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look_up', arguments: '{"q":1}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'rain' },
      { role: 'assistant', content: 'It rains.' },
      { role: 'user', content: 'And tomorrow?' },
    ]);
  });

  test.each([
    { previous_response_id: 'resp_0' },
    { conversation: 'conv_1' },
    { prompt: { id: 'pmpt_1' } },
    { input: [{ type: 'item_reference', id: 'x' }] },
    { input: [{ type: 'web_search_call', id: 'x' }] },
  ])('what the provider keeps cannot be recorded: %j', (more) => {
    expect(readCall(callOf({ path, more }))).toMatchObject({ kind: 'skipped' });
  });
});

test('of several answers the first is recorded', () => {
  const call = callOf({ path: '/v1/chat/completions' });
  const delta = (index: number, content: string, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: 'x', choices: [{ index, delta: { content }, finish_reason: finish }] })}\n\n`;
  const body = [
    delta(1, 'two '),
    delta(0, 'one '),
    delta(1, 'B', 'stop'),
    delta(0, 'A', 'stop'),
    'data: [DONE]\n\n',
  ];
  const answer = { ...call.answer, type: 'text/event-stream', bytes: Buffer.from(body.join('')) };
  expect(recordOf({ ...call, answer }).answer).toBe('one A');
});

test('events are read whatever ends their lines, and comments are not', () => {
  const call = callOf({ path: '/v1/chat/completions', stream: true });
  const text = Buffer.from(call.answer.bytes).toString();
  const bytes = Buffer.from(`\ufeff: ping\r\n\r\n${text.replaceAll('\n', '\r\n')}`);
  expect(recordOf({ ...call, answer: { ...call.answer, bytes } })).toEqual(recordOf(call));
});

test('half an emoji in what was asked fails, since it has no id', () => {
  const call = callOf({
    path: '/v1/chat/completions',
    more: { messages: [{ role: 'user', content: '\ud83d' }] },
  });
  expect(readCall(call)).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/lone surrogate/) });
});
