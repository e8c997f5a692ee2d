/** The shapes in which tools store a chat, request or answer alike, become a list of messages with role and content. */
import { isJsonObject, type Json } from '../core/json.ts';
import { ROLES } from './messages.ts';

type JsonObject = { readonly [key: string]: Json };

/**
 * The messages of a value that is a chat: a list of them, an object with `messages` or `contents`, one message, a
 * response with choices. Undefined for anything else. OpenAI's, Anthropic's, Gemini's and LangChain's ways are known.
 */
export function chatOf(value: Json | undefined): readonly Json[] | undefined {
  if (Array.isArray(value)) return listOf(value as readonly Json[]);
  if (!isJsonObject(value)) return undefined;
  if (Array.isArray(value.messages)) {
    const messages = listOf(value.messages as readonly Json[]);
    return messages && [...systemOf(value.system), ...messages];
  }
  if (Array.isArray(value.contents)) {
    const messages = listOf(value.contents as readonly Json[]);
    const system = value.systemInstruction ?? value.system_instruction ?? value.config;
    return messages && [...geminiSystem(system), ...messages];
  }
  if (Array.isArray(value.choices)) {
    const [choice] = value.choices as readonly Json[];
    return isJsonObject(choice!) && isJsonObject(choice.message) ? chatOf(choice.message) : undefined;
  }
  if (Array.isArray(value.generations)) return generationOf(value.generations as readonly Json[]);
  const message = messageOf(value);
  return message && [message];
}

/** A tool call as OpenAI writes it, which is how messages carry it here. */
export function toolCall(id: Json | undefined, name: Json | undefined, args: Json | undefined): Json {
  const text = typeof args === 'string' ? args : JSON.stringify(args ?? {});
  return {
    ...(typeof id === 'string' ? { id } : {}),
    type: 'function',
    function: { name: typeof name === 'string' ? name : '', arguments: text },
  };
}

function listOf(items: readonly Json[]): readonly Json[] | undefined {
  if (items.length === 0) return undefined;
  // LangChain wraps the chats of a batch in a list of their own.
  if (items.length === 1 && Array.isArray(items[0])) return listOf(items[0] as readonly Json[]);
  // The choices of a response, as some tools keep them alone.
  const [first] = items;
  if (isJsonObject(first!) && isJsonObject(first.message) && first.role === undefined)
    return chatOf(first.message);
  const messages = items.map(messageOf);
  return messages.every((message) => message !== undefined) ? messages : undefined;
}

function messageOf(item: Json): JsonObject | undefined {
  if (!isJsonObject(item)) return undefined;
  if (typeof item.role === 'string' && Object.hasOwn(ROLES, item.role)) {
    if (!Array.isArray(item.parts) || item.content !== undefined) return item;
    const texts = (item.parts as readonly Json[]).map(geminiPart);
    return {
      role: item.role,
      content: texts.length === 1 && typeof texts[0] === 'string' ? texts[0] : texts.map(asPart),
    };
  }
  return langChainMessage(item);
}

function geminiPart(part: Json): Json {
  if (typeof part === 'string' || !isJsonObject(part)) return part;
  if (typeof part.text === 'string' && part.type === undefined) return part.text;
  const inline = part.inlineData ?? part.inline_data;
  if (!isJsonObject(inline)) return part;
  return { type: 'file', data: inline.data ?? '', mediaType: inline.mimeType ?? inline.mime_type ?? '' };
}

function asPart(part: Json): Json {
  return typeof part === 'string' ? { type: 'text', text: part } : part;
}

function geminiSystem(value: Json | undefined): readonly Json[] {
  const inner = isJsonObject(value) ? (value.systemInstruction ?? value.system_instruction ?? value) : value;
  if (typeof inner === 'string') return systemOf(inner);
  if (!isJsonObject(inner) || !Array.isArray(inner.parts)) return [];
  const message = messageOf({ role: 'system', parts: inner.parts });
  return message === undefined ? [] : [message];
}

/** Anthropic's `system` beside the messages: a text, or parts. */
function systemOf(system: Json | undefined): readonly Json[] {
  const given = typeof system === 'string' ? system !== '' : Array.isArray(system) && system.length > 0;
  return given ? [{ role: 'system', content: system! }] : [];
}

const LANGCHAIN: { readonly [name: string]: string } = {
  SystemMessage: 'system',
  HumanMessage: 'user',
  AIMessage: 'assistant',
  ToolMessage: 'tool',
  FunctionMessage: 'tool',
  ChatMessage: 'user',
};

/** `{ id: [..., 'HumanMessage'], kwargs }`, `{ type: 'human', data }` or `{ type: 'human', content }`. */
function langChainMessage(item: JsonObject): JsonObject | undefined {
  const name = Array.isArray(item.id) ? String(item.id.at(-1)).replace(/Chunk$/, '') : undefined;
  const own = isJsonObject(item.kwargs) ? item.kwargs : isJsonObject(item.data) ? item.data : item;
  const type = typeof item.type === 'string' ? item.type.replace(/MessageChunk$/, '').toLowerCase() : '';
  const role = Object.hasOwn(LANGCHAIN, name ?? '')
    ? LANGCHAIN[name!]!
    : Object.hasOwn(ROLES, type)
      ? ROLES[type]!
      : undefined;
  const { content, tool_call_id: callId } = own;
  if (role === undefined || (typeof content !== 'string' && !Array.isArray(content))) return undefined;
  const calls = toolCallsOf(own);
  return {
    role: name === 'ChatMessage' && typeof own.role === 'string' ? own.role : role,
    content,
    ...(callId === undefined ? {} : { tool_call_id: callId }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function toolCallsOf(own: JsonObject): readonly Json[] {
  const extra = isJsonObject(own.additional_kwargs) ? own.additional_kwargs.tool_calls : undefined;
  if (Array.isArray(extra) && extra.length > 0) return extra as readonly Json[];
  const calls = Array.isArray(own.tool_calls) ? (own.tool_calls as readonly Json[]) : [];
  return calls.filter(isJsonObject).map((call) => toolCall(call.id, call.name, call.args));
}

/** LangChain's result of a call: `generations[0][0]`, with a message or a text. */
function generationOf(generations: readonly Json[]): readonly Json[] | undefined {
  const first = Array.isArray(generations[0]) ? (generations[0] as readonly Json[])[0] : generations[0];
  if (!isJsonObject(first)) return undefined;
  const message = isJsonObject(first.message) ? messageOf(first.message) : undefined;
  if (message !== undefined) return [message];
  return typeof first.text === 'string' ? [{ role: 'assistant', content: first.text }] : undefined;
}
