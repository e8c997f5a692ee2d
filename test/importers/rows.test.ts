/** Which part of a row is the input, the right answer, production's answer, and what is kept beside them. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import type { ImportOptions } from '../../src/core/plugins.ts';
import { recordFromJson, rowPaths } from '../../src/importers/rows.ts';

function read(row: Json, options: ImportOptions = {}): unknown {
  const result = recordFromJson(row, rowPaths(options));
  return result.kind === 'record' ? result.record : result.reason;
}

const USER = { role: 'user', content: 'hi' };
const ASSISTANT = { role: 'assistant', content: 'hello' };

describe('the input', () => {
  it.each<[string, Json, unknown]>([
    ['a text alone', 'hi', { input: 'hi' }],
    ['input, as text', { input: 'hi', text: 'no' }, { input: 'hi', metadata: { text: 'no' } }],
    ['input, as messages', { input: [USER] }, { input: [USER] }],
    [
      'input, as messages that end with the assistant, which may be meant',
      { input: [USER, ASSISTANT] },
      { input: [USER, ASSISTANT] },
    ],
    ['input, as variables', { input: { a: [1], b: null } }, { input: { a: [1], b: null } }],
    [
      'messages of a chat log, whose last is the answer',
      { messages: [USER, ASSISTANT] },
      { input: [USER], answer: 'hello' },
    ],
    [
      'messages that end with the user',
      { messages: [USER, ASSISTANT, USER] },
      { input: [USER, ASSISTANT, USER] },
    ],
    ['prompt', { prompt: 'hi', question: 'no' }, { input: 'hi', metadata: { question: 'no' } }],
    ['question', { question: 'hi' }, { input: 'hi' }],
    ['text', { text: 'hi' }, { input: 'hi' }],
    ['vars', { vars: { a: 1 } }, { input: { a: 1 } }],
    ['variables', { variables: { a: 1 } }, { input: { a: 1 } }],
    ['the first that is not null', { input: null, messages: [USER] }, { input: [USER] }],
    ['an empty text', { input: '' }, { input: '' }],
  ])('is %s', (_what, row, record) => {
    expect(read(row)).toEqual(record);
  });

  it.each<[Json, string]>([
    [{ query: 'hi', id: 1 }, 'no input in this row, which has query, id; try --input $.query'],
    [{}, 'no input in this row, which has no keys; name it with --input'],
    [{ input: 5 }, 'input is a number, not text, messages or an object of variables'],
    [{ input: null, a: 1 }, 'no input in this row, which has input, a; name it with --input'],
    [{ messages: [] }, 'messages: the list of messages is empty'],
    [{ messages: [ASSISTANT] }, "messages: nothing but the assistant's answer"],
    [{ messages: ['hi'] }, 'messages: message 1 is not an object with role and content'],
    [{ messages: [USER, { content: 'x' }] }, 'messages: message 2 has no role'],
    [
      { messages: [{ role: 'wizard', content: 'x' }] },
      'messages: message 1 has the role "wizard", not system, user, assistant or tool',
    ],
    [
      { messages: [{ role: 'user', content: 5 }] },
      'messages: message 1 has a content that is neither text nor a list of parts',
    ],
    [true, 'the row is a boolean, not an object or a text'],
  ])('of %j is missing, and the message says why', (row, reason) => {
    expect(read(row)).toBe(reason);
  });

  it('names at most ten keys, and never a long one whole', () => {
    const row = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`key${i}${'x'.repeat(i * 10)}`, i]));
    const reason = read(row) as string;
    expect(reason).toContain('and 5 more');
    expect(reason.length).toBeLessThan(500);
  });

  it('is exactly what --input names', () => {
    const row = { input: 'no', body: { messages: [USER, ASSISTANT], n: [{ q: 'deep' }] }, gold: { a: 1 } };
    expect(read(row, { input: '$.body.messages' })).toMatchObject({ input: [USER], answer: 'hello' });
    expect(read(row, { input: 'body.n[0].q', reference: '$.gold.a' })).toEqual({
      input: 'deep',
      reference: 1,
      metadata: { input: 'no' },
    });
    expect(read(row, { input: '$.body.text' })).toBe(
      'nothing at --input $.body.text; the row has input, body, gold; try --input $.body.messages',
    );
  });

  it('understands the roles of other dialects, and tool calls without content', () => {
    const call = { role: 'ai', content: null, tool_calls: [{ id: '1' }] };
    const messages = [{ role: 'developer', content: 's' }, { role: 'human', content: 'u' }, call];
    expect(read({ messages })).toEqual({
      input: [
        { role: 'system', content: 's' },
        { role: 'user', content: 'u' },
      ],
      answer: '[{"id":"1"}]',
    });
  });
});

describe('the rest of a row', () => {
  it.each(['reference', 'expected', 'expected_output', 'expectedOutput', 'ideal', 'target'])(
    'has its right answer in %s',
    (key) => {
      expect(read({ input: 'x', [key]: ['a', 'b'] })).toEqual({ input: 'x', reference: ['a', 'b'] });
    },
  );

  it.each(['answer', 'output', 'completion', 'response'])('has what production said in %s', (key) => {
    expect(read({ input: 'x', [key]: 'said' })).toEqual({ input: 'x', answer: 'said' });
    expect(read({ input: 'x', [key]: { a: 1 } })).toEqual({ input: 'x', answer: '{"a":1}' });
  });

  it('has a name, a model, a time', () => {
    expect(read({ input: 'x', id: 17, model: 'm', created_at: 1_760_000_000 })).toEqual({
      input: 'x',
      name: '17',
      model: 'm',
      at: '2025-10-09T08:53:20.000Z',
    });
  });

  it.each<[Json, string | undefined]>([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
    ['2026-01-02', '2026-01-02T00:00:00.000Z'],
    [1_767_322_000_123, '2026-01-02T02:46:40.123Z'],
    ['1767322000', '2026-01-02T02:46:40.000Z'],
    ['next tuesday', undefined],
    ['2026-13-45T99:00:00Z', undefined],
    [1e300, undefined],
  ])('reads the time %j', (at, expected) => {
    const record = read({ input: 'x', at }) as { at?: string; metadata?: unknown };
    expect(record.at).toBe(expected);
    if (expected === undefined) expect(record.metadata).toEqual({ at });
  });

  it.each<[string, Json]>([
    [
      'OpenAI',
      {
        prompt_tokens: 9,
        completion_tokens: 5,
        prompt_tokens_details: { cached_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    ],
    ['Anthropic', { input_tokens: 9, output_tokens: 5, cache_read_input_tokens: 2, reasoning_tokens: 3 }],
    ['the AI SDK', { inputTokens: 9, outputTokens: 5, cachedInputTokens: 2, reasoningTokens: 3 }],
  ])('has token counts as %s writes them', (_who, usage) => {
    expect(read({ input: 'x', usage })).toEqual({
      input: 'x',
      usage: { inputTokens: 9, outputTokens: 5, cachedInputTokens: 2, reasoningTokens: 3 },
    });
  });

  it('never takes a token count that is none', () => {
    expect(read({ input: 'x', usage: { input_tokens: -1, output_tokens: 'many' } })).toEqual({
      input: 'x',
      metadata: { usage: { input_tokens: -1, output_tokens: 'many' } },
    });
  });

  it('keeps small metadata and drops what is large or dangerous', () => {
    const row = JSON.parse(
      `{"input":"x","a":1,"b":false,"c":"","d":null,"e":{"f":[1]},"long":"${'y'.repeat(3000)}","__proto__":{"z":1}}`,
    ) as Json;
    const record = read(row) as { metadata: object };
    expect(record.metadata).toEqual({ a: 1, b: false, e: { f: [1] } });
    expect(Object.getPrototypeOf(record.metadata)).toBe(Object.prototype);
  });

  it('lays a metadata object open', () => {
    expect(read({ input: 'x', metadata: { session_id: 's', a: 1 }, a: 2 })).toEqual({
      input: 'x',
      metadata: { session_id: 's', a: 2 },
    });
  });
});
