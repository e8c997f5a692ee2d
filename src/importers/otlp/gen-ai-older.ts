/**
 * GenAI conventions before 2025, still widely written: messages flattened into numbered attributes (OpenLLMetry), or
 * an event for each message.
 */
import { isJsonObject, type Json } from '../../core/json.ts';
import { chatOf, toolCall } from '../chat-shapes.ts';
import { answerOf, below, type Dialect, indexed, structured, textAt } from './dialect.ts';
import type { Attributes, Span, SpanEvent } from './span.ts';

const PROMPTS = ['gen_ai.prompt.', 'llm.prompts.'];
const COMPLETIONS = ['gen_ai.completion.', 'llm.completions.'];
const CALLS = new Set(['chat', 'completion', 'llm']);
/** `gen_ai.user.message` and its siblings; `gen_ai.tools.message` is OpenLIT's. */
const MESSAGE_EVENT = /^gen_ai\.(system|user|assistant|tool)s?\.message$/;
const CHOICE_EVENT = 'gen_ai.choice';
const PROMPT_EVENT = 'gen_ai.content.prompt';
const COMPLETION_EVENT = 'gen_ai.content.completion';

export const genAiOlder: Dialect = {
  name: 'OpenTelemetry GenAI before 2025',
  kindOf(span) {
    const { attributes } = span;
    const type = textAt(attributes, 'llm.request.type', 'langsmith.span.kind');
    if (type !== undefined) return CALLS.has(type.toLowerCase()) ? 'call' : 'other';
    if (attributes['traceloop.span.kind'] !== undefined) return 'other';
    if (typeof attributes['gen_ai.operation.name'] === 'string') return 'call'; // the newer dialect has judged it
    return promptOf(span) === undefined && span.events.every(({ name }) => !isContentEvent(name))
      ? undefined
      : 'call';
  },
  read(span) {
    const input = promptOf(span);
    if (input === undefined) return undefined;
    const answer = completionOf(span);
    return { input, ...(answer === undefined ? {} : { answer }) };
  },
};

/** Whether an event holds a message of a call. */
export function isContentEvent(name: string): boolean {
  return MESSAGE_EVENT.test(name) || [CHOICE_EVENT, PROMPT_EVENT, COMPLETION_EVENT].includes(name);
}

function promptOf({ attributes, events }: Span): readonly Json[] | string | undefined {
  const flat = PROMPTS.map((prefix) => indexed(attributes, prefix)).find((items) => items.length > 0);
  if (flat !== undefined) return flat.map((item) => messageOf(item, 'user'));
  const spoken = events.filter(({ name }) => MESSAGE_EVENT.test(name)).map(eventMessage);
  if (spoken.some((message) => message !== undefined))
    return spoken.filter((message) => message !== undefined);
  const whole =
    attributes['gen_ai.prompt'] ??
    events.find(({ name }) => name === PROMPT_EVENT)?.attributes['gen_ai.prompt'];
  return wholeInput(whole);
}

function wholeInput(value: Json | undefined): readonly Json[] | string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return chatOf(structured(value)) ?? value;
}

function completionOf({ attributes, events }: Span): string | undefined {
  const flat = COMPLETIONS.map((prefix) => indexed(attributes, prefix)).find((items) => items.length > 0);
  if (flat !== undefined) return answerOf(messageOf(flat[0]!, 'assistant'));
  const choice = events.find(({ name }) => name === CHOICE_EVENT);
  if (choice !== undefined) {
    const said = eventContent(choice);
    const message = isJsonObject(said) ? (said.message ?? said) : said;
    return typeof message === 'string' ? message : answerOf(message);
  }
  const whole =
    attributes['gen_ai.completion'] ??
    events.find(({ name }) => name === COMPLETION_EVENT)?.attributes['gen_ai.completion'];
  if (typeof whole !== 'string') return undefined;
  return answerOf(chatOf(structured(whole))?.at(-1)) ?? whole;
}

function messageOf(item: Attributes, otherwise: 'user' | 'assistant'): Json {
  const { role = otherwise, content = '', tool_call_id: callId, name } = item;
  const calls = indexed(item, 'tool_calls.').map((call) => toolCall(call.id, call.name, call.arguments));
  const called = below(item, 'function_call.');
  if (called.name !== undefined) calls.push(toolCall(undefined, called.name, called.arguments));
  return {
    role,
    content: contentOf(content),
    ...(callId === undefined ? {} : { tool_call_id: callId }),
    ...(name === undefined ? {} : { name }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** OpenLLMetry writes a content of parts as the text of its JSON; any other text stays a text. */
function contentOf(content: Json): Json {
  const value = structured(content);
  const parts = Array.isArray(value) && value.length > 0 && value.every(isPart);
  return parts ? value : typeof content === 'string' ? content : JSON.stringify(content);
}

function isPart(value: Json): boolean {
  return isJsonObject(value) && typeof value.type === 'string';
}

/** What an event says: its content attribute, its body, or its attributes themselves. */
function eventContent({ attributes, body }: SpanEvent): Json {
  const content = attributes['gen_ai.event.content'];
  if (content !== undefined) return structured(content)!;
  const whole = structured(body);
  if (whole !== undefined && whole !== null && whole !== '') return whole;
  const own = Object.entries(attributes).map(([key, value]) => [
    key,
    key === 'content' ? value : structured(value)!,
  ]);
  return Object.fromEntries(own);
}

/** The message of an event, with the role that its name says where it says none; undefined where its content was left out. */
function eventMessage(event: SpanEvent): Json | undefined {
  const role = MESSAGE_EVENT.exec(event.name)![1]!;
  const said = eventContent(event);
  if (typeof said === 'string') return { role, content: said };
  if (!isJsonObject(said)) return undefined;
  const { content, tool_calls: calls, id } = said;
  if (content === undefined && calls === undefined) return undefined;
  return {
    role: typeof said.role === 'string' ? said.role : role,
    content: content === undefined ? '' : contentOf(content),
    ...(calls === undefined ? {} : { tool_calls: calls }),
    ...(role === 'tool' && id !== undefined ? { tool_call_id: id } : {}),
  };
}
