/** Anthropic's messages. */
import type { Message } from '../../core/input.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Usage } from '../../core/record.ts';
import { usageFrom } from '../facts.ts';
import { messagesFrom } from '../messages.ts';
import type { CallDialect, JsonObject, ServerSentEvent } from './call-dialect.ts';

export const anthropicMessages: CallDialect = {
  path: '/v1/messages',
  consumed: ['messages', 'system', 'model', 'stream'],
  asked({ messages, system }) {
    if (!Array.isArray(messages)) return { kind: 'fault', reason: 'the request has no messages' };
    const read = messagesFrom(messages as readonly Json[]);
    if (typeof read === 'string') return { kind: 'fault', reason: read };
    const first: readonly Message[] =
      (typeof system === 'string' && system !== '') || (Array.isArray(system) && system.length > 0)
        ? [{ role: 'system', content: system as string | readonly Json[] }]
        : [];
    return { kind: 'input', input: [...first, ...read] };
  },
  answered({ type, content, id, model, usage, stop_reason: finish }) {
    if (type === 'error' || !Array.isArray(content)) return undefined;
    const blocks = (content as readonly Json[]).filter(isJsonObject);
    const text = blocks.map((block) => (block.type === 'text' ? String(block.text ?? '') : '')).join('');
    const calls = blocks.filter((block) => block.type === 'tool_use');
    return {
      text: text === '' && calls.length > 0 ? JSON.stringify(calls) : text,
      id,
      model,
      finish,
      usage: wholeUsage(usage),
    };
  },
  assembled,
};

/** Anthropic counts what the cache gave or took apart from the rest of the input; here it is part of it. */
function wholeUsage(value: Json | undefined): Usage | undefined {
  const usage = usageFrom(value);
  if (usage?.inputTokens === undefined) return usage;
  const { inputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 } = usage;
  return { ...usage, inputTokens: inputTokens + cachedInputTokens + cacheWriteTokens };
}

function assembled(events: readonly ServerSentEvent[]): JsonObject | undefined {
  let message: JsonObject | undefined;
  const blocks = new Map<Json, { block: JsonObject; text: string; json: string }>();
  for (const event of events) {
    if (event === '[DONE]') continue;
    switch (event.type) {
      case 'error':
        return undefined;
      case 'message_start':
        if (isJsonObject(event.message)) message = event.message;
        break;
      case 'content_block_start': {
        const block = isJsonObject(event.content_block) ? event.content_block : {};
        blocks.set(event.index ?? 0, {
          block,
          text: typeof block.text === 'string' ? block.text : '',
          json: '',
        });
        break;
      }
      case 'content_block_delta': {
        const open = blocks.get(event.index ?? 0);
        if (open === undefined || !isJsonObject(event.delta)) break;
        if (typeof event.delta.text === 'string') open.text += event.delta.text;
        if (typeof event.delta.partial_json === 'string') open.json += event.delta.partial_json;
        break;
      }
      case 'message_delta': {
        const usage = {
          ...(isJsonObject(message?.usage) ? message.usage : {}),
          ...(isJsonObject(event.usage) ? event.usage : {}),
        };
        message = { ...message, ...(isJsonObject(event.delta) ? event.delta : {}), usage };
        break;
      }
      case 'message_stop': {
        const content = [...blocks.values()].map(({ block, text, json }) => ({
          ...block,
          ...(block.type === 'text' ? { text } : {}),
          ...(json === '' ? {} : { input: jsonOrText(json) }),
        }));
        return { ...message, content };
      }
    }
  }
  return undefined;
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
