/** From the fields of a tool's row to a record: the same care for all of them. */
import { type Input, type Message, unfitInput } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { ProductionRecord, Usage } from '../core/record.ts';
import { chatOf } from './chat-shapes.ts';
import { isoTime, metadataFrom } from './facts.ts';
import { messagesFrom, splitAnswer } from './messages.ts';
import type { RowResult } from './rows.ts';

type JsonObject = { readonly [key: string]: Json };

export interface ToolFields {
  /** Texts, messages in any shape, or variables. */
  readonly input: Json | undefined;
  /** What the tool calls the input, for people. */
  readonly inputName: string;
  readonly name?: Json | undefined;
  readonly reference?: Json | undefined;
  /** What was answered then: a text, a message, an object. */
  readonly answer?: Json | undefined;
  readonly model?: Json | undefined;
  readonly usage?: Usage | undefined;
  /** ISO or Unix time. */
  readonly at?: Json | undefined;
  readonly metadata?: { readonly [key: string]: Json | undefined };
  /** A last message of the assistant is the answer, where there is no other. */
  readonly log?: boolean;
}

export function recordOf(fields: ToolFields): RowResult {
  const made = inputOf(fields.input, fields.inputName);
  if (typeof made === 'string') return { kind: 'fault', reason: made };
  let { input } = made;
  let answer = answerText(fields.answer);
  if (fields.log && answer === undefined && Array.isArray(input)) {
    const split = splitAnswer(input as readonly Message[]);
    if (split.messages.length === 0) return fault(`${fields.inputName}: nothing but the assistant's answer`);
    input = split.messages;
    answer = split.answer;
  }
  const unfit = unfitInput(input);
  if (unfit !== undefined) return fault(unfit);
  const { name, model, usage } = fields;
  const reference = referenceOf(fields.reference);
  const at = isoTime(fields.at);
  const metadata = metadataFrom(given(fields.metadata ?? {}), new Set(), undefined);
  const record: ProductionRecord = {
    input,
    ...(typeof name === 'string' || typeof name === 'number' ? { name: String(name) } : {}),
    ...(reference === undefined ? {} : { reference }),
    ...(answer === undefined ? {} : { answer }),
    ...(typeof model === 'string' && model !== '' ? { model } : {}),
    ...(usage === undefined ? {} : { usage }),
    ...(at === undefined ? {} : { at }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  return { kind: 'record', record, from: fields.inputName };
}

function fault(reason: string): RowResult {
  return { kind: 'fault', reason };
}

/** The input of a value, or why it is none. A text stays a text, also one that holds JSON. */
export function inputOf(value: Json | undefined, name: string): { readonly input: Input } | string {
  if (value === undefined || value === null) return `no ${name} in this row`;
  if (typeof value === 'string') return { input: value };
  const chat = chatOf(value);
  if (chat !== undefined) {
    const messages = messagesFrom(chat);
    return typeof messages === 'string' ? `${name}: ${messages}` : { input: messages };
  }
  if (Array.isArray(value)) {
    const messages = messagesFrom(value as readonly Json[]);
    return typeof messages === 'string' ? `${name}: ${messages}` : { input: messages };
  }
  if (isJsonObject(value)) return { input: value };
  return `${name} is a ${typeof value}, not text, messages or an object of variables`;
}

/** What was said, as a text: the last message of a chat, a text, or JSON. */
export function answerText(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  const last = chatOf(value)?.at(-1);
  const parts = Array.isArray(value) && value.length > 0 && value.every(isPart);
  return textOfMessage(parts ? { content: value } : last) ?? JSON.stringify(value);
}

/** A part of a message's content, as Anthropic answers in them. */
function isPart(value: Json): boolean {
  return (
    isJsonObject(value) &&
    typeof value.type === 'string' &&
    value.role === undefined &&
    value.content === undefined
  );
}

/** The text of a message; its tool calls as JSON where it has none. */
export function textOfMessage(message: Json | undefined): string | undefined {
  if (!isJsonObject(message)) return undefined;
  const messages = messagesFrom([{ ...message, role: 'assistant' }]);
  return typeof messages === 'string' ? undefined : splitAnswer(messages).answer;
}

/** The right answer: of a chat, what its last message says. */
export function referenceOf(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return textOfMessage(chatOf(value)?.at(-1)) ?? value;
}

/** Of tools whose outputs are objects always: one value in an object by itself is that value. */
export function onlyValue(value: Json | undefined): Json | undefined {
  if (!isJsonObject(value) || chatOf(value) !== undefined) return value;
  const entries = Object.values(value);
  return entries.length === 0 ? undefined : entries.length === 1 ? (entries[0] ?? undefined) : value;
}

/** The entries that are there. */
export function given(facts: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null,
    ),
  );
}

/** A value under its name in camel case or, as other exports of the same tool write it, in snake case. */
export function field(row: JsonObject, name: string): Json | undefined {
  const value = row[name] ?? row[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
  return value === null ? undefined : value;
}

/** The object that stands there; an empty one in place of anything else. */
export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** Where the rows are in a document that is a list of them, or an answer of an API with the list under `data`. */
export function rowsOrData(document: Json | undefined): readonly string[] | undefined {
  if (Array.isArray(document)) return [];
  return isJsonObject(document) && Array.isArray(document.data) ? ['data'] : undefined;
}
