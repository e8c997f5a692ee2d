/** OpenTelemetry's GenAI conventions as they are now: messages in attributes, or in one event. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { answerOf, type Dialect, structured } from './dialect.ts';
import { messagesOfParts, systemMessages } from './parts.ts';
import type { Attributes, Span } from './span.ts';

/** The event that may hold what was said in place of the span. */
export const DETAILS_EVENT = 'gen_ai.client.inference.operation.details';

/** `chat.completions` and `text.completions` are Semantic Kernel's. */
const CALLS = new Set([
  'chat',
  'text_completion',
  'generate_content',
  'chat.completions',
  'text.completions',
  'completion',
]);

export const genAi: Dialect = {
  name: 'OpenTelemetry GenAI',
  kindOf(span) {
    const attributes = withDetails(span);
    const operation = attributes['gen_ai.operation.name'];
    if (typeof operation === 'string') return CALLS.has(operation) ? 'call' : 'other';
    return attributes['gen_ai.input.messages'] === undefined ? undefined : 'call';
  },
  read(span) {
    const attributes = withDetails(span);
    const given = structured(attributes['gen_ai.input.messages']);
    if (given === undefined || given === null || given === '') return undefined;
    if (isCut(given))
      return 'gen_ai.input.messages is JSON that was cut off; raise the attribute limit of what exports it';
    const system = systemMessages(structured(attributes['gen_ai.system_instructions']));
    if (typeof given === 'string') {
      return {
        input: system.length === 0 ? given : [...system, { role: 'user', content: given }],
        ...said(attributes),
      };
    }
    if (!Array.isArray(given)) return 'gen_ai.input.messages is not a list of messages';
    // What masks contents keeps the messages and empties them.
    if ((given as readonly Json[]).every(isEmpty)) return undefined;
    const messages = messagesOfParts(given as readonly Json[]);
    return { input: [...system, ...messages], ...said(attributes) };
  },
};

function withDetails({ attributes, events }: Span): Attributes {
  const details = events.find((event) => event.name === DETAILS_EVENT);
  if (details === undefined) return attributes;
  const { body, attributes: own } = details;
  return { ...attributes, ...(isJsonObject(body ?? null) ? (body as Attributes) : {}), ...own };
}

/** The first choice is the answer. */
function said(attributes: Attributes): { readonly answer?: string } {
  const output = structured(attributes['gen_ai.output.messages']);
  if (typeof output === 'string' && output !== '') return isCut(output) ? {} : { answer: output };
  const [first] = Array.isArray(output) ? messagesOfParts(output.slice(0, 1) as readonly Json[]) : [];
  const answer = answerOf(first);
  return answer === undefined ? {} : { answer };
}

/** Exporters cut long attributes, also in the middle of JSON. */
function isCut(value: Json): boolean {
  return typeof value === 'string' && /^\s*[[{]\s*["{[]/.test(value);
}

function isEmpty(message: Json): boolean {
  if (!isJsonObject(message)) return false;
  const { parts, content = null, tool_calls: calls } = message;
  return (Array.isArray(parts) ? parts.length === 0 : content === null) && calls === undefined;
}
