/** Spans as the GenAI conventions write them now, and what becomes of them. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { recordFromSpan } from '../../../src/importers/otlp/record-from-span.ts';
import { CHAT, recordOf, span } from './span-of.ts';

describe('OpenTelemetry GenAI, as it is now', () => {
  const parts = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-4',
    'gen_ai.response.model': 'gpt-4-0613',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 52,
    'gen_ai.usage.output_tokens': 47,
    'gen_ai.usage.cache_read.input_tokens': 20,
    'gen_ai.usage.cache_creation.input_tokens': 12,
    'gen_ai.usage.reasoning.output_tokens': 9,
    'gen_ai.conversation.id': 'conv_5j66',
    'gen_ai.input.messages': JSON.stringify([
      parts('system', 'You are a helpful bot'),
      parts('user', 'Tell me a joke'),
    ]),
    'gen_ai.output.messages': JSON.stringify([
      { ...parts('assistant', 'It always knows how to trace the fun!'), finish_reason: 'stop' },
    ]),
  };

  it('gives messages, answer, model, tokens, time and the conversation', () => {
    expect(recordOf(span(attributes))).toEqual({
      name: '00f067aa0ba902b7',
      input: CHAT,
      answer: 'It always knows how to trace the fun!',
      model: 'gpt-4',
      usage: {
        inputTokens: 52,
        outputTokens: 47,
        reasoningTokens: 9,
        cachedInputTokens: 20,
        cacheWriteTokens: 12,
      },
      at: '2026-05-31T14:00:00.000Z',
      metadata: {
        conversation_id: 'conv_5j66',
        provider: 'openai',
        response_model: 'gpt-4-0613',
        trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
        service: 'helpdesk',
        finish_reason: 'stop',
        latency_ms: 1500,
      },
    });
  });

  it('is the same when the messages are structured, and when cache writes have their later name', () => {
    const { 'gen_ai.usage.cache_creation.input_tokens': written, ...rest } = attributes;
    const structured = span({
      ...rest,
      'gen_ai.usage.cache_write.input_tokens': written,
      'gen_ai.input.messages': JSON.parse(attributes['gen_ai.input.messages']) as Json,
      'gen_ai.output.messages': JSON.parse(attributes['gen_ai.output.messages']) as Json,
    });
    expect(recordOf(structured)).toEqual(recordOf(span(attributes)));
  });

  it('puts the system instructions first', () => {
    const { input } = recordOf(
      span({
        'gen_ai.operation.name': 'chat',
        'gen_ai.system_instructions': '[{"type":"text","content":"You are a helpful bot"}]',
        'gen_ai.input.messages': JSON.stringify([parts('user', 'Tell me a joke')]),
      }),
    );
    expect(input).toEqual(CHAT);
  });

  it('reads them from the event that holds the details of the operation', () => {
    const { 'gen_ai.input.messages': given, 'gen_ai.output.messages': said, ...rest } = attributes;
    const events = [
      {
        name: 'gen_ai.client.inference.operation.details',
        attributes: { 'gen_ai.input.messages': given, 'gen_ai.output.messages': said },
      },
    ];
    expect(recordOf(span(rest, { events }))).toEqual(recordOf(span(attributes)));
    expect(recordFromSpan(span(rest))).toEqual({ kind: 'no-content' });
  });

  it.each(['response', 'result'])('reads the results of tools under %s', (key) => {
    const { input, answer } = recordOf(
      span({
        'gen_ai.operation.name': 'chat',
        'gen_ai.input.messages': [
          parts('user', 'Weather in Paris?'),
          {
            role: 'assistant',
            parts: [
              { type: 'reasoning', content: 'I need the tool.' },
              { type: 'tool_call', id: 'call_1', name: 'get_weather', arguments: { location: 'Paris' } },
            ],
          },
          { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', [key]: 'rainy, 57°F' }] },
        ],
        'gen_ai.output.messages': [
          { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_2', name: 'get_time' }] },
        ],
      }),
    );
    const call = {
      id: 'call_1',
      type: 'function',
      function: { name: 'get_weather', arguments: '{"location":"Paris"}' },
    };
    expect(input).toEqual([
      { role: 'user', content: 'Weather in Paris?' },
      { role: 'assistant', content: '', tool_calls: [call] },
      { role: 'tool', content: 'rainy, 57°F', tool_call_id: 'call_1' },
    ]);
    expect(JSON.parse(answer!)).toEqual([
      { id: 'call_2', type: 'function', function: { name: 'get_time', arguments: '{}' } },
    ]);
  });

  it('keeps images, as data or as an address', () => {
    const { input } = recordOf(
      span({
        'gen_ai.operation.name': 'generate_content',
        'gen_ai.input.messages': [
          {
            role: 'user',
            parts: [
              { type: 'text', content: 'What is this?' },
              { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'aGk=' },
              { type: 'uri', modality: 'image', uri: 'https://example.com/a.png' },
            ],
          },
        ],
      }),
    );
    expect(input).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
        ],
      },
    ]);
  });

  it.each(['invoke_agent', 'execute_tool', 'embeddings', 'create_agent', 'plan'])(
    'counts no %s, which repeats or is no call',
    (operation) => {
      const other = span({ ...attributes, 'gen_ai.operation.name': operation });
      expect(recordFromSpan(other)).toEqual({ kind: 'no-call' });
    },
  );

  it('says what is wrong with messages that cannot be read', () => {
    const bad = (messages: Json) =>
      recordFromSpan(span({ 'gen_ai.operation.name': 'chat', 'gen_ai.input.messages': messages }));
    expect(bad({ role: 'user' })).toMatchObject({
      kind: 'fault',
      reason: expect.stringMatching(/not a list of messages/),
    });
    expect(bad([{ role: 'robot', content: 'x' }])).toMatchObject({
      kind: 'fault',
      reason: /the role "robot"/,
    });
    expect(bad('[{"role":"user","parts":[{"type":"te')).toMatchObject({
      kind: 'fault',
      reason: expect.stringMatching(/was cut off/),
    });
    expect(bad('[{"role":"user","parts":[]}]')).toEqual({ kind: 'no-content' });
    expect(bad([parts('user', '\ud83d')])).toMatchObject({
      kind: 'fault',
      reason: expect.stringMatching(/lone surrogate/),
    });
  });
});
