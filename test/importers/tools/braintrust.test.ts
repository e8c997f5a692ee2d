import { describe, expect, it } from 'vitest';
import { lines, outputs, ratings, records } from './read-tool.ts';

const CHAT = [{ role: 'user', content: 'Hi' }];
const base = { _xact_id: '1000192656880881099', created: '2026-05-31T14:00:00.000Z' };

it('reads the rows of a dataset, from the API or as lines', async () => {
  const row = {
    ...base,
    id: 'd1',
    dataset_id: 'ds',
    input: { question: '2 + 2?' },
    expected: '4',
    metadata: { topic: 'maths' },
    tags: ['easy'],
  };
  const expected = [
    {
      name: 'd1',
      input: { question: '2 + 2?' },
      reference: '4',
      at: '2026-05-31T14:00:00.000Z',
      metadata: { topic: 'maths', tags: ['easy'] },
    },
  ];
  expect(await records(JSON.stringify({ events: [row], cursor: null }), 'braintrust')).toEqual(expected);
  expect(await records(lines(row), 'braintrust')).toEqual(expected);
});

const root = (more: object) => ({
  ...base,
  root_span_id: 'a',
  span_id: 'a',
  span_parents: null,
  is_root: true,
  ...more,
});
const LLM = {
  ...base,
  id: 's2',
  span_id: 'b',
  root_span_id: 'a',
  span_parents: ['a'],
  is_root: false,
  span_attributes: { name: 'Chat Completion', type: 'llm' },
  input: CHAT,
  output: [{ index: 0, message: { role: 'assistant', content: 'Hello' } }],
  metadata: { model: 'gpt-4o', session_id: 's-1' },
  metrics: { start: 1780236000, end: 1780236001.5, prompt_tokens: 5, completion_tokens: 2, tokens: 7 },
  scores: {},
};

it('counts the calls of models in a log, once', async () => {
  const log = [root({ id: 's1', input: 'Hi', output: 'Hello', span_attributes: { type: 'task' } }), LLM];
  expect(await records(JSON.stringify(log), 'braintrust')).toMatchObject([
    {
      name: 's2',
      input: CHAT,
      model: 'gpt-4o',
      usage: { inputTokens: 5, outputTokens: 2 },
      metadata: { session_id: 's-1', latency_ms: 1500, trace_id: 'a' },
    },
  ]);
});

it('counts the roots of a log without such calls', async () => {
  const log = [
    root({ id: 's1', input: 'Hi', output: 'Hello' }),
    { ...LLM, span_attributes: { type: 'tool' } },
  ];
  expect(await records(JSON.stringify(log), 'braintrust')).toMatchObject([
    { name: 's1', input: 'Hi', answer: 'Hello' },
  ]);
});

describe('an experiment', () => {
  const row = root({
    id: 'x1',
    experiment_id: 'exp',
    input: { question: '2 + 2?' },
    expected: '4',
    output: 'four',
    metadata: { model: 'gpt-4o' },
    metrics: { start: 10, end: 10.25, estimated_cost: 0.001, prompt_tokens: 9, completion_tokens: 1 },
    scores: { Factuality: 0.6 },
    span_attributes: { type: 'eval' },
  });
  const review = (more: object) => ({
    ...base,
    id: 'v1',
    experiment_id: 'exp',
    span_id: 'r',
    root_span_id: 'a',
    span_parents: ['a'],
    is_root: false,
    input: null,
    span_attributes: { name: 'Review by ann', type: 'review' },
    scores: { Helpful: 0.75 },
    ...more,
  });

  it('gives cases as records, answers as outputs', async () => {
    expect(await records(lines(row, { ...LLM, experiment_id: 'exp' }), 'braintrust')).toMatchObject([
      {
        name: 'x1',
        input: { question: '2 + 2?' },
        reference: '4',
        metadata: { scores: { Factuality: 0.6 } },
      },
    ]);
    const failed = root({
      id: 'x2',
      experiment_id: 'exp',
      input: { question: '?' },
      output: null,
      error: 'Timeout',
      span_id: 'c',
      root_span_id: 'c',
    });
    expect(await outputs(lines(row, LLM, failed))).toEqual({
      format: 'braintrust',
      rows: [
        {
          input: { question: '2 + 2?' },
          candidate: 'gpt-4o',
          output: 'four',
          latencyMs: 250,
          costUsd: 0.001,
          usage: { inputTokens: 9, outputTokens: 1 },
        },
        {
          input: { question: '?' },
          output: '',
          status: 'error',
          failure: { code: 'braintrust', message: 'Timeout' },
        },
      ],
    });
  });

  it('gives what people said in reviews as ratings, before or behind what they reviewed', async () => {
    const rating = {
      input: { question: '2 + 2?' },
      candidate: 'gpt-4o',
      output: 'four',
      rater: 'ann',
      rating: 4,
    };
    for (const content of [lines(row, review({})), lines(review({}), row)]) {
      expect(await ratings(content)).toEqual({ format: 'braintrust', rows: [rating] });
    }
    expect((await ratings(lines(row))).rows).toEqual([]);
    expect((await ratings(lines(row, review({ scores: { Helpful: 0.8 } })))).rows).toEqual([
      '2: score Helpful: 0.8 is no point of the scale from 1 to 5',
    ]);
    expect((await ratings(lines(row, review({ span_parents: ['z'] })))).rows).toEqual([
      '2: review v1 is of a row that is not here',
    ]);
  });
});
