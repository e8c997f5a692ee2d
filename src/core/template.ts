/** Prompt templates: `{{path.to.variable}}` and nothing else, so that data can never become code. */
import { FieldtestError } from './errors.ts';
import { type Input, inputText, isMessages, type Message, messageText } from './input.ts';
import { isJsonObject, type Json } from './json.ts';

const PLACEHOLDER = /\{\{\s*([^{}\s][^{}]*?)\s*\}\}/g;

/** The variables that a template names, in order, each once. */
export function templateVariables(template: string): readonly string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1]!))];
}

/**
 * What an input offers to a template. A text: `input`. Messages: `input` is the last user message's text,
 * `messages` is all of them. An object: its own keys, and `input` for its JSON unless it has that key.
 */
export function inputVariables(input: Input): { readonly [name: string]: Json } {
  if (typeof input === 'string') return { input };
  if (isMessages(input)) {
    const last = input.findLast((message) => message.role === 'user') ?? input.at(-1)!;
    return { input: messageText(last), messages: input as readonly Json[] };
  }
  return { input: JSON.stringify(input), ...input };
}

/**
 * Fills a template. Text goes in as it is, every other value as its JSON, both through `encode` where there is one.
 * A missing variable is an error.
 */
export function renderTemplate(
  template: string,
  variables: { readonly [name: string]: Json },
  encode: (text: string) => string = (text) => text,
): string {
  return template.replaceAll(PLACEHOLDER, (_whole, path: string) => {
    const value = lookUp(variables, path);
    if (value === undefined) {
      const known = Object.keys(variables).join(', ');
      throw new FieldtestError(
        'input',
        `the prompt asks for {{${path}}}, which this example does not have`,
        `It has: ${known}. Change the prompt, or the --input path of the import.`,
      );
    }
    return encode(typeof value === 'string' ? value : JSON.stringify(value));
  });
}

/** The messages that an input and an optional prompt make; see docs/guide/candidates.md for the rule. */
export function promptMessages(input: Input, prompt: string | undefined): readonly Message[] {
  if (prompt === undefined) return ownMessages(input);
  // A prompt without a variable would send every example the same text: it is an instruction, so it leads.
  if (templateVariables(prompt).length === 0)
    return [{ role: 'system', content: prompt }, ...ownMessages(input)];
  return [{ role: 'user', content: renderTemplate(prompt, inputVariables(input)) }];
}

function ownMessages(input: Input): readonly Message[] {
  return isMessages(input) ? input : [{ role: 'user', content: inputText(input) }];
}

/** The value at a dotted path, own keys and list positions only; undefined where there is none. */
export function lookUp(variables: { readonly [name: string]: Json }, path: string): Json | undefined {
  let value: Json | undefined = variables;
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/.test(key) ? (value as readonly Json[])[Number(key)] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
