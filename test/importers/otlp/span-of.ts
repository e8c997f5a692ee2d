/** A span to try a dialect on: a call of a second and a half at a helpdesk. */
import type { Json } from '../../../src/core/json.ts';
import type { ProductionRecord } from '../../../src/core/record.ts';
import { recordFromSpan } from '../../../src/importers/otlp/record-from-span.ts';
import type { Span } from '../../../src/importers/otlp/span.ts';

export const CHAT = [
  { role: 'system', content: 'You are a helpful bot' },
  { role: 'user', content: 'Tell me a joke' },
];

export function span(attributes: { readonly [key: string]: Json }, more: Partial<Span> = {}): Span {
  return {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'chat gpt-4',
    startMs: Date.UTC(2026, 4, 31, 14),
    endMs: Date.UTC(2026, 4, 31, 14) + 1500,
    events: [],
    resource: { 'service.name': 'helpdesk' },
    ...more,
    attributes,
  };
}

export function recordOf(given: Span): ProductionRecord {
  const result = recordFromSpan(given);
  if (result.kind !== 'record') throw new Error(JSON.stringify(result));
  return result.record;
}
