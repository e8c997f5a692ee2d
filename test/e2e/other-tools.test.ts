/** A team that comes from another tool: its tests, its answers and what its people said of them, without a line of code. */
import { expect, test } from 'vitest';
import { freshProject, parseJsonl } from '../fixtures/project.ts';

const CONFIG = `task: Answer
candidates:
  - { name: five, model: openai:gpt-5, price: { input: 1, output: 1 } }
  - { name: echo, command: cat }
rate: { scale: 5, acceptable: true }
`;

const thumb = (pass: boolean, comment?: string) => ({
  pass,
  score: pass ? 1 : 0,
  reason: 'Manual result (overrides all other grading results)',
  comment,
  assertion: { type: 'human' },
});

function results(): string {
  const questions = ['Where is my card?', 'Can I pay in euros?', 'Who are you?'];
  const rows = questions.flatMap((question, testIdx) =>
    ['openai:chat:gpt-5', 'theirs'].map((id, promptIdx) => ({
      promptIdx,
      testIdx,
      testCase: { vars: { question } },
      provider: { id },
      prompt: { raw: '{{question}}', label: 'p' },
      vars: { question },
      response: { output: `${id} on ${question}` },
      latencyMs: 100,
      success: true,
      gradingResult: { pass: true, componentResults: [thumb(promptIdx === 0, 'as seen')] },
    })),
  );
  return JSON.stringify({ evalId: 'e', results: { version: 3, results: rows, stats: {} } }, null, 2);
}

test('promptfoo results become examples, outputs and ratings, and a decision', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'results.json': results() });
  expect(await project.run('import', 'results.json')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('results.json: 3 records read as promptfoo'),
  });
  await project.run('pick', '--holdout', '0');

  const unknown = await project.run('outputs', 'import', 'results.json');
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toMatch(/results\.json:\d+:\d+: the config has no candidate "theirs"/);
  expect(parseJsonl((await project.run('outputs', 'export')).stdout)).toEqual([]);

  const given = ['--candidate', 'theirs=echo'];
  expect(await project.run('outputs', 'import', 'results.json', ...given)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('6 outputs stored, read as promptfoo'),
  });
  expect(await project.run('ratings', 'import', 'results.json', ...given)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('6 ratings stored, read as promptfoo'),
  });
  const again = await project.run('ratings', 'import', 'results.json', ...given);
  expect(again.stdout).toContain('0 ratings stored, 6 stored before');
  const stored = parseJsonl<{ candidate: string; acceptable: boolean; note: string }>(
    (await project.run('ratings', 'export')).stdout,
  );
  expect(stored.map(({ candidate, acceptable }) => `${candidate} ${acceptable}`).sort()).toEqual([
    'echo false',
    'echo false',
    'echo false',
    'five true',
    'five true',
    'five true',
  ]);
  expect(stored[0]?.note).toBe('as seen');
  expect(await project.json('status')).toMatchObject({ ratings: { byRater: { promptfoo: 6 } } });
  const scores = await project.run('ratings', 'export', '--format', 'inspect', '--candidate', 'five');
  expect(parseJsonl(scores.stdout)).toMatchObject(
    Array(3).fill({ epoch: 1, value: 1, explanation: 'as seen' }),
  );
});

test.each(['of the generation', 'of its trace'])(
  'a score of Langfuse %s is of the example that it became',
  async (whose) => {
    const trace = {
      id: 't1',
      timestamp: '2026-05-31T14:00:00.000Z',
      input: { question: 'Where is my card?' },
      output: 'On its way.',
      htmlPath: '/x',
      observations: [
        {
          id: 'o1',
          traceId: 't1',
          type: 'GENERATION',
          startTime: '2026-05-31T14:00:01.000Z',
          model: 'gpt-5',
          input: { messages: [{ role: 'user', content: 'Where is my card?', refusal: null }] },
          output: { role: 'assistant', content: 'On its way.' },
        },
      ],
      scores: [
        {
          name: 'helpful',
          source: 'ANNOTATION',
          dataType: 'NUMERIC',
          value: 4,
          authorUserId: 'ann',
          ...(whose === 'of the generation' ? { observationId: 'o1' } : {}),
        },
      ],
    };
    await using project = await freshProject({
      'fieldtest.yaml': CONFIG,
      'traces.json': JSON.stringify([trace]),
    });
    await project.run('import', 'traces.json');
    await project.run('pick', '--count', '1', '--holdout', '0');
    const [example] = parseJsonl<{ input: unknown }>((await project.run('examples', 'export')).stdout);
    const output = { input: example!.input, candidate: 'five', output: 'On its way.' };
    await project.write('outputs.jsonl', JSON.stringify(output));
    await project.run('outputs', 'import', 'outputs.jsonl');
    expect(await project.run('ratings', 'import', 'traces.json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 rating stored, read as langfuse'),
    });
  },
);

test('--candidate says whose outputs a file holds that names no one, and only one', async () => {
  const run = (input: string, model?: string) => ({
    id: input,
    run_type: 'chain',
    reference_example_id: `no ${input}`,
    inputs: { question: input },
    outputs: { answer: `on ${input}` },
    extra: { metadata: model === undefined ? {} : { ls_model_name: model } },
  });
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'set.jsonl': '{"input":{"question":"a"}}\n{"input":{"question":"b"}}\n',
    'runs.json': JSON.stringify([run('a'), run('b')]),
    'two.json': JSON.stringify([run('a', 'm1'), run('b', 'm2')]),
    'traces.json': JSON.stringify({ resourceSpans: [] }),
  });
  await project.run('examples', 'import', 'set.jsonl');
  const nameless = await project.run('outputs', 'import', 'runs.json');
  expect(nameless.stderr).toContain('has no "candidate"; say whose it is with --candidate NAME');
  const two = await project.run('outputs', 'import', 'two.json', '--candidate', 'echo');
  expect(two).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the file holds outputs of several candidates, "m1" and "m2"'),
  });
  expect(await project.run('outputs', 'import', 'runs.json', '--candidate', 'echo')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('2 outputs stored, read as langsmith'),
  });
  const wrong = await project.run('outputs', 'import', 'runs.json', '--format', 'otlp');
  expect(wrong).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there are no outputs in the format "otlp"'),
  });
});
