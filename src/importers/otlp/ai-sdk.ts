/** The spans of the AI SDK up to version 6: `ai.generateText.doGenerate` and its like are the calls, the rest wraps them. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { type Dialect, structured, textAt } from './dialect.ts';
import type { Span } from './span.ts';

export const aiSdk: Dialect = {
  name: 'AI SDK',
  kindOf(span) {
    const operation = operationOf(span);
    if (!operation.startsWith('ai.')) return undefined;
    return /\.do(Generate|Stream)$/.test(operation) ? 'call' : 'other';
  },
  read({ attributes }) {
    const messages = structured(attributes['ai.prompt.messages']);
    if (messages === undefined) return undefined;
    if (!Array.isArray(messages)) return 'ai.prompt.messages is not a list of messages';
    const text = textAt(attributes, 'ai.response.text', 'ai.result.text');
    const object = textAt(attributes, 'ai.response.object', 'ai.result.object');
    const calls = textAt(attributes, 'ai.response.toolCalls', 'ai.result.toolCalls');
    const answer = text ?? object ?? calls ?? attributes['ai.response.text'];
    return {
      input: (messages as readonly Json[]).map(messageOf),
      ...(typeof answer === 'string' ? { answer } : {}),
    };
  },
};

function operationOf({ attributes, name }: Span): string {
  // `operation.name` has the function's id behind a space.
  return (textAt(attributes, 'ai.operationId', 'operation.name') ?? name).split(' ')[0]!;
}

/** One text part is a text, as the caller wrote it. */
function messageOf(message: Json): Json {
  if (!isJsonObject(message) || !Array.isArray(message.content) || message.content.length !== 1)
    return message;
  const [part] = message.content as readonly Json[];
  return isJsonObject(part!) && part.type === 'text' && typeof part.text === 'string'
    ? { ...message, content: part.text }
    : message;
}
