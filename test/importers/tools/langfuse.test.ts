import { describe, expect, it } from 'vitest';
import { lines, outputs, ratings, records, rejections } from './read-tool.ts';

const CHAT = [{ role: 'user', content: 'Hi' }];

const ITEM = {
  id: 'item-1',
  status: 'ACTIVE',
  input: { question: 'What is 2 + 2?' },
  expectedOutput: { answer: '4' },
  metadata: { topic: 'maths' },
  sourceTraceId: 't1',
  sourceObservationId: null,
  datasetId: 'd1',
  datasetName: 'sums',
  createdAt: '2026-05-31T14:00:00.000Z',
  updatedAt: '2026-05-31T14:00:00.000Z',
};

describe('items of a dataset', () => {
  const expected = {
    name: 'item-1',
    input: { question: 'What is 2 + 2?' },
    reference: { answer: '4' },
    at: '2026-05-31T14:00:00.000Z',
    metadata: { topic: 'maths', dataset: 'sums', trace_id: 't1' },
  };

  it('are the same from the API, as a list and as lines, in camel and in snake case', async () => {
    const snake = Object.fromEntries(
      Object.entries(ITEM).map(([key, value]) => [
        key.replace(/[A-Z]/g, (l) => `_${l.toLowerCase()}`),
        value,
      ]),
    );
    const files = [
      JSON.stringify({ data: [ITEM], meta: { page: 1, limit: 50, totalItems: 1, totalPages: 1 } }),
      JSON.stringify([ITEM], null, 2),
      lines(ITEM),
      lines(snake),
    ];
    for (const content of files) expect(await records(content, 'langfuse')).toEqual([expected]);
  });

  it('that were archived are left out', async () => {
    expect(
      await records(lines(ITEM, { ...ITEM, id: 'item-2', status: 'ARCHIVED' }), 'langfuse'),
    ).toHaveLength(1);
  });

  it('without an input are rejected', async () => {
    expect(await rejections(lines(ITEM, { ...ITEM, input: null }), 'langfuse')).toEqual([
      '2: no input in this row',
    ]);
  });
});

const GENERATION = {
  id: 'o2',
  traceId: 't1',
  type: 'GENERATION',
  name: 'llm',
  startTime: '2026-05-31T14:00:01.000Z',
  endTime: '2026-05-31T14:00:02.500Z',
  model: 'gpt-4o',
  input: { messages: CHAT },
  output: { role: 'assistant', content: 'Hello' },
  usage: { input: 5, output: 2, total: 7, unit: 'TOKENS' },
  usageDetails: { input: 5, output: 2, cache_read_input_tokens: 1 },
  latency: 1.5,
  calculatedTotalCost: 0.0002,
  level: 'DEFAULT',
};
const SPAN = { ...GENERATION, id: 'o1', type: 'SPAN', model: null, input: 'Hi', output: 'Hello' };
const CALL = {
  name: 'o2',
  input: CHAT,
  answer: 'Hello',
  model: 'gpt-4o',
  usage: { inputTokens: 5, outputTokens: 2, cachedInputTokens: 1 },
  at: '2026-05-31T14:00:01.000Z',
  metadata: { trace_id: 't1', latency_ms: 1500, cost_usd: 0.0002 },
};

it('reads the calls of models among observations, and nothing that wraps them', async () => {
  expect(await records(lines(SPAN, GENERATION), 'langfuse')).toEqual([CALL]);
});

describe('traces', () => {
  const TRACE = {
    id: 't1',
    timestamp: '2026-05-31T14:00:00.000Z',
    name: 'chat',
    input: 'Hi',
    output: 'Hello',
    sessionId: 's1',
    userId: 'u1',
    tags: ['beta'],
    metadata: {},
    htmlPath: '/x',
    latency: 2,
    totalCost: 0.0002,
    observations: ['o1', 'o2'],
    scores: [],
  };

  it('are records themselves where their observations are elsewhere', async () => {
    expect(await records(lines(TRACE), 'langfuse')).toEqual([
      {
        name: 't1',
        input: 'Hi',
        answer: 'Hello',
        at: '2026-05-31T14:00:00.000Z',
        metadata: {
          session_id: 's1',
          user_id: 'u1',
          tags: ['beta'],
          trace_name: 'chat',
          latency_ms: 2000,
          cost_usd: 0.0002,
        },
      },
    ]);
  });

  it('give their calls once, with their session, where the observations are in them', async () => {
    const [call] = await records(lines({ ...TRACE, observations: [SPAN, GENERATION] }), 'langfuse');
    expect(call).toEqual({
      ...CALL,
      metadata: { ...CALL.metadata, session_id: 's1', user_id: 'u1', tags: ['beta'] },
    });
  });

  const score = (more: object) => ({
    id: 's',
    traceId: 't1',
    timestamp: '2026-05-31T15:00:00.000Z',
    ...more,
  });
  const graded = {
    ...TRACE,
    observations: [SPAN, GENERATION],
    scores: [
      score({
        name: 'helpful',
        source: 'ANNOTATION',
        dataType: 'NUMERIC',
        value: 4,
        authorUserId: 'ann',
        comment: 'Short',
        observationId: 'o2',
      }),
      score({ name: 'toxic', source: 'EVAL', dataType: 'NUMERIC', value: 0.9 }),
      score({ name: 'thumb', source: 'API', dataType: 'BOOLEAN', value: 1 }),
    ],
  };

  it('give what people annotated as ratings, and what models and programs scored never', async () => {
    expect(await ratings(lines(graded))).toEqual({
      format: 'langfuse',
      rows: [
        {
          input: CHAT,
          candidate: 'gpt-4o',
          output: 'Hello',
          rater: 'ann',
          rating: 4,
          note: 'Short',
          at: '2026-05-31T15:00:00.000Z',
          orInput: 'Hi',
        },
      ],
    });
    const [record] = await records(lines(graded), 'langfuse');
    expect(record?.metadata?.scores).toEqual({ toxic: 0.9, thumb: 1 });
  });

  it('give the input of a call as it became a record, whatever stands beside what was said', async () => {
    const messages = [{ role: 'human', content: [{ type: 'text', text: 'Hi' }], refusal: null }];
    const observations = [{ ...GENERATION, input: messages }];
    const content = lines({ ...graded, observations, output: 'something else' });
    const [record] = await records(content, 'langfuse');
    const { rows } = await ratings(content);
    expect(rows).toMatchObject([{ input: record?.input, output: 'Hello' }]);
    expect(rows[0]).not.toHaveProperty('orInput');
  });

  it('need a word where people gave several scores', async () => {
    const scores = [
      ...graded.scores,
      score({ name: 'correct', source: 'ANNOTATION', dataType: 'BOOLEAN', value: 0, stringValue: 'False' }),
    ];
    const content = lines({ ...graded, scores });
    await expect(ratings(content)).rejects.toThrow('people gave several scores: helpful, correct');
    expect((await ratings(content, { score: 'correct' })).rows).toMatchObject([
      { input: 'Hi', orInput: CHAT, rater: 'langfuse', acceptable: false },
    ]);
    await expect(ratings(content, { score: 'wrong' })).rejects.toThrow('people gave no score "wrong"');
  });

  it('whose scores fit no point of the scale are rejected', async () => {
    const scores = [score({ name: 'helpful', source: 'ANNOTATION', dataType: 'NUMERIC', value: 0.8 })];
    expect((await ratings(lines({ ...graded, scores }))).rows).toEqual([
      '1: score helpful: 0.8 is no point of the scale from 1 to 5',
    ]);
  });
});

it('holds no outputs of candidates, and says so', async () => {
  await expect(outputs(lines(ITEM))).rejects.toThrow('is a file of langfuse, in which there are no outputs');
});
