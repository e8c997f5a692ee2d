import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/importers/inspect.ts';
import { readRows } from '../read-rows.ts';
import { lines, outputs, ratings, records, rejections } from './read-tool.ts';

describe('samples of a dataset', () => {
  const samples = [
    { input: 'Capital of France?', target: 'Paris', id: 'q1', metadata: { topic: 'geo' } },
    { input: 'Which is a fruit?', choices: ['Stone', 'Apple'], target: ['B'], id: 2 },
    { input: [{ role: 'user', content: 'Hi' }], target: ['Hello', 'Hi'] },
  ];
  const expected = [
    { name: 'q1', input: 'Capital of France?', reference: 'Paris', metadata: { topic: 'geo' } },
    { name: '2', input: 'Which is a fruit?\n\nA) Stone\nB) Apple', reference: 'B' },
    { input: [{ role: 'user', content: 'Hi' }], reference: ['Hello', 'Hi'] },
  ];

  it('are read from lines and from a list', async () => {
    expect(await records(lines(...samples), 'inspect')).toEqual(expected);
    expect(await records(JSON.stringify(samples, null, 2), 'inspect')).toEqual(expected);
  });
});

const sample = (more: object) => ({
  id: 'q1',
  epoch: 1,
  input: 'Capital of France?',
  target: 'Paris',
  messages: [],
  output: {
    model: 'gpt-5-2026-01-01',
    choices: [{ message: { role: 'assistant', content: 'Paris' }, stop_reason: 'stop' }],
    completion: 'Paris',
    usage: {
      input_tokens: 9,
      output_tokens: 1,
      total_tokens: 10,
      input_tokens_cache_read: 4,
      reasoning_tokens: 0,
      total_cost: 0.002,
    },
    time: 1.5,
  },
  scores: { match: { value: 'C', answer: 'Paris', explanation: 'Paris', metadata: {}, history: [] } },
  metadata: { topic: 'geo' },
  started_at: '2026-05-31T14:00:00+00:00',
  attachments: {},
  ...more,
});
const log = (samples: readonly object[], more: object = {}) => ({
  version: 2,
  status: 'success',
  eval: { task: 'capitals', model: 'openai/gpt-5', created: '2026-05-31T14:00:00+00:00', config: {} },
  plan: { name: 'plan', steps: [] },
  results: { scores: [] },
  stats: {},
  samples,
  reductions: [],
  ...more,
});

describe('a log', () => {
  it('gives each sample once as a record, with what scorers said beside it', async () => {
    const content = JSON.stringify(log([sample({}), sample({ epoch: 2 })]), null, 2);
    expect(await records(content, 'inspect')).toEqual([
      {
        name: 'q1',
        input: 'Capital of France?',
        reference: 'Paris',
        answer: 'Paris',
        model: 'gpt-5-2026-01-01',
        usage: { inputTokens: 9, outputTokens: 1, cachedInputTokens: 4, reasoningTokens: 0 },
        at: '2026-05-31T14:00:00.000Z',
        metadata: { topic: 'geo', latency_ms: 1500, scores: { match: 'C' } },
      },
    ]);
  });

  it('gives every epoch as a trial, with failures and cut answers as what they are', async () => {
    const cut = {
      choices: [{ message: { role: 'assistant', content: 'Par' }, stop_reason: 'max_tokens' }],
      completion: 'Par',
      model: '',
    };
    const content = JSON.stringify(
      log([
        sample({}),
        sample({ epoch: 2, output: cut }),
        sample({
          id: 'q2',
          input: 'Of Peru?',
          output: { choices: [], completion: '' },
          error: { message: 'Timeout', traceback: '' },
        }),
      ]),
    );
    expect(await outputs(content)).toEqual({
      format: 'inspect',
      rows: [
        {
          input: 'Capital of France?',
          candidate: 'openai/gpt-5',
          trial: 1,
          output: 'Paris',
          latencyMs: 1500,
          costUsd: 0.002,
          usage: { inputTokens: 9, outputTokens: 1, cachedInputTokens: 4, reasoningTokens: 0 },
          responseModel: 'gpt-5-2026-01-01',
        },
        {
          input: 'Capital of France?',
          candidate: 'openai/gpt-5',
          trial: 2,
          output: 'Par',
          status: 'truncated',
        },
        {
          input: 'Of Peru?',
          candidate: 'openai/gpt-5',
          trial: 1,
          output: '',
          status: 'error',
          failure: { code: 'inspect', message: 'Timeout' },
        },
      ],
    });
  });

  it('gives scores that a person edited as ratings, and scorers’ own never', async () => {
    const edit = {
      value: 'I',
      answer: 'UNCHANGED',
      explanation: 'Not the capital then',
      metadata: 'UNCHANGED',
      provenance: { timestamp: '2026-06-01T09:00:00Z', author: 'ann', reason: 'checked', metadata: {} },
    };
    const first = { value: 'C', answer: 'Paris', explanation: null, metadata: null, provenance: null };
    const scores = { match: { value: 'I', history: [first, edit] }, judge: { value: 1, history: [] } };
    const content = JSON.stringify(log([sample({ scores }), sample({ id: 'q2', input: 'Of Peru?' })]));
    expect(await ratings(content)).toEqual({
      format: 'inspect',
      rows: [
        {
          input: 'Capital of France?',
          candidate: 'openai/gpt-5',
          trial: 1,
          output: 'Paris',
          rater: 'ann',
          acceptable: false,
          note: 'Not the capital then\nchecked',
          at: '2026-06-01T09:00:00.000Z',
        },
      ],
    });
    const [record] = await records(content, 'inspect');
    expect(record?.metadata?.scores).toEqual({ judge: 1 });
  });

  it('puts texts that stand apart back in their place', async () => {
    const input = [{ role: 'user', content: 'attachment://0a1b' }];
    const content = JSON.stringify(log([sample({ input, attachments: { '0a1b': 'A very long text' } })]));
    expect(await records(content, 'inspect')).toMatchObject([
      { input: [{ role: 'user', content: 'A very long text' }] },
    ]);
  });

  it('counts cached tokens as part of the input, also where the total tells that they were beside it', async () => {
    const usage = { input_tokens: 9, output_tokens: 1, input_tokens_cache_read: 4, total_tokens: 14 };
    const content = JSON.stringify(log([sample({ output: { completion: 'Paris', usage } })]));
    const [record] = await records(content, 'inspect');
    expect(record?.usage).toEqual({ inputTokens: 13, outputTokens: 1, cachedInputTokens: 4 });
  });

  it('of a version that is not known is refused with what was seen', async () => {
    const content = JSON.stringify(log([sample({})], { version: 9 }));
    await expect(records(content, 'inspect')).rejects.toThrow(
      'export: a log of Inspect of version 9; known are 1 and 2',
    );
  });

  it('that ends too early gives what is whole, and the place of its end', async () => {
    const whole = JSON.stringify(log([sample({}), sample({ id: 'q2' })]), null, 1);
    const cut = whole.slice(0, whole.indexOf('"q2"') + 30);
    const rows = await readRows(inspect, cut);
    expect(rows.map(({ kind }) => kind)).toEqual(['record', 'rejected']);
    expect(await rejections(cut, 'inspect')).toEqual([expect.stringMatching(/^\d+: not JSON: .*/)]);
  });
});

it('says how an archive becomes readable', async () => {
  const archive = Buffer.from('PK\u0003\u0004rest');
  expect(inspect.sniff(archive, 'logs/x.eval')).toBeGreaterThan(0.9);
  await expect(readRows(inspect, archive, { file: 'logs/x.eval' })).rejects.toMatchObject({
    message: "logs/x.eval is an archive of Inspect's",
    hint: 'Print it as JSON first: inspect log dump logs/x.eval > log.json',
  });
});
