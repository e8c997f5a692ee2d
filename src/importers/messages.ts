/** Chat logs of several dialects become the messages of core/input.ts. */
import { type Message, messageText, type Role } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';

/** What other tools call the four roles. */
export const ROLES: { readonly [name: string]: Role } = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** The messages of a list, or what is wrong with it. A missing or null content (a tool call) becomes ''. */
export function messagesFrom(value: readonly Json[]): readonly Message[] | string {
  if (value.length === 0) return 'the list of messages is empty';
  const messages: Message[] = [];
  for (const [index, item] of value.entries()) {
    if (!isJsonObject(item)) return `message ${index + 1} is not an object with role and content`;
    const { role: name, content = null } = item;
    const role = typeof name === 'string' && Object.hasOwn(ROLES, name) ? ROLES[name] : undefined;
    if (role === undefined) {
      return name === undefined
        ? `message ${index + 1} has no role`
        : `message ${index + 1} has the role ${JSON.stringify(name).slice(0, 80)}, not system, user, assistant or tool`;
    }
    if (content !== null && typeof content !== 'string' && !Array.isArray(content)) {
      return `message ${index + 1} has a content that is neither text nor a list of parts`;
    }
    messages.push({ ...item, role, content: (content as string | readonly Json[] | null) ?? '' });
  }
  return messages;
}

/** A list of messages that a table's cell holds as JSON; undefined when it is anything else. */
export function messagesInCell(cell: string): readonly Message[] | undefined {
  if (!/^\s*\[\s*\{/.test(cell)) return undefined;
  try {
    const value = JSON.parse(cell) as Json;
    const messages = Array.isArray(value) ? messagesFrom(value as readonly Json[]) : '';
    return typeof messages === 'string' ? undefined : messages;
  } catch {
    return undefined;
  }
}

/**
 * A log ends with what production answered: that is the answer, and must leave the input, or every candidate
 * would be shown what to say.
 */
export function splitAnswer(messages: readonly Message[]): {
  readonly messages: readonly Message[];
  readonly answer?: string;
} {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return { messages };
  const text = messageText(last);
  const answer = text === '' && last.tool_calls !== undefined ? JSON.stringify(last.tool_calls) : text;
  return { messages: messages.slice(0, -1), answer };
}
