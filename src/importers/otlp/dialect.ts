/** What the dialects of tracing have in common: each says whether a span is a model call, and reads what was said in it. */

import { isJsonObject, type Json } from '../../core/json.ts';
import { parseExactJson } from '../../core/json-text.ts';
import type { Attributes, Span } from './span.ts';

/** What was said in a call, before it is normalised. */
export interface SpokenCall {
  /** Messages with `role` and `content`, as `messagesFrom` reads them, or the text of a completion. */
  readonly input: readonly Json[] | string;
  readonly answer?: string;
}

/** One way in which tools write model calls into spans. */
export interface Dialect {
  readonly name: string;
  /** Whether the span is a model call or something else in this dialect; undefined where it speaks another. */
  kindOf(span: Span): 'call' | 'other' | undefined;
  /** Undefined where the span does not hold what was said; a text says why it cannot be read. */
  read(span: Span): SpokenCall | string | undefined;
}

/** The first of the attributes that is a text and not blank. */
export function textAt(attributes: Attributes, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = attributes[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** A value that may have been written as the text of its JSON; a text that is no JSON stays a text. */
export function structured(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value)) return value;
  const parsed = parseExactJson(value);
  return parsed.kind === 'value' ? parsed.value : value;
}

/** The attributes below a prefix, with the prefix taken off. */
export function below(attributes: Attributes, prefix: string): Attributes {
  const found = Object.entries(attributes).filter(([key]) => key.startsWith(prefix) && key !== prefix);
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value]));
}

/**
 * Lists that were flattened into keys, `0.role`, `0.content`, `10.role`: their items in the order of the numbers, each
 * with the rest of its keys.
 */
export function indexed(attributes: Attributes, prefix: string): readonly Attributes[] {
  const items = new Map<number, { [key: string]: Json }>();
  for (const [key, value] of Object.entries(below(attributes, prefix))) {
    const match = /^(\d{1,9})\.(.+)$/s.exec(key);
    if (match === null) continue;
    const index = Number(match[1]);
    const item = items.get(index) ?? {};
    Object.defineProperty(item, match[2]!, { value, enumerable: true, configurable: true, writable: true });
    items.set(index, item);
  }
  return [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
}

/** The answer of a message: its text, or its tool calls as JSON where it says nothing. */
export function answerOf(message: Json | undefined): string | undefined {
  if (!isJsonObject(message)) return undefined;
  const { content, tool_calls: calls } = message;
  const texts = Array.isArray(content)
    ? (content as readonly Json[]).flatMap((part) =>
        isJsonObject(part) && typeof part.text === 'string' ? [part.text] : [],
      )
    : typeof content === 'string'
      ? [content]
      : [];
  const text = texts.filter((each) => each !== '').join('\n');
  if (text !== '') return text;
  return Array.isArray(calls) && calls.length > 0 ? JSON.stringify(calls) : texts.length > 0 ? '' : undefined;
}
