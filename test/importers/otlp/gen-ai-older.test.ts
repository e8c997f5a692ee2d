/** Spans as the GenAI conventions wrote them before 2025, and what becomes of them. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { recordFromSpan } from '../../../src/importers/otlp/record-from-span.ts';
import type { SpanEvent } from '../../../src/importers/otlp/span.ts';
import { CHAT, recordOf, span } from './span-of.ts';

describe('OpenTelemetry GenAI before 2025', () => {
  it('reads numbered attributes in the order of their numbers', () => {
    const record = recordOf(
      span({
        'gen_ai.system': 'OpenAI',
        'llm.request.type': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.prompt_tokens': 15,
        'gen_ai.usage.completion_tokens': '7',
        'gen_ai.usage.cache_read_input_tokens': 4,
        'traceloop.association.properties.session_id': 's1',
        'traceloop.association.properties.userId': 'u1',
        'gen_ai.prompt.10.role': 'user',
        'gen_ai.prompt.10.content': '[{"type":"text","text":"And this?"}]',
        'gen_ai.prompt.2.role': 'assistant',
        'gen_ai.prompt.2.tool_calls.0.id': 'c1',
        'gen_ai.prompt.2.tool_calls.0.name': 'look',
        'gen_ai.prompt.2.tool_calls.0.arguments': '{"a":1}',
        'gen_ai.prompt.3.role': 'tool',
        'gen_ai.prompt.3.content': '{"found":true}',
        'gen_ai.prompt.3.tool_call_id': 'c1',
        'gen_ai.prompt.0.role': 'system',
        'gen_ai.prompt.0.content': 'Be brief.',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': 'Yes.',
        'gen_ai.completion.0.finish_reason': 'stop',
      }),
    );
    expect(record).toMatchObject({
      answer: 'Yes.',
      model: 'gpt-4o',
      usage: { inputTokens: 15, outputTokens: 7, cachedInputTokens: 4 },
      metadata: { session_id: 's1', user_id: 'u1', provider: 'OpenAI', finish_reason: 'stop' },
    });
    expect(record.input).toEqual([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } }],
      },
      { role: 'tool', content: '{"found":true}', tool_call_id: 'c1' },
      { role: 'user', content: [{ type: 'text', text: 'And this?' }] },
    ]);
  });

  it('counts no workflow around a call', () => {
    const workflow = { 'traceloop.span.kind': 'workflow', 'traceloop.entity.input': '{"inputs":"x"}' };
    expect(recordFromSpan(span(workflow))).toEqual({ kind: 'no-call' });
  });

  const event = (name: string, content: Json): SpanEvent => ({
    name,
    attributes: { 'gen_ai.event.content': JSON.stringify(content) },
  });
  const chat = { 'gen_ai.operation.name': 'chat', 'gen_ai.system': 'az.ai.inference' };

  it('reads an event for each message, on the span or as log records', () => {
    const choice = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Because.' } };
    const onSpan = [
      event('gen_ai.system.message', CHAT[0]!),
      event('gen_ai.user.message', { content: 'Tell me a joke' }),
      event('gen_ai.choice', choice),
    ];
    const asLogs = [
      { name: 'gen_ai.system.message', attributes: {}, body: { content: 'You are a helpful bot' } },
      { name: 'gen_ai.user.message', attributes: {}, body: { content: 'Tell me a joke' } },
      { name: 'gen_ai.choice', attributes: {}, body: choice },
    ];
    for (const events of [onSpan, asLogs]) {
      expect(recordOf(span(chat, { events }))).toMatchObject({ input: CHAT, answer: 'Because.' });
    }
  });

  it('knows that contents were left out of the events', () => {
    const events = [{ name: 'gen_ai.user.message', attributes: { 'gen_ai.system': 'openai' } }];
    expect(recordFromSpan(span(chat, { events }))).toEqual({ kind: 'no-content' });
  });

  it('reads the two events of OpenLIT, whose prompt is a text', () => {
    const events = [
      { name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': 'user: Hi' } },
      { name: 'gen_ai.content.completion', attributes: { 'gen_ai.completion': 'Hello' } },
    ];
    expect(recordOf(span(chat, { events }))).toMatchObject({ input: 'user: Hi', answer: 'Hello' });
  });
});
