/** The message parts of OpenTelemetry's GenAI conventions become messages with role and content. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { toolCall } from '../chat-shapes.ts';

type JsonObject = { readonly [key: string]: Json };

/** A list of messages; what is no message stays as it is, for `messagesFrom` to name it. */
export function messagesOfParts(messages: readonly Json[]): readonly Json[] {
  return messages.flatMap((message) =>
    isJsonObject(message) && Array.isArray(message.parts)
      ? messagesOf(message, message.parts as readonly Json[])
      : [message],
  );
}

/** `gen_ai.system_instructions`: parts, texts or one text. */
export function systemMessages(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null || value === '') return [];
  const parts = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const texts = parts.map((part) => (typeof part === 'string' ? { type: 'text', content: part } : part));
  return messagesOf({ role: 'system' }, texts);
}

/** One message, or one for each tool result among its parts: a result is a message of its own here. */
function messagesOf(message: JsonObject, parts: readonly Json[]): readonly Json[] {
  const content: Json[] = [];
  const calls: Json[] = [];
  const results: Json[] = [];
  for (const part of parts) {
    if (!isJsonObject(part)) {
      content.push(part);
      continue;
    }
    if (part.type === 'tool_call') calls.push(toolCall(part.id, part.name, part.arguments));
    else if (part.type === 'tool_call_response') {
      // The documents' example says `result`, their schema `response`; both are written.
      const said = part.response ?? part.result ?? '';
      results.push({
        role: 'tool',
        content: typeof said === 'string' ? said : JSON.stringify(said),
        ...(typeof part.id === 'string' ? { tool_call_id: part.id } : {}),
      });
    } else if (!isOwnWork(part)) content.push(contentPart(part));
  }
  if (content.length === 0 && calls.length === 0 && results.length > 0) return results;
  const { role, name } = message;
  const own = {
    ...(role === undefined ? {} : { role }),
    content: onlyText(content) ?? content,
    ...(typeof name === 'string' ? { name } : {}),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  return [...results, own];
}

/** What a model did for itself: its thoughts, and tools that its provider ran. No other model is to see it. */
function isOwnWork(part: JsonObject): boolean {
  return ['reasoning', 'thinking', 'server_tool_call', 'server_tool_call_response'].includes(
    String(part.type),
  );
}

function contentPart(part: JsonObject): Json {
  const mediaType = typeof part.mime_type === 'string' ? part.mime_type : undefined;
  const image = part.modality === 'image' || mediaType?.startsWith('image/') === true;
  if (part.type === 'text') return { type: 'text', text: part.content ?? part.text ?? '' };
  if (part.type === 'blob' && typeof part.content === 'string') {
    const type = mediaType ?? (image ? 'image/png' : 'application/octet-stream');
    return image
      ? { type: 'image_url', image_url: { url: `data:${type};base64,${part.content}` } }
      : { type: 'file', data: part.content, mediaType: type };
  }
  if ((part.type === 'uri' || part.type === 'file_data') && typeof part.uri === 'string') {
    return image
      ? { type: 'image_url', image_url: { url: part.uri } }
      : { type: 'file', data: part.uri, ...(mediaType === undefined ? {} : { mediaType }) };
  }
  return part;
}

/** The text of a content that is one text, or nothing. */
function onlyText(content: readonly Json[]): Json | undefined {
  if (content.length === 0) return '';
  const [part] = content;
  if (content.length > 1 || !isJsonObject(part!)) return undefined;
  return part.type === 'text' && typeof part.text === 'string' ? part.text : undefined;
}
