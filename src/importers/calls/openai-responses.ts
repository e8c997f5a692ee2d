/** OpenAI's responses: items in, items out. */
import type { Input, Message } from '../../core/input.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { usageFrom } from '../facts.ts';
import { messagesFrom } from '../messages.ts';
import type { Answered, AskedReading, CallDialect, JsonObject, ServerSentEvent } from './call-dialect.ts';

export const openaiResponses: CallDialect = {
  path: '/v1/responses',
  consumed: ['input', 'instructions', 'model', 'stream', 'stream_options', 'store', 'include'],
  asked,
  answered,
  assembled,
};

function asked(request: JsonObject): AskedReading {
  for (const key of ['previous_response_id', 'conversation', 'prompt'] as const)
    if ((request[key] ?? null) !== null)
      return { kind: 'skipped', reason: `the rest of what it asks is kept by the provider (${key})` };
  const { input, instructions } = request;
  const system: readonly Message[] =
    typeof instructions === 'string' && instructions !== ''
      ? [{ role: 'system', content: instructions }]
      : [];
  if (typeof input === 'string') {
    const whole: Input = system.length === 0 ? input : [...system, { role: 'user', content: input }];
    return { kind: 'input', input: whole };
  }
  if (!Array.isArray(input)) return { kind: 'fault', reason: 'the request has no input' };
  const items: Json[] = [];
  for (const item of input as readonly Json[]) {
    if (isJsonObject(item) && item.type === 'item_reference')
      return { kind: 'skipped', reason: 'the rest of what it asks is kept by the provider (item_reference)' };
    const messages = messageOf(item);
    if (messages === undefined)
      return { kind: 'skipped', reason: 'it holds the work of a tool that runs at the provider' };
    items.push(...messages);
  }
  const read = messagesFrom(items);
  return typeof read === 'string'
    ? { kind: 'fault', reason: read }
    : { kind: 'input', input: [...system, ...read] };
}

/**
 * An item as the message that chat completions have for it; thoughts of the model are no part of a replay. Undefined
 * for one that no message can stand for.
 */
function messageOf(item: Json): readonly Json[] | undefined {
  if (!isJsonObject(item)) return [item];
  const { type } = item;
  if (type === 'reasoning') return [];
  if (type === 'function_call') {
    const { call_id: id, name, arguments: args } = item;
    const call = { id: id ?? '', type: 'function', function: { name: name ?? '', arguments: args ?? '' } };
    return [{ role: 'assistant', content: '', tool_calls: [call] }];
  }
  if (type === 'function_call_output') {
    const output = item.output ?? '';
    const content = typeof output === 'string' || Array.isArray(output) ? output : JSON.stringify(output);
    return [{ role: 'tool', tool_call_id: item.call_id ?? '', content }];
  }
  if (typeof type === 'string' && type !== 'message') return undefined;
  const { type: _type, id: _id, status: _status, ...message } = item;
  return [message];
}

function answered({
  status,
  output,
  id,
  model,
  usage,
  incomplete_details: details,
}: JsonObject): Answered | undefined {
  // `queued` and `in_progress` come of work in the background, whose answer passes by another time, or never.
  if (status !== undefined && status !== 'completed' && status !== 'incomplete') return undefined;
  if (!Array.isArray(output)) return undefined;
  const items = (output as readonly Json[]).filter(isJsonObject);
  const text = items.map(itemText).join('');
  const calls = items.filter(({ type }) => type === 'function_call' || type === 'custom_tool_call');
  return {
    text: text === '' && calls.length > 0 ? JSON.stringify(calls) : text,
    id,
    model,
    finish: isJsonObject(details) ? details.reason : status,
    usage: usageFrom(usage),
  };
}

function itemText({ type, content }: JsonObject): string {
  if (type !== 'message' || !Array.isArray(content)) return '';
  return (content as readonly Json[])
    .map((part) => (isJsonObject(part) ? (part.text ?? part.refusal) : undefined))
    .filter((text) => typeof text === 'string')
    .join('');
}

/** The last event holds the whole answer; of servers that leave its items out, they came before. */
function assembled(events: readonly ServerSentEvent[]): JsonObject | undefined {
  const items: Json[] = [];
  let text = '';
  for (const event of events) {
    if (event === '[DONE]') continue;
    if (event.type === 'response.output_item.done' && isJsonObject(event.item)) items.push(event.item);
    if (event.type === 'response.output_text.delta' && typeof event.delta === 'string') text += event.delta;
    if (event.type !== 'response.completed' && event.type !== 'response.incomplete') continue;
    if (!isJsonObject(event.response)) return undefined;
    const { output } = event.response;
    if (Array.isArray(output) && output.length > 0) return event.response;
    const said = { type: 'message', content: [{ type: 'output_text', text }] };
    return { ...event.response, output: items.length > 0 ? items : [said] };
  }
  return undefined;
}
