/** What features and edge detectors look at of an input, taken once. */
import { type Input, isMessages, type Message, messageText } from '../core/input.ts';
import { sortedJson } from '../core/json.ts';
import { languageOf } from './language.ts';

/** At most so much of a text is looked at, so that no input takes long. In UTF-16 units, as are all lengths here. */
export const LOOKED_AT = 20_000;

export interface Look {
  readonly input: Input;
  /** The text that asks: the last user message, or all of a text or of the variables; at most `LOOKED_AT` of it. */
  readonly asked: string;
  /** What it is about: of a raw mail the subject and the body, else what asks. */
  readonly topic: string;
  /** Whether there is more of it. */
  readonly isCut: boolean;
  /** Whether no text of the input holds more than white space. */
  readonly isEmpty: boolean;
  /** Length of all texts. */
  readonly length: number;
  /** Of what asks: ISO 639-1, or a script; undefined when too little of it tells. */
  readonly language: string | undefined;
}

export function lookAt(input: Input): Look {
  const texts = textsOf(input);
  const asked = isMessages(input) ? lastUserText(input) : texts.join('\n');
  const looked = asked.slice(0, LOOKED_AT);
  return {
    input,
    asked: looked,
    topic: topicOf(looked),
    isCut: asked.length > LOOKED_AT,
    isEmpty: texts.every((text) => text.trim() === ''),
    length: texts.reduce((sum, text) => sum + text.length, 0),
    language: languageOf(looked),
  };
}

const HEADER = /^(?:[A-Z][\w-]*:|From |[ \t])/;
const LEAST_HEADERS = 4;

function topicOf(text: string): string {
  const end = text.indexOf('\n\n');
  if (end === -1) return text;
  const head = text.slice(0, end).split('\n');
  if (head.length < LEAST_HEADERS || !head.every((line) => HEADER.test(line))) return text;
  const subject = head.find((line) => line.startsWith('Subject:'));
  return `${subject?.slice(8).trim() ?? ''}\n${text.slice(end + 2)}`;
}

/** The texts of an input: itself, its messages, or its variables' values, whose order is not part of its id. */
export function textsOf(input: Input): readonly string[] {
  if (typeof input === 'string') return [input];
  if (isMessages(input)) return input.map(messageText);
  return Object.keys(input)
    .sort()
    .map((name) => input[name]!)
    .map((value) => (typeof value === 'string' ? value : sortedJson(value)));
}

function lastUserText(messages: readonly Message[]): string {
  const last = messages.findLast((message) => message.role === 'user') ?? messages.at(-1);
  return last === undefined ? '' : messageText(last);
}
