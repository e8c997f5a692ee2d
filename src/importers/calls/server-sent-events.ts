/** The events of a `text/event-stream` whose data is JSON. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { isJsonObject } from '../../core/json.ts';
import { parseJson } from '../../core/json-text.ts';
import type { ServerSentEvent } from './call-dialect.ts';

/** Undefined when an event holds something else. An event that the end of the stream cuts is none. */
export function serverSentEvents(text: string): readonly ServerSentEvent[] | undefined {
  const events: ServerSentEvent[] = [];
  let data: string[] = [];
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    if (line !== '') {
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      continue;
    }
    if (data.length === 0) continue;
    const joined = data.join('\n');
    data = [];
    if (joined === '[DONE]') events.push(joined);
    else {
      const parsed = parseJson(joined);
      if (parsed.kind === 'fault' || !isJsonObject(parsed.value)) return undefined;
      events.push(parsed.value);
    }
  }
  // Some servers send no empty line after the last one.
  if (data.join('\n') === '[DONE]') events.push('[DONE]');
  return events;
}
