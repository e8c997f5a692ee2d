/** A real exporter of OpenTelemetry sends its spans to `fieldtest capture`, and the calls of models in them are records. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { context, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { SimpleSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listening, type RunningCapture } from '../fixtures/capture.ts';
import { freshProject, type Project } from '../fixtures/project.ts';
import { logsBytes, tracesBytes } from '../importers/otlp/otlp-bytes.ts';

let project: Project;
let capture: RunningCapture;
beforeAll(async () => {
  project = await freshProject({
    'fieldtest.yaml':
      'task: Answer\ncandidates:\n  - { name: a, recorded: file://a.jsonl }\n  - { name: b, recorded: file://b.jsonl }\n',
  });
  // Nothing that is sent here is to be passed on.
  capture = await listening(
    project.start('capture', '--port', '0', '--upstream', 'http://127.0.0.1:1', '--json'),
  );
});
afterAll(async () => await project[Symbol.asyncDispose]());

const messages = (content: string): string =>
  JSON.stringify([{ role: 'user', parts: [{ type: 'text', content }] }]);

const callAttributes = (question: string) => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5-mini',
  'gen_ai.input.messages': messages(question),
  'gen_ai.output.messages': JSON.stringify([
    { role: 'assistant', parts: [{ type: 'text', content: 'It rains.' }], finish_reason: 'stop' },
  ]),
  'gen_ai.usage.input_tokens': 11,
  'gen_ai.usage.output_tokens': 7,
  'gen_ai.conversation.id': 'c7',
});

/** What an agent leaves in a trace: one call of a model, in a span that wraps it, beside a tool. */
function workOfAnAgent(tracer: Tracer, question: string): void {
  const agent = tracer.startSpan('invoke_agent', { attributes: { 'gen_ai.operation.name': 'invoke_agent' } });
  const inside = trace.setSpan(context.active(), agent);
  tracer.startSpan('chat gpt-5-mini', { attributes: callAttributes(question) }, inside).end();
  tracer.startSpan('execute_tool', { attributes: { 'gen_ai.operation.name': 'execute_tool' } }, inside).end();
  agent.end();
}

const EXPORTERS = {
  protobuf: (url: string, gzip: boolean) =>
    new ProtoExporter({ url, ...(gzip ? { compression: 'gzip' as never } : {}) }),
  JSON: (url: string, gzip: boolean) =>
    new JsonExporter({ url, ...(gzip ? { compression: 'gzip' as never } : {}) }),
};

describe.each(['protobuf', 'JSON'] as const)('the exporter of the SDK for %s', (name) => {
  test.each([false, true])('delivers its spans (gzip: %s)', async (gzip) => {
    const exporter = EXPORTERS[name](`${capture.address}/v1/traces`, gzip);
    const results: number[] = [];
    const watched: SpanExporter = {
      // The SDK says to whoever asks whether a batch was delivered.
      export: (spans, done) =>
        exporter.export(spans, (result) => {
          results.push(result.code);
          done(result);
        }),
      shutdown: () => exporter.shutdown(),
    };
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: watched })] });
    workOfAnAgent(provider.getTracer('test'), `By ${name}, gzip ${gzip}?`);
    await provider.forceFlush();
    await provider.shutdown();
    expect(results).toEqual([0, 0, 0]);
  });
});

const HEX = { traceId: 'a'.repeat(32), spanId: '1'.repeat(16) };

async function send(
  body: string | Uint8Array,
  headers: { readonly [name: string]: string },
  { path = '/v1/traces', method = 'POST' } = {},
): Promise<{ status: number; type: string; body: Buffer }> {
  const answer = await fetch(`${capture.address}${path}`, {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: body as Uint8Array<ArrayBuffer> }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: bytes };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const PROTO_TYPE = { 'content-type': 'application/x-protobuf' };

function attribute(key: string, value: string) {
  return { key, value: { stringValue: value } };
}

/** A call whose messages are no list, under an id of its own. */
const unreadable = (spanId: string) => ({
  ...HEX,
  spanId,
  name: 'chat',
  attributes: [
    attribute('gen_ai.operation.name', 'chat'),
    attribute('gen_ai.input.messages', '{"no": "list"}'),
  ],
});

const jsonRequest = (...spans: readonly object[]): string =>
  JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

describe('the answer says what was taken', () => {
  test('all, in JSON and in protobuf', async () => {
    const empty = { ...HEX, name: 'GET /', attributes: [] };
    expect(await send(jsonRequest(empty), JSON_TYPE)).toEqual({
      status: 200,
      type: 'application/json',
      body: Buffer.from('{}'),
    });
    expect(await send(tracesBytes([empty]), PROTO_TYPE)).toEqual({
      status: 200,
      type: 'application/x-protobuf',
      body: Buffer.alloc(0),
    });
    expect((await send('{}', JSON_TYPE)).status).toBe(200);
    expect((await send(new Uint8Array(), PROTO_TYPE)).status).toBe(200);
  });

  test('all but one, with the reason', async () => {
    const asJson = await send(jsonRequest(unreadable('2'.repeat(16))), JSON_TYPE);
    const { partialSuccess } = JSON.parse(asJson.body.toString()) as {
      partialSuccess: { errorMessage: string };
    };
    expect(asJson.status).toBe(200);
    expect(partialSuccess).toMatchObject({ rejectedSpans: '1' });
    expect(partialSuccess.errorMessage).toContain('not a list');
    const asBytes = await send(tracesBytes([unreadable('3'.repeat(16))]), PROTO_TYPE);
    expect(asBytes.status).toBe(200);
    expect(partialOf(asBytes.body)).toEqual({ rejected: 1, message: partialSuccess.errorMessage });
  });

  test.each([
    ['no JSON', 'hello', JSON_TYPE, 400],
    ['another document', '{"rows": []}', JSON_TYPE, 400],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), JSON_TYPE, 400],
    ['depth without end', '['.repeat(100_000), JSON_TYPE, 400],
    ['no protobuf', 'hello', PROTO_TYPE, 400],
    ['half of a message', tracesBytes([unreadable('4'.repeat(16))]).subarray(0, 40), PROTO_TYPE, 400],
    ['no gzip', 'hello', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 400],
    ['half of gzip', gzipSync('{}').subarray(0, 12), { ...JSON_TYPE, 'content-encoding': 'gzip' }, 400],
    ['another coding', 'hello', { ...JSON_TYPE, 'content-encoding': 'br' }, 415],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a text, as a simple request of a page', '{}', { 'content-type': 'text/plain' }, 415],
    ['a body of 17 MB', new Uint8Array(17 * 1024 * 1024), PROTO_TYPE, 413],
    ['a bomb', gzipSync(Buffer.alloc(70 * 1024 * 1024)), { ...JSON_TYPE, 'content-encoding': 'gzip' }, 413],
  ])('%s is refused, in the shape of the request', async (_what, body, headers, status) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    if (answer.type === 'application/json')
      expect(JSON.parse(answer.body.toString())).toHaveProperty('message');
    else expect(answer.body[0]).toBe(0x12);
  });

  test('what is not sent by POST is refused, and metrics are not taken', async () => {
    expect((await send('', JSON_TYPE, { method: 'GET' })).status).toBe(405);
    expect((await send('{}', JSON_TYPE, { path: '/v1/metrics' })).status).toBe(404);
  });
});

test('a call whose messages come in a log of events is one record', async () => {
  const ids = { traceId: 'b'.repeat(32), spanId: '5'.repeat(16) };
  const span = { ...ids, name: 'chat', attributes: [attribute('gen_ai.operation.name', 'chat')] };
  const event = {
    ...ids,
    eventName: 'gen_ai.client.inference.operation.details',
    attributes: [attribute('gen_ai.input.messages', messages('From a log?'))],
  };
  expect((await send(tracesBytes([span]), PROTO_TYPE)).status).toBe(200);
  expect((await send(logsBytes([event]), PROTO_TYPE, { path: '/v1/logs' })).status).toBe(200);
});

test('what is sent again, as an exporter does that heard nothing, is counted once', async () => {
  const attributes = Object.entries(callAttributes('Again?')).map(([key, value]) =>
    attribute(key, String(value)),
  );
  const call = { ...HEX, spanId: '6'.repeat(16), name: 'chat', attributes };
  for (let time = 0; time < 3; time++) expect((await send(jsonRequest(call), JSON_TYPE)).status).toBe(200);
});

test('in the end the calls are in the pool, once each, and nothing else of the traces', async () => {
  const { code, stdout, stderr } = await capture.end();
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    passed: 0,
    spans: { recorded: 6 },
    stored: 6,
    pool: { records: 6 },
  });
  expect(stderr.match(/a span was not recorded/g)).toHaveLength(1);
  const file = join(project.dir, '.fieldtest/fieldtest.db');
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare('select record from pool').all() as { record: string }[];
  db.close();
  const records = rows.map(({ record }) => JSON.parse(record));
  expect(records.map(({ input }) => input[0].content).sort()).toEqual([
    'Again?',
    'By JSON, gzip false?',
    'By JSON, gzip true?',
    'By protobuf, gzip false?',
    'By protobuf, gzip true?',
    'From a log?',
  ]);
  expect(records.find(({ input }) => input[0].content === 'By protobuf, gzip true?')).toMatchObject({
    answer: 'It rains.',
    model: 'gpt-5-mini',
    usage: { inputTokens: 11, outputTokens: 7 },
    metadata: { conversation_id: 'c7', provider: 'openai' },
  });
  expect(await readFile(file, 'latin1')).not.toContain('execute_tool');
});

/** ExportTraceServiceResponse.partial_success. */
function partialOf(bytes: Uint8Array): { readonly rejected: number; readonly message: string } {
  const partial = { rejected: 0, message: '' };
  new PbfReader(bytes).readFields((tag, _none, pbf) => {
    if (tag !== 1) return;
    pbf.readMessage((inner) => {
      if (inner === 1) partial.rejected = pbf.readVarint();
      if (inner === 2) partial.message = pbf.readString();
    }, undefined);
  }, undefined);
  return partial;
}
