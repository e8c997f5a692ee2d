/** OpenInference (Phoenix, Arize): messages flattened into numbered attributes below `llm.`. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { chatOf, toolCall } from '../chat-shapes.ts';
import { answerOf, type Dialect, indexed, structured, textAt } from './dialect.ts';
import type { Attributes } from './span.ts';

export const openInference: Dialect = {
  name: 'OpenInference',
  kindOf({ attributes }) {
    const kind = attributes['openinference.span.kind'];
    if (typeof kind !== 'string') return undefined;
    return kind.toUpperCase() === 'LLM' ? 'call' : 'other';
  },
  read({ attributes }) {
    const input = inputOf(attributes);
    if (input === undefined) return undefined;
    const answer = outputOf(attributes);
    return { input, ...(answer === undefined ? {} : { answer }) };
  },
};

function inputOf(attributes: Attributes): readonly Json[] | string | undefined {
  const messages = indexed(attributes, 'llm.input_messages.').map(messageOf);
  if (messages.length > 0) return messages;
  const prompt = textAt(attributes, 'llm.prompts.0.prompt.text');
  if (prompt !== undefined) return prompt;
  const value = textAt(attributes, 'input.value');
  return value === undefined ? undefined : (chatOf(structured(value)) ?? value);
}

function outputOf(attributes: Attributes): string | undefined {
  const [message] = indexed(attributes, 'llm.output_messages.');
  const said = message === undefined ? undefined : answerOf(messageOf(message));
  if (said !== undefined) return said;
  const text = textAt(attributes, 'llm.choices.0.completion.text');
  if (text !== undefined) return text;
  const value = attributes['output.value'];
  if (typeof value !== 'string') return undefined;
  return answerOf(chatOf(structured(value))?.at(-1)) ?? value;
}

function messageOf(item: Attributes): Json {
  const calls = indexed(item, 'message.tool_calls.').map((call) =>
    toolCall(call['tool_call.id'], call['tool_call.function.name'], call['tool_call.function.arguments']),
  );
  const called = item['message.function_call_name'];
  if (called !== undefined)
    calls.push(toolCall(undefined, called, item['message.function_call_arguments_json']));
  const parts = indexed(item, 'message.contents.').flatMap(partOf);
  const content = item['message.content'];
  const callId = item['message.tool_call_id'];
  const name = item['message.name'];
  const role = item['message.role'];
  return {
    ...(role === undefined ? {} : { role }),
    content: content !== undefined && content !== '' ? content : (onlyText(parts) ?? parts),
    ...(callId === undefined ? {} : { tool_call_id: callId }),
    ...(name === undefined ? {} : { name }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** A part of a message; thoughts and calls of tools are left out, the calls stand in `tool_calls`. */
function partOf(item: Attributes): readonly Json[] {
  const type = item['message_content.type'];
  if (type === 'text') return [{ type: 'text', text: item['message_content.text'] ?? '' }];
  const image = item['message_content.image.image.url'];
  if (typeof image === 'string') return [{ type: 'image_url', image_url: { url: image } }];
  return [];
}

function onlyText(parts: readonly Json[]): Json | undefined {
  if (parts.length === 0) return '';
  const [part] = parts;
  return parts.length === 1 && isJsonObject(part!) && part.type === 'text' ? part.text : undefined;
}
