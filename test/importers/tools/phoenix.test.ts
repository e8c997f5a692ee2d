import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sniffImporter } from '../../../src/importers/list.ts';
import { randomSource } from '../parquet-file.ts';
import { recordsOf } from '../read-rows.ts';
import { formatOf, lines, records, rejections } from './read-tool.ts';

const EXAMPLE = {
  id: 'RGF0YXNldEV4YW1wbGU6MQ==',
  node_id: 'RGF0YXNldEV4YW1wbGU6MQ==',
  input: { question: '2 + 2?', choices: ['3', '4'] },
  output: { answer: '4' },
  metadata: { topic: 'maths' },
  splits: ['train'],
};
const RECORD = {
  name: EXAMPLE.id,
  input: { question: '2 + 2?', choices: ['3', '4'] },
  reference: '4',
  metadata: { topic: 'maths', splits: ['train'] },
};

it('reads a dataset as lines, as a table, and from the API', async () => {
  const table = `id,node_id,input.question,input.choices,output.answer,metadata.topic,splits
${EXAMPLE.id},${EXAMPLE.id},2 + 2?,"[""3"", ""4""]",4,maths,"[""train""]"
`;
  expect(await records(lines(EXAMPLE), 'phoenix')).toEqual([RECORD]);
  expect(await records(table, 'phoenix')).toEqual([RECORD]);
  const { node_id: _none, splits: _splits, ...given } = EXAMPLE;
  const answer = { data: { dataset_id: 'd', version_id: 'v', examples: [given] } };
  expect(await records(JSON.stringify(answer), 'phoenix')).toEqual([
    { ...RECORD, metadata: { topic: 'maths' } },
  ]);
});

it('reads the table of an older Phoenix, and nested columns', async () => {
  const older = 'example_id,input_question,output_answer,metadata_topic\nx1,2 + 2?,4,maths\n';
  expect(await records(older, 'phoenix')).toEqual([
    { name: 'x1', input: { question: '2 + 2?' }, reference: '4', metadata: { topic: 'maths' } },
  ]);
  const nested = 'id,input.a.b,input.a.c,output.x,output.y\n1,one,two,3,\n';
  expect(await records(nested, 'phoenix')).toEqual([
    { name: '1', input: { a: { b: 'one', c: 'two' } }, reference: '3' },
  ]);
  expect(formatOf('id,input\n1,2\n', 'a.csv')).toBe('csv');
});

it('reads the calls of models among spans, with flat or nested attributes', async () => {
  const context = { trace_id: 't1', span_id: 's2' };
  const flat = {
    'llm.model_name': 'gpt-4o',
    'llm.input_messages.0.message.role': 'user',
    'llm.input_messages.0.message.content': 'Hi',
    'llm.output_messages.0.message.role': 'assistant',
    'llm.output_messages.0.message.content': 'Hello',
    'llm.token_count.prompt': 5,
    'session.id': 'sess',
  };
  const nested = {
    llm: {
      model_name: 'gpt-4o',
      input_messages: [{ message: { role: 'user', content: 'Hi' } }],
      output_messages: [{ message: { role: 'assistant', content: 'Hello' } }],
      token_count: { prompt: 5 },
    },
    session: { id: 'sess' },
  };
  const span = (attributes: object) => ({
    id: 'x',
    name: 'ChatCompletion',
    context,
    span_kind: 'LLM',
    parent_id: 's1',
    start_time: '2026-05-31T14:00:00.000000+00:00',
    end_time: '2026-05-31T14:00:01.500000+00:00',
    status_code: 'OK',
    attributes,
    events: [],
  });
  const chain = { ...span(flat), span_kind: 'CHAIN', context: { ...context, span_id: 's1' } };
  const expected = {
    name: 's2',
    input: [{ role: 'user', content: 'Hi' }],
    answer: 'Hello',
    model: 'gpt-4o',
    usage: { inputTokens: 5 },
    at: '2026-05-31T14:00:00.000Z',
    metadata: { session_id: 'sess', trace_id: 't1', latency_ms: 1500 },
  };
  expect(await records(lines(chain, span(flat)), 'phoenix')).toEqual([expected]);
  expect(
    await records(JSON.stringify({ data: [chain, span(nested)], next_cursor: null }), 'phoenix'),
  ).toEqual([expected]);
  expect(await rejections(lines(span(flat), span({})), 'phoenix')).toEqual([
    '2: span s2: a model call without its messages',
  ]);
});

// Files of test/fixtures/phoenix: a frame as `get_spans_dataframe` of arize-phoenix 20.26.1 makes it (its own `unflatten` and
// column names, src/phoenix/trace/dsl/query.py), written by pandas 3 as people do: `to_csv(path)`, `to_json(path,
// orient="records", lines=True)`, and by pyarrow. Its first span is a chain.
it.each(['csv', 'jsonl', 'parquet'])(
  'reads the calls in a frame of spans that was saved as %s',
  async (ending) => {
    const bytes = readFileSync(new URL(`../../fixtures/phoenix/spans.${ending}`, import.meta.url));
    const importer = sniffImporter(bytes.subarray(0, 65_536), 'spans');
    expect(importer.format).toBe(ending === 'parquet' ? 'parquet' : 'phoenix');
    const rows = await Array.fromAsync(importer.read(randomSource(bytes), {}));
    const trace_id = '5e1a5e1a5e1a5e1a5e1a5e1a5e1a5e1a';
    const call = {
      id: 'c1',
      type: 'function',
      function: { name: 'weather', arguments: '{"city": "Paris"}' },
    };
    expect(recordsOf(rows)).toEqual([
      {
        name: '0000000000000002',
        input: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'What\'s "2 + 2"?\nSay it. é☃😀' },
        ],
        answer: "It's 4.",
        model: 'gpt-4o-mini',
        usage: { inputTokens: 21, outputTokens: 3 },
        at: '2026-05-31T14:00:00.120Z',
        metadata: { topic: 'maths', session_id: 's-1', trace_id, tags: ['a', 'b'], latency_ms: 1500 },
      },
      {
        name: '0000000000000003',
        input: [{ role: 'user', content: 'Weather?' }],
        answer: JSON.stringify([call]),
        model: 'gpt-4o-mini',
        at: '2026-05-31T14:00:00.120Z',
        metadata: { trace_id, latency_ms: 1500 },
      },
    ]);
  },
);

it('takes the request that a span keeps as text where its messages cannot be read', async () => {
  const request = JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }] });
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const table = `context.trace_id,span_kind,attributes.llm.input_messages,attributes.input.value
t,LLM,${cell("[{'message.role': array(...")},${cell(request)}
`;
  const [record] = await records(table, 'phoenix');
  expect(record?.input).toEqual([{ role: 'user', content: 'Hi' }]);
});
