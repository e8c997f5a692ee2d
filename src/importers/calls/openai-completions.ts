/** OpenAI's older completions: one text goes on with another. Local servers still speak them. */
import { isJsonObject, type Json } from '../../core/json.ts';
import { usageFrom } from '../facts.ts';
import type { CallDialect, JsonObject } from './call-dialect.ts';

export const openaiCompletions: CallDialect = {
  path: '/v1/completions',
  consumed: ['prompt', 'model', 'stream', 'stream_options', 'n'],
  asked({ prompt }) {
    const one = Array.isArray(prompt) && prompt.length === 1 ? (prompt as readonly Json[])[0] : prompt;
    if (typeof one === 'string') return { kind: 'input', input: one };
    return Array.isArray(prompt)
      ? { kind: 'skipped', reason: 'it asks several things at once, or in token numbers' }
      : { kind: 'fault', reason: 'the request has no prompt' };
  },
  answered({ choices, id, model, usage }) {
    const choice = Array.isArray(choices) ? (choices as readonly Json[])[0] : undefined;
    if (!isJsonObject(choice) || typeof choice.text !== 'string') return undefined;
    return { text: choice.text, id, model, finish: choice.finish_reason, usage: usageFrom(usage) };
  },
  assembled(events) {
    let last: JsonObject = {};
    let usage: Json = null;
    let text = '';
    let finish: Json = null;
    let done = false;
    for (const event of events) {
      if (event === '[DONE]') {
        done = true;
        continue;
      }
      if (event.error !== undefined && event.error !== null) return undefined;
      last = event;
      if (isJsonObject(event.usage)) usage = event.usage;
      for (const choice of Array.isArray(event.choices) ? (event.choices as readonly Json[]) : []) {
        if (!isJsonObject(choice) || (choice.index ?? 0) !== 0) continue;
        if (typeof choice.text === 'string') text += choice.text;
        if (typeof choice.finish_reason === 'string') finish = choice.finish_reason;
      }
    }
    if (finish === null && !done) return undefined;
    return { ...last, usage, choices: [{ index: 0, text, finish_reason: finish }] };
  },
};
