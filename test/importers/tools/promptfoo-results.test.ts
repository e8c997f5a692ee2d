import { describe, expect, it } from 'vitest';
import { lines, outputs, ratings, records } from './read-tool.ts';

const row = (more: object) => ({
  id: 'r',
  promptIdx: 0,
  testIdx: 0,
  testCase: {
    vars: { question: 'Hi' },
    assert: [{ type: 'equals', value: 'Hello' }],
    metadata: { topic: 'greeting' },
  },
  promptId: 'p',
  provider: { id: 'openai:gpt-5', label: 'five' },
  prompt: { raw: 'Answer: {{question}}', label: 'short' },
  vars: { question: 'Hi' },
  response: {
    output: 'Hello',
    cost: 0.001,
    tokenUsage: { prompt: 9, completion: 1, total: 10 },
    finishReason: 'stop',
  },
  success: true,
  score: 1,
  failureReason: 0,
  latencyMs: 420,
  namedScores: {},
  gradingResult: {
    pass: true,
    score: 1,
    reason: 'ok',
    componentResults: [{ pass: true, score: 1, reason: '', assertion: { type: 'llm-rubric' } }],
  },
  ...more,
});
const other = { promptIdx: 1, provider: { id: 'anthropic:messages:claude-sonnet-5' } };
const file = (results: readonly object[], more: object = {}) => ({
  evalId: 'eval-abc',
  results: { version: 3, timestamp: '2026-05-31T14:00:00Z', prompts: [], results, stats: {}, ...more },
  config: { tests: [] },
  shareableUrl: null,
  metadata: { promptfooVersion: '0.120.0' },
});

describe('results', () => {
  it('give each test once as a record', async () => {
    const rows = [
      row({}),
      row(other),
      row({ testIdx: 1, testCase: { vars: { question: 'Ho' } }, vars: { question: 'Ho' } }),
    ];
    const expected = [
      { input: { question: 'Hi' }, reference: 'Hello', metadata: { topic: 'greeting' } },
      { input: { question: 'Ho' } },
    ];
    expect(await records(JSON.stringify(file(rows), null, 2), 'promptfoo')).toEqual(expected);
    expect(await records(lines(...rows), 'promptfoo')).toEqual(expected);
    const exported = {
      version: 4,
      createdAt: '',
      config: {},
      results: { version: 3, results: rows, stats: {} },
    };
    expect(await records(JSON.stringify(exported), 'promptfoo')).toEqual(expected);
    expect(await records(JSON.stringify({ version: 3, results: rows, stats: {} }), 'promptfoo')).toEqual(
      expected,
    );
  });

  it('give every answer as an output, repeats as trials', async () => {
    const rows = [
      row({}),
      row({ response: { output: { greeting: 'Hello' }, cached: true, cost: 0, latencyMs: 1 } }),
      row({
        ...other,
        response: { error: 'API error: 500' },
        success: false,
        failureReason: 2,
        error: 'API error: 500',
      }),
      row({
        promptIdx: 2,
        provider: { id: 'echo' },
        response: { output: 'Hi', finishReason: 'length' },
        latencyMs: 3,
      }),
    ];
    const input = { question: 'Hi' };
    expect(await outputs(JSON.stringify(file(rows)))).toEqual({
      format: 'promptfoo',
      rows: [
        {
          input,
          candidate: 'five',
          trial: 1,
          output: 'Hello',
          latencyMs: 420,
          costUsd: 0.001,
          usage: { inputTokens: 9, outputTokens: 1 },
        },
        { input, candidate: 'five', trial: 2, output: '{"greeting":"Hello"}' },
        {
          input,
          candidate: 'anthropic:messages:claude-sonnet-5',
          trial: 1,
          output: '',
          status: 'error',
          failure: { code: 'promptfoo', message: 'API error: 500' },
          latencyMs: 420,
        },
        { input, candidate: 'echo', trial: 1, output: 'Hi', status: 'truncated', latencyMs: 3 },
      ],
    });
  });

  it('of several prompts name the prompt with the provider', async () => {
    const rows = [row({}), row({ promptIdx: 1, prompt: { raw: '...', label: 'long' } })];
    const { rows: found } = await outputs(JSON.stringify(file(rows)));
    expect(found).toMatchObject([{ candidate: 'five / short' }, { candidate: 'five / long' }]);
  });

  it('give thumbs as ratings, and verdicts of assertions and of models never', async () => {
    const thumb = (more: object) => ({
      pass: false,
      score: 0,
      reason: 'Manual result (overrides all other grading results)',
      assertion: { type: 'human' },
      ...more,
    });
    const judge = { pass: true, score: 1, reason: 'polite', assertion: { type: 'llm-rubric' } };
    const graded = (thumbs: readonly object[], comment?: string) => ({
      gradingResult: { pass: false, score: 0, reason: '', comment, componentResults: [judge, ...thumbs] },
    });
    const content = JSON.stringify(
      file([
        row(graded([thumb({ comment: 'Too short' })])),
        row({ ...other, ...graded([thumb({ pass: true, score: 1 })], 'Fine') }),
        row({ promptIdx: 2, provider: { id: 'echo' }, ...graded([]) }),
        row({ promptIdx: 3, provider: 'plain', ...graded([thumb({ pass: true, score: 0.5 })]) }),
      ]),
    );
    const common = { input: { question: 'Hi' }, trial: 1, output: 'Hello', rater: 'promptfoo' };
    expect(await ratings(content)).toEqual({
      format: 'promptfoo',
      rows: [
        { ...common, candidate: 'five', acceptable: false, note: 'Too short' },
        { ...common, candidate: 'anthropic:messages:claude-sonnet-5', acceptable: true, note: 'Fine' },
        { ...common, candidate: 'plain', rating: 3 },
      ],
    });
    const { rows } = await ratings(content, { scale: false });
    expect(rows[2]).toMatch(/0.5 is a number, and the config says `rate: \{ scale: false \}`/);
  });

  it('of version 2 are read from its rows, of others refused with what was seen', async () => {
    const { testCase: _none, promptIdx: _idx, ...older } = row({});
    const expected = [{ input: { question: 'Hi' } }];
    expect(await records(JSON.stringify(file([older], { version: 2, table: {} })), 'promptfoo')).toEqual(
      expected,
    );
    await expect(records(JSON.stringify(file([older], { version: 7 })), 'promptfoo')).rejects.toThrow(
      'export: results of promptfoo of version 7; known are 2 and 3',
    );
  });
});
