/** Files of traces: JSON and protobuf, in every framing, with calls that come in pieces or twice. */
import { describe, expect, it } from 'vitest';
import { sniffImporter } from '../../../src/importers/list.ts';
import { otlp } from '../../../src/importers/otlp.ts';
import { readRows, recordsOf, rejectedOf } from '../read-rows.ts';
import { logsBytes, type TestLog, type TestSpan, tracesBytes } from './otlp-bytes.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const messages = (content: string) => JSON.stringify([{ role: 'user', parts: [{ type: 'text', content }] }]);
const question = (content: string) => [{ role: 'user', content }];

function chat(spanId: string, content: string, more: Partial<TestSpan> = {}): TestSpan {
  return {
    traceId: TRACE,
    spanId,
    name: 'chat gpt-4',
    startTimeUnixNano: '1780236000000000000',
    endTimeUnixNano: '1780236001500000000',
    ...more,
    attributes: [
      text('gen_ai.operation.name', 'chat'),
      text('gen_ai.request.model', 'gpt-4'),
      text('gen_ai.input.messages', messages(content)),
      { key: 'gen_ai.usage.input_tokens', value: { intValue: '52' } },
      { key: 'gen_ai.usage.output_tokens', value: { intValue: '7' } },
      { key: 'gen_ai.response.finish_reasons', value: { arrayValue: { values: [{ stringValue: 'stop' }] } } },
      ...(more.attributes ?? []),
    ],
  };
}

const silent = (spanId: string): TestSpan => ({
  traceId: TRACE,
  spanId,
  name: 'chat gpt-4',
  attributes: [text('gen_ai.operation.name', 'chat'), text('gen_ai.request.model', 'gpt-4')],
});

const request = (spans: readonly TestSpan[]) => ({
  resourceSpans: [
    { resource: { attributes: [text('service.name', 'helpdesk')] }, scopeSpans: [{ scope: {}, spans }] },
  ],
});
const logRequest = (logRecords: readonly TestLog[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
const lines = (...documents: readonly unknown[]) =>
  documents.map((each) => `${JSON.stringify(each)}\n`).join('');

const SPANS = [
  chat('00f067aa0ba902b1', 'one'),
  { traceId: TRACE, spanId: '00f067aa0ba902b2', name: 'GET /' },
  chat('00f067aa0ba902b3', 'two', { status: { code: 2, message: 'overloaded' } }),
];

describe('the same spans', () => {
  const fromJson = async () => recordsOf(await readRows(otlp, JSON.stringify(request(SPANS))));
  const bytes = tracesBytes(SPANS);
  const varint = Buffer.from([...varintOf(bytes.length), ...bytes]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);

  it('give the same records as one document, indented, a line, and in protobuf however it is framed', async () => {
    const records = await fromJson();
    expect(records).toMatchObject([
      {
        name: '00f067aa0ba902b1',
        input: question('one'),
        model: 'gpt-4',
        usage: { inputTokens: 52, outputTokens: 7 },
        at: '2026-05-31T14:00:00.000Z',
        metadata: { service: 'helpdesk', latency_ms: 1500, finish_reason: 'stop' },
      },
      { input: question('two'), metadata: { error: 'overloaded' } },
    ]);
    const others = [
      JSON.stringify(request(SPANS), null, 2),
      lines(request(SPANS.slice(0, 2)), request(SPANS.slice(2))),
      bytes,
      varint,
      Buffer.concat([length, bytes]),
    ];
    for (const other of others) {
      expect(recordsOf(await readRows(otlp, other))).toEqual(records);
      expect(recordsOf(await readRows(otlp, other, { chunkBytes: 7 }))).toEqual(records);
      expect(sniffImporter(Buffer.from(other as string), 'traces.bin')).toBe(otlp);
    }
  });

  it('are read on behind one another, in protobuf too', async () => {
    const more = tracesBytes([chat('00f067aa0ba902b4', 'three')]);
    const rows = await readRows(otlp, Buffer.concat([bytes, more]));
    expect(recordsOf(rows).map(({ input }) => input)).toEqual(['one', 'two', 'three'].map(question));
    const framed = Buffer.concat([varint, Buffer.from([...varintOf(more.length), ...more])]);
    expect(recordsOf(await readRows(otlp, framed))).toEqual(recordsOf(rows));
  });
});

describe('calls in pieces', () => {
  const details: TestLog = {
    traceId: TRACE,
    spanId: '00f067aa0ba902b1',
    eventName: 'gen_ai.client.inference.operation.details',
    attributes: [text('gen_ai.operation.name', 'chat'), text('gen_ai.input.messages', messages('one'))],
  };
  const user: TestLog = {
    traceId: TRACE,
    spanId: '00f067aa0ba902b1',
    eventName: 'gen_ai.user.message',
    timeUnixNano: '1780236000000000000',
    body: { kvlistValue: { values: [text('content', 'one')] } },
  };

  it.each([
    ['the details of the operation', details],
    ['an event for each message', user],
  ])('come together from a span without messages and %s, whichever was first', async (_, log) => {
    for (const documents of [
      [request([silent('00f067aa0ba902b1')]), logRequest([log])],
      [logRequest([log]), request([silent('00f067aa0ba902b1')])],
    ]) {
      expect(recordsOf(await readRows(otlp, lines(...documents)))).toMatchObject([
        { input: question('one'), model: 'gpt-4' },
      ]);
    }
  });

  it('count once when span and event both hold the messages', async () => {
    const span = chat('00f067aa0ba902b1', 'one');
    for (const documents of [
      [request([span]), logRequest([details])],
      [logRequest([details]), request([span])],
    ]) {
      expect(recordsOf(await readRows(otlp, lines(...documents)))).toHaveLength(1);
    }
  });

  it('are read from a log of events alone, also in protobuf', async () => {
    for (const content of [lines(logRequest([user])), logsBytes([user])]) {
      expect(recordsOf(await readRows(otlp, content))).toMatchObject([{ input: question('one') }]);
    }
  });

  it('are rejected where the messages never come, each with its place and the way out', async () => {
    const rows = await readRows(
      otlp,
      lines(request([chat('00f067aa0ba902b1', 'one')]), request([silent('00f067aa0ba902b2')])),
    );
    expect(rejectedOf(rows)).toMatchObject([
      { line: 2, reason: expect.stringMatching(/span 00f067aa0ba902b2: .*without its messages.*events/) },
    ]);
  });
});

describe('calls that two libraries traced', () => {
  const inner = chat('00f067aa0ba902b2', 'one', { parentSpanId: '00f067aa0ba902b1' });
  const outer = chat('00f067aa0ba902b1', 'one');

  it('count once, inner or outer first, in one request or two', async () => {
    for (const content of [
      lines(request([inner, outer])),
      lines(request([outer, inner])),
      lines(request([inner]), request([outer])),
    ]) {
      expect(recordsOf(await readRows(otlp, content))).toHaveLength(1);
    }
  });

  it('count once when the exporter sent them again', async () => {
    expect(recordsOf(await readRows(otlp, lines(request([outer]), request([outer]))))).toHaveLength(1);
  });

  it('are two when what was asked is not the same', async () => {
    const other = chat('00f067aa0ba902b2', 'two', { parentSpanId: '00f067aa0ba902b1' });
    expect(recordsOf(await readRows(otlp, lines(request([other, outer]))))).toHaveLength(2);
  });
});

describe('what is broken', () => {
  const bytes = tracesBytes(SPANS);

  it('says at which byte a request in protobuf ends too early or is none', async () => {
    await expect(readRows(otlp, bytes.subarray(0, 200), { file: 'traces.pb' })).rejects.toThrow(
      /^traces\.pb: not OTLP: the file ends inside of an entry \(byte 1\)$/,
    );
    await expect(readRows(otlp, Buffer.concat([bytes, Buffer.from('garbage')]))).rejects.toThrow(
      `no entry of an OTLP request begins here (byte ${bytes.length + 1})`,
    );
  });

  it('rejects a resource whose inside is damaged, and reads its neighbours', async () => {
    const damaged = Buffer.from(bytes);
    damaged[damaged.indexOf('chat gpt-4') - 1] = 0xff;
    const rows = await readRows(
      otlp,
      Buffer.concat([damaged, tracesBytes([chat('00f067aa0ba902b9', 'last')])]),
    );
    expect(rows).toMatchObject([
      {
        kind: 'rejected',
        rejected: { line: 1, unit: 'resource', reason: expect.stringMatching(/^not OTLP: .*\(byte \d+\)$/) },
      },
      { kind: 'record', record: { input: question('last') }, line: 2 },
    ]);
  });

  it('refuses values that nest without end', async () => {
    let value: unknown = { stringValue: 'deep' };
    for (let i = 0; i < 300; i++) value = { arrayValue: { values: [value] } };
    const deep = { ...SPANS[1]!, attributes: [{ key: 'a', value }] } as TestSpan;
    expect(rejectedOf(await readRows(otlp, tracesBytes([deep])))).toMatchObject([
      { reason: expect.stringContaining('nested deeper') },
    ]);
  });

  it('reads or refuses any damaged bytes, and never hangs', async () => {
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ (1 << (at % 8));
      await readRows(otlp, damaged).catch((error: unknown) => expect(error).toMatchObject({ code: 'input' }));
    }
  });

  it('says what is wrong with JSON that is no request', async () => {
    const rows = await readRows(otlp, lines({ resourceSpans: [{}] }, { resourceSpans: 'x' }, { spans: [] }));
    expect(rejectedOf(rows)).toMatchObject([
      { line: 1, reason: 'a resource has neither scopeSpans nor scopeLogs' },
      { line: 2, reason: 'no list of rows at $.resourceSpans' },
      { line: 3, reason: 'a resource has neither scopeSpans nor scopeLogs' },
    ]);
  });

  it('takes three empty lines for text', () => {
    expect(otlp.sniff(Buffer.from('\n\n\n\n{"a":1}'), 'x')).toBe(0);
  });
});

function varintOf(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varintOf(value >>> 7)];
}
