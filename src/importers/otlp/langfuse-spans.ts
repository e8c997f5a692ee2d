/** The attributes of Langfuse's own SDKs, which travel over OpenTelemetry. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { chatOf } from '../chat-shapes.ts';
import { answerOf, type Dialect, structured, textAt } from './dialect.ts';

export const langfuseSpans: Dialect = {
  name: 'Langfuse',
  kindOf({ attributes }) {
    const type = textAt(attributes, 'langfuse.observation.type');
    return type === undefined ? undefined : type === 'generation' ? 'call' : 'other';
  },
  read({ attributes }) {
    const given = attributes['langfuse.observation.input'];
    if (typeof given !== 'string' || given === '') return undefined;
    const output = attributes['langfuse.observation.output'];
    const answer = output === undefined ? undefined : answerIn(structured(output), output);
    return {
      input: chatOf(structured(given)) ?? given,
      ...(answer === undefined ? {} : { answer }),
    };
  },
};

function answerIn(value: Json | undefined, text: Json): string {
  const said = answerOf(chatOf(value)?.at(-1) ?? (isJsonObject(value ?? null) ? value : undefined));
  return said ?? (typeof value === 'string' ? value : typeof text === 'string' ? text : JSON.stringify(text));
}
