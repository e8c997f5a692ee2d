/** Messages as logs hold them (OpenAI's, Anthropic's or the AI SDK's parts) -> a prompt of the AI SDK's specification. */
import { type Message, messageText } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { SpecMessage, SpecPart } from './model-spec.ts';

type JsonObject = { readonly [key: string]: Json };

/** Thrown for a message that cannot be sent; that input has no answer from any model. */
export class UnsendableMessage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsendableMessage';
  }
}

/** The prompt. Files are tagged data since version 4 of the specification, bare data before. */
export function specPrompt(
  messages: readonly Message[],
  specificationVersion: string,
): readonly SpecMessage[] {
  const tagged = specificationVersion !== 'v2' && specificationVersion !== 'v3';
  const toolNames = new Map<string, string>();
  return messages.flatMap((message): readonly SpecMessage[] => {
    if (message.role === 'system') return [{ role: 'system', content: messageText(message) }];
    if (message.role === 'tool') return [{ role: 'tool', content: toolResults(message, toolNames) }];
    const parts = typeof message.content === 'string' ? [message.content] : message.content;
    const results = parts.filter(isAnthropicResult).map((part) => anthropicResult(part, toolNames));
    const content = parts
      .filter((part) => !isAnthropicResult(part))
      .map((part) => specPart(part, tagged))
      .filter((part) => part !== undefined);
    if (message.role === 'user') {
      const own: readonly SpecMessage[] =
        content.length === 0 && results.length > 0 ? [] : [{ role: 'user', content }];
      return results.length === 0 ? own : [{ role: 'tool', content: results }, ...own];
    }
    const calls = toolCalls(message.tool_calls);
    const said = content.filter((part) => part.type !== 'text' || part.text !== ''); // beside a tool call
    for (const call of [...said, ...calls]) {
      if (call.type === 'tool-call') toolNames.set(String(call.toolCallId), String(call.toolName));
    }
    return [{ role: 'assistant', content: [...said, ...calls] }];
  });
}

function specPart(part: Json, tagged: boolean): SpecPart | undefined {
  if (typeof part === 'string') return { type: 'text', text: part };
  if (!isJsonObject(part)) throw new UnsendableMessage(`a message holds a part that is not an object`);
  switch (part.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return { type: 'text', text: textOf(part.text) };
    case 'refusal':
      return { type: 'text', text: textOf(part.refusal) };
    case 'reasoning':
    case 'thinking':
    case 'redacted_thinking':
      return undefined; // thoughts of another model are not a candidate's to see
    case 'image_url':
    case 'input_image':
      return file(address(part.image_url), 'image/*', tagged);
    case 'image':
      if (isJsonObject(part.source)) return sourced(part.source, 'image/*', tagged);
      return file(textOf(part.image), mediaTypeOf(part) ?? 'image/*', tagged);
    case 'document':
      if (isJsonObject(part.source)) return sourced(part.source, 'application/pdf', tagged);
      break;
    case 'input_audio':
      if (isJsonObject(part.input_audio)) {
        const { data, format } = part.input_audio;
        return file(textOf(data), `audio/${format === 'mp3' ? 'mpeg' : textOf(format)}`, tagged);
      }
      break;
    case 'file':
    case 'input_file': {
      const inner = isJsonObject(part.file) ? part.file : part;
      const data = inner.file_data ?? inner.data ?? inner.url ?? inner.file_url;
      const named = inner.filename;
      const made = file(textOf(data), mediaTypeOf(part) ?? 'application/pdf', tagged);
      return named === undefined ? made : { ...made, filename: textOf(named) };
    }
    case 'tool-call':
      return part as SpecPart;
    case 'tool_use': {
      const { id, name, input } = part;
      return { type: 'tool-call', toolCallId: textOf(id), toolName: textOf(name), input: input ?? {} };
    }
  }
  throw new UnsendableMessage(
    `a message holds a part of type ${JSON.stringify(part.type)}, which cannot be sent`,
  );
}

/** OpenAI's `tool_calls` of an assistant message. */
function toolCalls(calls: Json | undefined): readonly SpecPart[] {
  if (!Array.isArray(calls)) return [];
  return (calls as readonly Json[]).filter(isJsonObject).map((call) => {
    const called = isJsonObject(call.function) ? call.function : call;
    return {
      type: 'tool-call',
      toolCallId: textOf(call.id),
      toolName: textOf(called.name),
      input: jsonOf(textOf(called.arguments ?? '{}')),
    };
  });
}

function toolResults(message: Message, toolNames: ReadonlyMap<string, string>): readonly SpecPart[] {
  const parts: readonly Json[] = typeof message.content === 'string' ? [] : message.content;
  const results = parts.filter(isToolResult);
  if (results.length > 0) return results;
  const toolName = typeof message.name === 'string' ? message.name : undefined;
  return [toolResult(textOf(message.tool_call_id ?? ''), messageText(message), { toolNames, toolName })];
}

function plainText(content: Json): string {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? messageText({ role: 'tool', content }) : JSON.stringify(content);
}

/** Anthropic puts results into the user's message. */
function anthropicResult(part: JsonObject, toolNames: ReadonlyMap<string, string>): SpecPart {
  const { content = '' } = part;
  return toolResult(textOf(part.tool_use_id), plainText(content), { toolNames });
}

function toolResult(
  toolCallId: string,
  value: string,
  { toolNames, toolName }: { toolNames: ReadonlyMap<string, string>; toolName?: string | undefined },
): SpecPart {
  const name = toolNames.get(toolCallId) ?? toolName ?? 'tool';
  return { type: 'tool-result', toolCallId, toolName: name, output: { type: 'text', value } };
}

function isAnthropicResult(part: Json): part is JsonObject {
  return isJsonObject(part) && part.type === 'tool_result';
}

function isToolResult(part: Json): part is JsonObject & { readonly type: 'tool-result' } {
  return isJsonObject(part) && part.type === 'tool-result';
}

/** Anthropic's `source` of an image or document. */
function sourced(source: JsonObject, otherwise: string, tagged: boolean): SpecPart {
  const mediaType = typeof source.media_type === 'string' ? source.media_type : otherwise;
  return file(textOf(source.url ?? source.data), mediaType, tagged);
}

/** A file part from an http(s) address, a data: URL or base64. Nothing is fetched here. */
function file(data: string, mediaType: string, tagged: boolean): SpecPart {
  const inline = /^data:([^;,]+)?(?:;[^,]*)?,(.*)$/s.exec(data);
  if (inline !== null) return file(inline[2]!, inline[1] ?? mediaType, tagged);
  if (/^https?:\/\//i.test(data) && URL.canParse(data)) {
    const url = new URL(data);
    return { type: 'file', mediaType, data: tagged ? { type: 'url', url } : url };
  }
  return { type: 'file', mediaType, data: tagged ? { type: 'data', data } : data };
}

function address(value: Json | undefined): string {
  return isJsonObject(value) ? textOf(value.url) : textOf(value);
}

function mediaTypeOf(part: JsonObject): string | undefined {
  const type = part.mediaType ?? part.mimeType ?? part.media_type;
  return typeof type === 'string' ? type : undefined;
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw new UnsendableMessage('a message holds a part without its text or data');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
