/** What a model is asked: one text, a list of messages, or an object of variables for a prompt. */
import { z } from 'zod';
import { isJsonObject, type Json } from './json.ts';

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** One message; `content` is text or a list of parts (text, images ...) as the AI SDK and OpenAI write them. */
export interface Message {
  readonly role: Role;
  readonly content: string | readonly Json[];
  readonly [extra: string]: Json;
}

/** The input of a record or example. A text and one user message with that text are different inputs. */
export type Input = string | readonly Message[] | { readonly [variable: string]: Json };

/** Checks a value and keeps it as it is: what zod builds anew lacks a key that is called `__proto__`. */
export function keptAsIs<T>(schema: z.ZodType): z.ZodType<T> {
  return z.unknown().superRefine((value, ctx) => {
    const checked = schema.safeParse(value, { reportInput: true });
    if (checked.success) return;
    for (const issue of checked.error.issues) ctx.addIssue(issue as Parameters<typeof ctx.addIssue>[0]);
  }) as unknown as z.ZodType<T>;
}

const jsonValue = z.json() as z.ZodType<Json>;

/** Checks a message list; other keys (name, tool_calls ...) are kept, so that a replay is faithful. */
export const messageSchema = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(jsonValue)]),
});

/** Checks an input of unknown origin. */
export const inputSchema = keptAsIs<Input>(
  z.union([z.string(), z.array(messageSchema).min(1), z.record(z.string(), jsonValue)]),
);

/** Why an input can have no id, or undefined: what UTF-8 or JSON cannot carry has no canonical bytes. */
export function unfitInput(input: Input): string | undefined {
  return unfitValue(input as Json, 'input');
}

/** The same of any value that is stored, by its name. */
export function unfitValue(value: Json, what: string): string | undefined {
  if (!isWellFormed(value))
    return `the ${what} holds half a UTF-16 character (a lone surrogate): text was cut inside an emoji`;
  return holdsFinite(value)
    ? undefined
    : `the ${what} holds a number that is too large, like 1e400; write it as text`;
}

function holdsFinite(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return (value as readonly Json[]).every(holdsFinite);
  return !isJsonObject(value) || Object.values(value).every(holdsFinite);
}

function isWellFormed(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return (value as readonly Json[]).every(isWellFormed);
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && isWellFormed(item));
}

/** True when the input is a list of messages. */
export function isMessages(input: Input): input is readonly Message[] {
  return Array.isArray(input);
}

/** The plain text of a message: its text parts joined by newlines. */
export function messageText(message: Message): string {
  if (typeof message.content === 'string') return message.content;
  return message.content
    .map((part) => (typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : ''))
    .filter((text) => text !== '')
    .join('\n');
}

/** The input as one text, for features, programs and screens; an object of variables becomes its JSON. */
export function inputText(input: Input): string {
  if (typeof input === 'string') return input;
  if (isMessages(input))
    return input.map((message) => `${message.role}: ${messageText(message)}`).join('\n\n');
  return JSON.stringify(input, null, 2);
}
