/** Spans of OpenInference, the AI SDK and Langfuse, and what becomes of them. */
import { describe, expect, it } from 'vitest';
import { recordFromSpan } from '../../../src/importers/otlp/record-from-span.ts';
import { CHAT, recordOf, span } from './span-of.ts';

describe('OpenInference', () => {
  it('reads the messages of an LLM span', () => {
    const record = recordOf(
      span({
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'gpt-4o-mini',
        'llm.provider': 'openai',
        'llm.token_count.prompt': 10,
        'llm.token_count.completion': 15,
        'llm.token_count.prompt_details.cache_read': 5,
        'llm.cost.total': 0.0066,
        'session.id': 'sess-1',
        'user.id': 'u-1',
        metadata: '{"customer_id":"c-9","huge":null}',
        'tag.tags': ['beta'],
        'input.value': '{"messages":[]}',
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': 'You are a helpful bot',
        'llm.input_messages.1.message.role': 'user',
        'llm.input_messages.1.message.contents.0.message_content.type': 'text',
        'llm.input_messages.1.message.contents.0.message_content.text': 'Tell me a joke',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'No.',
        'output.value': '{"choices":[]}',
      }),
    );
    expect(record).toMatchObject({
      input: CHAT,
      answer: 'No.',
      model: 'gpt-4o-mini',
      usage: { inputTokens: 10, outputTokens: 15, cachedInputTokens: 5 },
      metadata: {
        session_id: 'sess-1',
        user_id: 'u-1',
        customer_id: 'c-9',
        cost_usd: 0.0066,
        tags: ['beta'],
      },
    });
  });

  it('takes the tool calls of an answer that has no text', () => {
    const { answer } = recordOf(
      span({
        'openinference.span.kind': 'LLM',
        'input.value': 'What is the weather?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.tool_calls.0.tool_call.id': 'c1',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.name': 'weather',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"city":"Pune"}',
      }),
    );
    expect(JSON.parse(answer!)).toMatchObject([{ id: 'c1', function: { name: 'weather' } }]);
  });

  it('falls back on the input and output as a whole', () => {
    const whole = {
      'openinference.span.kind': 'LLM',
      'input.mime_type': 'application/json',
      'input.value': JSON.stringify({ model: 'gpt-4o', messages: CHAT }),
      'output.value': JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'Ha.' } }] }),
    };
    expect(recordOf(span(whole))).toMatchObject({ input: CHAT, answer: 'Ha.' });
    expect(recordOf(span({ ...whole, 'input.value': 'just text', 'output.value': 'more' }))).toMatchObject({
      input: 'just text',
      answer: 'more',
    });
  });

  it.each(['CHAIN', 'AGENT', 'TOOL', 'EMBEDDING', 'RETRIEVER'])('counts no %s', (kind) => {
    const other = span({ 'openinference.span.kind': kind, 'input.value': 'text' });
    expect(recordFromSpan(other)).toEqual({ kind: 'no-call' });
  });
});

describe('the AI SDK up to version 6', () => {
  const attributes = {
    'operation.name': 'ai.streamText.doStream my-function',
    'ai.operationId': 'ai.streamText.doStream',
    'ai.model.id': 'gpt-4.1',
    'ai.model.provider': 'openai.responses',
    'ai.telemetry.functionId': 'my-function',
    'ai.telemetry.metadata.sessionId': 's-7',
    'ai.prompt.messages': JSON.stringify([
      { role: 'system', content: 'You are a helpful bot' },
      { role: 'user', content: [{ type: 'text', text: 'Tell me a joke' }] },
    ]),
    'ai.response.text': 'Knock, knock.',
    'ai.response.finishReason': 'stop',
    'ai.usage.inputTokens': 6,
    'ai.usage.outputTokens': 20,
    'ai.usage.cachedInputTokens': 3,
    'gen_ai.system': 'openai.responses',
    'gen_ai.request.model': 'gpt-4.1',
    'gen_ai.operation.name': 'chat',
    // What a processor of another tool adds to such spans.
    'gen_ai.input.messages': '[{"role":"user","parts":[]}]',
  };

  it('reads the call itself, whatever else is written on its span', () => {
    expect(recordOf(span(attributes))).toMatchObject({
      input: CHAT,
      answer: 'Knock, knock.',
      model: 'gpt-4.1',
      usage: { inputTokens: 6, outputTokens: 20, cachedInputTokens: 3 },
      metadata: { session_id: 's-7', function: 'my-function', provider: 'openai.responses' },
    });
  });

  it.each(['ai.streamText', 'ai.generateText', 'ai.toolCall', 'ai.embed.doEmbed'])(
    'counts no %s',
    (operation) => {
      const other = span({ ...attributes, 'ai.operationId': operation });
      expect(recordFromSpan(other)).toEqual({ kind: 'no-call' });
    },
  );

  it('takes an object, or the calls of tools, where there is no text', () => {
    const { 'ai.response.text': _text, ...rest } = attributes;
    expect(recordOf(span({ ...rest, 'ai.response.object': '{"a":1}' })).answer).toBe('{"a":1}');
    const calls = '[{"toolCallId":"c1","toolName":"weather","input":"{}"}]';
    expect(recordOf(span({ ...rest, 'ai.response.text': '', 'ai.response.toolCalls': calls })).answer).toBe(
      calls,
    );
  });
});

describe("Langfuse's own attributes", () => {
  it('reads a generation and counts no span', () => {
    const generation = {
      'langfuse.observation.type': 'generation',
      'langfuse.observation.input': JSON.stringify(CHAT),
      'langfuse.observation.output': JSON.stringify({ role: 'assistant', content: 'Ho.' }),
      'langfuse.observation.model.name': 'gpt-4o',
      'langfuse.session.id': 'sess',
    };
    expect(recordOf(span(generation))).toMatchObject({
      input: CHAT,
      answer: 'Ho.',
      model: 'gpt-4o',
      metadata: { session_id: 'sess' },
    });
    expect(recordFromSpan(span({ ...generation, 'langfuse.observation.type': 'span' }))).toEqual({
      kind: 'no-call',
    });
  });
});

it('leaves alone what has nothing to do with models', () => {
  expect(recordFromSpan(span({ 'http.request.method': 'GET' }, { name: 'GET /health' }))).toEqual({
    kind: 'no-call',
  });
});
