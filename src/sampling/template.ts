/** The form of an input, without what a program filled in: inputs of one form are near-duplicates of each other. */
import { type Input, isMessages, type Message, messageText } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';

/** Of the text of a form so much is kept: a form shows early. */
const MOST = 4_000;

/**
 * A text that inputs share which differ in numbers, addresses, capital letters, punctuation and spacing alone. What
 * differs in a single word, a name for instance, has another form.
 */
export function templateOf(input: Input): string {
  if (typeof input === 'string') return formOf(input);
  if (isMessages(input))
    return input.map((message: Message) => `${message.role}\n${formOf(messageText(message))}`).join('\n\n');
  return JSON.stringify(formOfJson(input));
}

function formOfJson(value: Json): Json {
  if (typeof value === 'string') return formOf(value);
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return (value as readonly Json[]).slice(0, 50).map(formOfJson);
  if (!isJsonObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, formOfJson(value[key]!)]);
}

/** Words and what stands between them: an address is one, and so is what has a digit in it (amounts, dates, UUIDs). */
function formOf(text: string): string {
  const form: string[] = [];
  const add = (word: string) => {
    if (word !== '' && !(word === '#' && form.at(-1) === '#')) form.push(word);
  };
  for (const token of text.slice(0, MOST).toLowerCase().split(/\s+/)) {
    if (PLAIN_WORD.test(token)) form.push(token);
    else if (token.includes('@') || token.includes('://') || token.startsWith('www.')) add('@');
    else for (const word of token.split(BETWEEN_WORDS)) add(/\d/.test(word) ? '#' : word);
  }
  return form.join(' ');
}

/** Most tokens of prose: nothing in them is to be looked at. */
const PLAIN_WORD = /^[a-z]+$/;
/** In ASCII; other punctuation belongs to its word, which is the same in all inputs of a form. */
const BETWEEN_WORDS = /[!-/:-@[-^`{-\u007f]+/;
