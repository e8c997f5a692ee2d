/** OpenAI's chat completions, as OpenAI and all that are compatible with it speak them. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { usageFrom } from '../facts.ts';
import { messagesFrom } from '../messages.ts';
import type { CallDialect, JsonObject, ServerSentEvent } from './call-dialect.ts';

export const openaiChat: CallDialect = {
  path: '/v1/chat/completions',
  consumed: ['messages', 'model', 'stream', 'stream_options', 'n'],
  asked({ messages }) {
    if (!Array.isArray(messages)) return { kind: 'fault', reason: 'the request has no messages' };
    const read = messagesFrom(messages as readonly Json[]);
    return typeof read === 'string' ? { kind: 'fault', reason: read } : { kind: 'input', input: read };
  },
  answered({ choices, id, model, usage }) {
    // Of several answers the first is the one that production is sure to have seen.
    const choice = Array.isArray(choices) ? (choices as readonly Json[])[0] : undefined;
    if (!isJsonObject(choice) || !isJsonObject(choice.message)) return undefined;
    const { content, refusal, tool_calls: calls } = choice.message;
    const text = textOf(content) || textOf(refusal);
    return {
      text: text === '' && Array.isArray(calls) && calls.length > 0 ? JSON.stringify(calls) : text,
      id,
      model,
      finish: choice.finish_reason,
      usage: usageFrom(usage),
    };
  },
  assembled: (events) => assembledChat(events),
};

function textOf(content: Json | undefined): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as readonly Json[])
    .map((part) => (isJsonObject(part) && typeof part.text === 'string' ? part.text : ''))
    .join('');
}

interface OpenToolCall {
  id?: Json;
  type?: Json;
  name: string;
  arguments: string;
}

/** One answer out of the deltas of the first choice. */
function assembledChat(events: readonly ServerSentEvent[]): JsonObject | undefined {
  let head: JsonObject = {};
  let content = '';
  let refusal = '';
  let finish: Json | undefined;
  let usage: Json | undefined;
  let done = false;
  const calls = new Map<number, OpenToolCall>();
  for (const event of events) {
    if (event === '[DONE]') {
      done = true;
      continue;
    }
    if (event.error !== undefined && event.error !== null) return undefined;
    head = { ...head, ...given({ id: event.id, model: event.model }) };
    if (isJsonObject(event.usage)) usage = event.usage;
    const choice = (Array.isArray(event.choices) ? (event.choices as readonly Json[]) : []).find(
      (one): one is JsonObject => isJsonObject(one) && (one.index === undefined || one.index === 0),
    );
    if (choice === undefined) continue;
    if (typeof choice.finish_reason === 'string') finish = choice.finish_reason;
    if (!isJsonObject(choice.delta)) continue;
    content += textOf(choice.delta.content);
    refusal += textOf(choice.delta.refusal);
    if (Array.isArray(choice.delta.tool_calls)) addToolCalls(calls, choice.delta.tool_calls);
  }
  if (finish === undefined && !done) return undefined;
  const toolCalls = [...calls.values()].map(({ name, arguments: args, ...call }) => ({
    ...call,
    function: { name, arguments: args },
  }));
  const message = { role: 'assistant', content, refusal, tool_calls: toolCalls };
  return {
    ...head,
    ...given({ usage }),
    choices: [{ index: 0, message, ...given({ finish_reason: finish }) }],
  };
}

function addToolCalls(calls: Map<number, OpenToolCall>, deltas: readonly Json[]): void {
  for (const [place, delta] of deltas.entries()) {
    if (!isJsonObject(delta)) continue;
    const index = typeof delta.index === 'number' ? delta.index : place;
    const call = calls.get(index) ?? { name: '', arguments: '' };
    calls.set(index, call);
    if (delta.id) call.id = delta.id;
    if (delta.type) call.type = delta.type;
    if (!isJsonObject(delta.function)) continue;
    if (typeof delta.function.name === 'string') call.name += delta.function.name;
    if (typeof delta.function.arguments === 'string') call.arguments += delta.function.arguments;
  }
}

function given(values: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Json] => (entry[1] ?? null) !== null),
  );
}
