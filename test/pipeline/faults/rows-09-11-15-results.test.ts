/** Faults 9, 10, 11 and 15: answers that are cut, refused, empty or from another version are results, asked for once. */
import { describe, expect, test } from 'vitest';
import { terminalReport } from '../../../src/report/terminal.ts';
import { plainPaint } from '../../../src/report/text-layout.ts';
import { faultRun, SHAPES, type Shape } from '../../fixtures/fault-run.ts';
import { answer, events, json, type LoopbackStep } from '../../fixtures/loopback-provider.ts';

/** One request for one output, which is kept as it is. */
async function once(shape: Shape, step: LoopbackStep) {
  await using project = await faultRun({ candidates: [{ shape }], script: [step] });
  const result = await project.run();
  expect(project.provider.requests).toHaveLength(1);
  expect(result.candidates).toMatchObject([{ added: 1, failed: 0, missing: 0 }]);
  const [output] = await project.outputs();
  const { decision } = await project.decide();
  return { output: output!, statuses: decision.candidates[0]!.statuses };
}

describe.each(SHAPES)('row 9: an answer that is cut at the limit, from $shape', (shape) => {
  test.each<[string, LoopbackStep, string]>([
    ['in a stream', answer('It rai', { finish: 'length' }), 'It rai'],
    ['not streamed', answer('It rai', { finish: 'length', plain: true }), 'It rai'],
    ['before any text', answer([], { finish: 'length', reasoning: 'Hm.' }), ''],
  ])('%s: kept, and counted apart', async (_name, step, text) => {
    const { output, statuses } = await once(shape, step);
    expect(output).toMatchObject({ status: 'truncated', text });
    expect(statuses).toMatchObject({ truncated: 1, ok: 0, error: 0 });
  });

  test('400, the input is longer than the context: kept as cut to nothing, with the reason, at no cost', async () => {
    const message = 'prompt is too long: 210000 tokens > 200000 maximum';
    const { output, statuses } = await once(
      shape,
      json({ error: { message, code: 'context_length_exceeded' } }, { status: 400 }),
    );
    expect(output).toMatchObject({
      status: 'truncated',
      text: '',
      costUsd: 0,
      failure: { code: 'context-overflow' },
    });
    expect(output.failure!.message).toContain('210000');
    expect(statuses).toMatchObject({ truncated: 1, error: 0 });
  });
});

describe.each(SHAPES)('row 10: an answer that is refused, by $shape', (shape) => {
  test.each<[string, LoopbackStep]>([
    ['a filter cut it', answer('I can', { finish: 'filter' })],
    ['a filter cut it, not streamed', answer('I can', { finish: 'filter', plain: true })],
    ['the model declines', answer("I can't help.", { refusal: true })],
    [
      'a filter answers 400',
      json({ error: { message: 'Blocked by content policy.', code: 'content_filter' } }, { status: 400 }),
    ],
    ...(shape.shape === 'Google generateContent'
      ? ([
          ['the prompt is blocked, with no candidates', answer([], { blocked: true })],
          ['the prompt is blocked, not streamed', answer([], { blocked: true, plain: true })],
        ] as [string, LoopbackStep][])
      : []),
  ])('%s: kept as a result, never retried', async (_name, step) => {
    const { output, statuses } = await once(shape, step);
    expect(output.status).toBe('refused');
    expect(statuses).toMatchObject({ refused: 1, error: 0 });
  });
});

describe.each(SHAPES)('row 11: an answer without text, from $shape', (shape) => {
  test.each<[string, LoopbackStep]>([
    ['an empty string', answer('')],
    ['an empty string, not streamed', answer('', { plain: true })],
    ['nothing', answer([])],
    ['only white space', answer(' \n\t ')],
    ['only a tool call', answer([], { finish: 'tool' })],
    ['only a tool call, not streamed', answer([], { finish: 'tool', plain: true })],
    ['only reasoning', answer([], { reasoning: 'Hm.' })],
  ])('%s: kept', async (_name, step) => {
    const { output, statuses } = await once(shape, step);
    expect(output.status).toBe('empty');
    expect(statuses).toMatchObject({ empty: 1, error: 0 });
  });
});

test('row 11: null as the content of a chat completion is kept as empty', async () => {
  const message = { role: 'assistant', content: null };
  const choice = (delta: object, finish: string | null) =>
    JSON.stringify({ id: 'x', model: 'small', choices: [{ index: 0, delta, finish_reason: finish }] });
  for (const step of [
    json({ id: 'x', model: 'small', choices: [{ index: 0, message, finish_reason: 'stop' }] }),
    events([choice(message, null), choice({}, 'stop'), '[DONE]']),
  ])
    expect((await once(SHAPES[0], step)).output.status).toBe('empty');
});

describe.each(SHAPES)('row 15: an alias that serves another version now, at $shape', (shape) => {
  test('is recorded per call, and the decision flags the candidate', async () => {
    const version = (model: string) => answer('Fine.', { model });
    await using project = await faultRun({
      candidates: [{ shape, more: 'concurrency: 1' }],
      examples: 3,
      script: [version('small-2026-01'), version('small-2026-01'), version('small-2026-02')],
    });
    await project.run();
    expect(project.provider.requests).toHaveLength(3);
    expect((await project.outputs()).map(({ responseModel }) => responseModel)).toEqual([
      'small-2026-01',
      'small-2026-01',
      'small-2026-02',
    ]);
    const { decision, task } = await project.decide();
    const missing = { outputs: 0, ratings: 0 };
    const text = terminalReport(task, decision, { width: 200, paint: plainPaint, missing });
    expect(text).toContain(
      '- small was served by more than one version: small-2026-01 (2), small-2026-02 (1).',
    );
    expect(decision.candidates[0]!.servedBy).toEqual([
      { version: 'small-2026-01', outputs: 2 },
      { version: 'small-2026-02', outputs: 1 },
    ]);
    expect(decision.warnings).toContain(
      'small was served by more than one version: small-2026-01 (2), small-2026-02 (1). Its figures are a mix of them.',
    );
  });

  test('is not flagged while it stays the same', async () => {
    await using project = await faultRun({ candidates: [{ shape }], examples: 3, script: answer('Fine.') });
    await project.run();
    const { decision } = await project.decide();
    expect(decision.candidates[0]).not.toHaveProperty('servedBy');
  });
});

test('row 15: a fingerprint that differs is another version too', async () => {
  await using project = await faultRun({
    candidates: [{ more: 'concurrency: 1' }],
    examples: 2,
    script: [answer('Fine.', { fingerprint: 'fp_1' }), answer('Fine.', { fingerprint: 'fp_2', plain: true })],
  });
  await project.run();
  const { decision } = await project.decide();
  expect(decision.candidates[0]!.servedBy).toEqual([
    { version: 'small, fp_1', outputs: 1 },
    { version: 'small, fp_2', outputs: 1 },
  ]);
});
