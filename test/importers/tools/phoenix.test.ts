import { expect, it } from 'vitest';
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
