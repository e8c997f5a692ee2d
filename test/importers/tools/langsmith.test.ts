import { expect, it } from 'vitest';
import { lines, outputs, records } from './read-tool.ts';

const human = {
  lc: 1,
  type: 'constructor',
  id: ['langchain', 'schema', 'messages', 'HumanMessage'],
  kwargs: { content: 'Hi' },
};
const system = {
  lc: 1,
  type: 'constructor',
  id: ['langchain', 'schema', 'messages', 'SystemMessage'],
  kwargs: { content: 'Be brief.' },
};
const CHAT = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Hi' },
];

const LLM = {
  id: 'r2',
  name: 'ChatOpenAI',
  run_type: 'llm',
  trace_id: 'r1',
  dotted_order: 'x',
  parent_run_id: 'r1',
  start_time: '2026-05-31T14:00:00.000000',
  end_time: '2026-05-31T14:00:01.500000',
  inputs: { messages: [[system, human]] },
  outputs: {
    generations: [
      [{ text: 'Hello', message: { lc: 1, id: ['x', 'AIMessage'], kwargs: { content: 'Hello' } } }],
    ],
  },
  prompt_tokens: 5,
  completion_tokens: 2,
  total_cost: '0.0002',
  error: null,
  session_id: 'project-uuid',
  session_name: 'helpdesk',
  extra: { metadata: { ls_model_name: 'gpt-4o', thread_id: 'th-1' }, invocation_params: { model: 'gpt-4o' } },
  feedback_stats: { correctness: { n: 1, avg: 1 } },
  tags: ['beta'],
};
const ROOT = {
  ...LLM,
  id: 'r1',
  run_type: 'chain',
  parent_run_id: null,
  inputs: { question: 'Hi' },
  outputs: { answer: 'Hello' },
};

it('reads examples, whose one output is the right answer', async () => {
  const example = {
    id: 'e1',
    inputs: { question: '2 + 2?' },
    outputs: { answer: '4' },
    metadata: { topic: 'maths' },
    split: 'base',
    created_at: '2026-05-31T14:00:00Z',
    dataset_id: 'd1',
    source_run_id: null,
  };
  const chat = {
    inputs: { messages: [{ type: 'human', content: 'Hi' }] },
    outputs: { output: { type: 'ai', content: 'Hello' } },
  };
  expect(await records(lines(example, chat), 'langsmith')).toEqual([
    {
      name: 'e1',
      input: { question: '2 + 2?' },
      reference: '4',
      at: '2026-05-31T14:00:00.000Z',
      metadata: { topic: 'maths', split: 'base' },
    },
    { input: [{ role: 'user', content: 'Hi' }], reference: 'Hello' },
  ]);
});

it('counts the calls of models in a trace, once', async () => {
  const expected = {
    name: 'r2',
    input: CHAT,
    answer: 'Hello',
    model: 'gpt-4o',
    usage: { inputTokens: 5, outputTokens: 2 },
    at: '2026-05-31T14:00:00.000Z',
    metadata: {
      ls_model_name: 'gpt-4o',
      thread_id: 'th-1',
      trace_id: 'r1',
      project: 'helpdesk',
      tags: ['beta'],
      latency_ms: 1500,
      cost_usd: 0.0002,
      scores: { correctness: 1 },
    },
  };
  expect(await records(JSON.stringify([ROOT, LLM]), 'langsmith')).toEqual([expected]);
  expect(await records(JSON.stringify({ runs: [ROOT, LLM], cursors: {} }), 'langsmith')).toEqual([expected]);
});

it('counts the roots of a file that has no calls in it', async () => {
  const tool = { ...ROOT, id: 'r3', run_type: 'tool', parent_run_id: 'r1' };
  expect(await records(lines(ROOT, tool), 'langsmith')).toMatchObject([
    { name: 'r1', input: { question: 'Hi' }, answer: 'Hello' },
  ]);
});

it("takes an experiment's runs as outputs of its examples", async () => {
  const run = { ...ROOT, reference_example_id: 'e1', session_name: 'gpt-4o-2' };
  const failed = { ...run, reference_example_id: 'e2', outputs: null, error: 'Timeout' };
  const inner = { ...LLM, reference_example_id: 'e1' };
  expect(await outputs(lines(run, inner, failed))).toEqual({
    format: 'langsmith',
    rows: [
      {
        example: 'e1',
        input: { question: 'Hi' },
        candidate: 'gpt-4o-2',
        output: 'Hello',
        latencyMs: 1500,
        costUsd: 0.0002,
        usage: { inputTokens: 5, outputTokens: 2 },
      },
      expect.objectContaining({
        example: 'e2',
        status: 'error',
        failure: { code: 'langsmith', message: 'Timeout' },
      }),
    ],
  });
});
