import { expect, it } from 'vitest';
import { openaiEvals } from '../../../src/importers/openai-evals.ts';
import { readRows, recordsOf } from '../read-rows.ts';
import { lines, outputs, records } from './read-tool.ts';

const CHAT = [
  { role: 'system', content: 'Label it.' },
  { role: 'user', content: 'The screen is black' },
];

it('reads the lines of the repository', async () => {
  const content = lines(
    { input: CHAT, ideal: 'Hardware' },
    { input: 'Once upon a', ideal: ['time', 'day'], difficulty: 2 },
    { messages: CHAT, ideal: ['Hardware'] },
  );
  expect(await records(content, 'openai-evals')).toEqual([
    { input: CHAT, reference: 'Hardware' },
    { input: 'Once upon a', reference: ['time', 'day'], metadata: { difficulty: 2 } },
    { input: CHAT, reference: 'Hardware' },
  ]);
});

it('reads items of the hosted service, and keeps the right answer from what a candidate sees', async () => {
  const content = lines(
    { item: { ticket_text: 'The screen is black', correct_label: 'Hardware' } },
    { item: { input: 'The screen is black', ground_truth: 'Hardware' } },
    { item: { messages: CHAT, reference_answer: 'Hardware' } },
  );
  expect(await records(content, 'openai-evals')).toEqual([
    { input: { ticket_text: 'The screen is black' }, reference: 'Hardware' },
    { input: 'The screen is black', reference: 'Hardware' },
    { input: CHAT, reference: 'Hardware' },
  ]);
});

it('takes the right answer from where the user says, out of what a candidate sees', async () => {
  const content = lines({ item: { ticket: 'The screen is black', kind: 'Hardware' } });
  const rows = await readRows(openaiEvals, content, { reference: 'item.kind' });
  expect(recordsOf(rows)).toEqual([{ input: { ticket: 'The screen is black' }, reference: 'Hardware' }]);
  const asked = await readRows(openaiEvals, content, { input: 'item.ticket', reference: '$.item.kind' });
  expect(recordsOf(asked)).toEqual([{ input: 'The screen is black', reference: 'Hardware' }]);
});

const RESULT = {
  object: 'eval.run.output_item',
  id: 'outputitem_1',
  created_at: 1780236000,
  run_id: 'evalrun_1',
  eval_id: 'eval_1',
  status: 'pass',
  datasource_item_id: 3,
  datasource_item: { ticket_text: 'The screen is black', correct_label: 'Hardware' },
  results: [{ name: 'match', type: 'string_check', passed: true, score: 1, sample: null }],
  sample: {
    input: CHAT,
    output: [{ role: 'assistant', content: 'Hardware' }],
    finish_reason: 'stop',
    model: 'gpt-5-2026-01-01',
    usage: { total_tokens: 12, completion_tokens: 2, prompt_tokens: 10, cached_tokens: 0 },
    error: { code: '', message: '' },
  },
};

it('reads the items of a run, with their grades beside them', async () => {
  const page = JSON.stringify({
    object: 'list',
    data: [RESULT],
    first_id: 'a',
    last_id: 'b',
    has_more: false,
  });
  expect(await records(page, 'openai-evals')).toEqual([
    {
      name: '3',
      input: { ticket_text: 'The screen is black' },
      reference: 'Hardware',
      at: '2026-05-31T14:00:00.000Z',
      metadata: { scores: { match: 1 } },
    },
  ]);
});

it('takes samples as outputs', async () => {
  const failed = {
    ...RESULT,
    sample: { ...RESULT.sample, output: [], error: { code: 'rate_limit', message: 'Too many' } },
  };
  const own = { item: RESULT.datasource_item, sample: { output_text: 'Hardware', model: 'gpt-5' } };
  const input = { ticket_text: 'The screen is black' };
  const model = 'gpt-5-2026-01-01';
  const usage = { inputTokens: 10, outputTokens: 2 };
  expect(await outputs(lines(RESULT, failed, own, { item: {}, sample: {} }))).toEqual({
    format: 'openai-evals',
    rows: [
      { input, candidate: model, responseModel: model, usage, output: 'Hardware' },
      {
        input,
        candidate: model,
        responseModel: model,
        usage,
        output: '',
        status: 'error',
        failure: { code: 'rate_limit', message: 'Too many' },
      },
      { input, candidate: 'gpt-5', responseModel: 'gpt-5', output: 'Hardware' },
      '4: the sample has no output',
    ],
  });
});
