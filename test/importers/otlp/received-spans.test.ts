/** Spans that come request after request: what belongs together is put together, and what has no other half does not wait for ever. */
import { expect, test } from 'vitest';
import type { SpanRequest } from '../../../src/core/captured-call.ts';
import { spanReader } from '../../../src/importers/otlp/received-spans.ts';

const ids = (n: number) => ({ traceId: 'a'.repeat(32), spanId: n.toString(16).padStart(16, '0') });
const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const CHAT = attribute('gen_ai.operation.name', 'chat');
const question = (text: string) =>
  attribute(
    'gen_ai.input.messages',
    JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: text }] }]),
  );

function request(value: object, nowMs: number): SpanRequest {
  return { body: Buffer.from(JSON.stringify(value)), encoding: 'json', signal: 'traces', nowMs };
}

const spans = (nowMs: number, ...list: readonly object[]) =>
  request({ resourceSpans: [{ scopeSpans: [{ spans: list }] }] }, nowMs);
const logs = (nowMs: number, ...list: readonly object[]) =>
  request({ resourceLogs: [{ scopeLogs: [{ logRecords: list }] }] }, nowMs);

const silent = (n: number) => ({ ...ids(n), name: 'chat', attributes: [CHAT] });
const event = (n: number, text: string) => ({
  ...ids(n),
  eventName: 'gen_ai.client.inference.operation.details',
  attributes: [question(text)],
});

test('a span is read at once, and counts once however often it is sent', () => {
  const reader = spanReader();
  const span = { ...ids(1), name: 'chat', attributes: [CHAT, question('Weather?')] };
  expect(reader.read(spans(0, span, span))).toMatchObject({ spans: 2, readings: [{ kind: 'record' }] });
  expect(reader.read(spans(99_000, span))).toMatchObject({ spans: 1, readings: [] });
});

test.each(['the span', 'its event'])(
  'a call whose halves come apart is one record, when %s comes first',
  (first) => {
    const reader = spanReader();
    const halves = [spans(0, silent(1)), logs(10, event(1, 'Weather?'))];
    if (first === 'its event') halves.reverse();
    expect(reader.read(halves[0]!)).toMatchObject({ readings: [] });
    expect(reader.read(halves[1]!)).toMatchObject({ readings: [{ kind: 'record' }] });
    expect(reader.release()).toEqual([]);
  },
);

test('after 30 seconds a half is read alone: an event is a record, a span without messages says what is missing', () => {
  const reader = spanReader();
  reader.read(logs(0, event(1, 'Weather?')));
  reader.read(spans(5_000, silent(2)));
  expect(reader.release(29_999)).toEqual([]);
  expect(reader.release(30_000)).toMatchObject([{ kind: 'record' }]);
  expect(reader.release(35_000)).toMatchObject([
    { kind: 'failed', reason: expect.stringMatching(/without its messages/) },
  ]);
  expect(reader.release()).toEqual([]);
});

test('what waits is let go when it grows too large', () => {
  const reader = spanReader();
  let records = 0;
  for (let n = 0; n < 50; n++) {
    const read = reader.read(logs(n, event(n, 'x'.repeat(1_000_000))));
    if (typeof read !== 'string') records += read.readings.length;
  }
  expect(records).toBeGreaterThan(25);
  expect(records + reader.release().length).toBe(50);
});
