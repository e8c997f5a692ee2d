/** A whole request, as a server receives it. */
import { expect, it } from 'vitest';
import { spansFromJsonRequest } from '../../../src/importers/otlp/request-json.ts';
import { spansFromProtobufRequest } from '../../../src/importers/otlp/request-protobuf.ts';
import { logsBytes, type TestSpan, tracesBytes } from './otlp-bytes.ts';

const values = [
  { key: 'text', value: { stringValue: 'ä' } },
  { key: 'yes', value: { boolValue: true } },
  { key: 'minus', value: { intValue: '-3' } },
  { key: 'half', value: { doubleValue: 0.5 } },
  { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '1' }] } } },
  { key: 'inside', value: { kvlistValue: { values: [{ key: 'a', value: { stringValue: 'b' } }] } } },
];

const span: TestSpan = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  parentSpanId: '00f067aa0ba902b1',
  name: 'chat',
  startTimeUnixNano: '1780236000000000000',
  endTimeUnixNano: '1780236001500000000',
  attributes: values,
  events: [{ name: 'gen_ai.choice', attributes: values.slice(0, 1) }],
  status: { code: 2, message: 'no' },
};

it('gives the same spans in JSON and in protobuf', () => {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'helpdesk' } }] };
  const json = spansFromJsonRequest({
    resourceSpans: [{ resource, scopeSpans: [{ spans: [span as never] }] }],
  });
  expect(json).toEqual([
    {
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: span.parentSpanId,
      name: 'chat',
      startMs: 1780236000000,
      endMs: 1780236001500,
      attributes: { text: 'ä', yes: true, minus: -3, half: 0.5, list: ['a', 1], inside: { a: 'b' } },
      events: [{ name: 'gen_ai.choice', attributes: { text: 'ä' } }],
      resource: { 'service.name': 'helpdesk' },
      error: 'no',
    },
  ]);
  expect(spansFromProtobufRequest(tracesBytes([span]), 'traces')).toEqual(json);
});

it('leaves out of a log what tells of no model call', () => {
  const { traceId, spanId } = span;
  const logs = logsBytes([
    { traceId, spanId, eventName: 'http.request' },
    { traceId, spanId, eventName: 'gen_ai.choice', body: { stringValue: 'so' } },
  ]);
  expect(spansFromProtobufRequest(logs, 'logs')).toMatchObject([
    { spanId, ofEvents: true, events: [{ name: 'gen_ai.choice', body: 'so' }] },
  ]);
});

it('says what is wrong with a request', () => {
  expect(spansFromJsonRequest([])).toBe('not an OTLP request: no object');
  expect(spansFromJsonRequest({ spans: [] })).toMatch(/neither resourceSpans nor resourceLogs/);
  expect(spansFromJsonRequest({ resourceSpans: [{ scopeSpans: [{ spans: ['x'] }] }] })).toMatch(/span 1/);
  expect(spansFromProtobufRequest(Buffer.from('not protobuf'), 'traces')).toMatch(/^not OTLP: .*\(byte 1\)$/);
  expect(spansFromProtobufRequest(Buffer.alloc(0), 'traces')).toEqual([]);
});
