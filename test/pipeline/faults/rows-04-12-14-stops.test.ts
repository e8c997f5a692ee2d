/** Faults 4, 12 and 14: what no retry can help stops at once, says so in one line, and wastes next to nothing. */
import { describe, expect, test } from 'vitest';
import { faultRun, KEY, perQuestion, SHAPES, type Shape } from '../../fixtures/fault-run.ts';
import { answer, json, type LoopbackStep, startLoopback } from '../../fixtures/loopback-provider.ts';

const error = (status: number, message: string, more: object = {}): LoopbackStep =>
  json({ error: { message, ...more } }, { status });

const MANY = 60;
const atOnce = (shape: Shape) => [{ shape, more: 'concurrency: 100' }];

describe.each(SHAPES)('row 4: an account that has reached a limit, at $shape', (shape) => {
  test.each<[string, LoopbackStep]>([
    ['429 insufficient_quota', error(429, 'You exceeded your current quota', { code: 'insufficient_quota' })],
    ['429 for a spend limit', error(429, 'Your organization has hit its spend limit')],
    ['429 for a daily quota', error(429, 'Rate limit reached: requests per day (RPD): Limit 200')],
    ['402', error(402, 'Insufficient credits')],
  ])('%s: no retry, and one clear line', async (_name, script) => {
    await using project = await faultRun({ candidates: atOnce(shape), examples: MANY, script });
    const result = await project.run();
    expect(project.provider.requests.length).toBeLessThanOrEqual(3);
    expect(result.candidates).toMatchObject([
      {
        added: 0,
        missing: MANY,
        stopped: { message: expect.any(String), hint: expect.stringContaining('reached a limit') },
      },
    ]);
    for (const attempts of Map.groupBy(await project.dangling(), ({ example }) => example).values())
      expect(attempts).toHaveLength(1);
  });
});

test('row 4: the other candidates of that account are not asked, those of another account go on', async () => {
  await using project = await faultRun({
    candidates: [
      { name: 'empty', model: 'openai:big', more: 'concurrency: 1' },
      { name: 'same account', model: 'openai:small', more: 'concurrency: 1' },
      { name: 'another', model: 'openai-compatible:free', more: 'concurrency: 1' },
    ],
    examples: 5,
    script: (request) =>
      request.json.model === 'free'
        ? (answer('Fine.') as (of: typeof request) => never)(request)
        : json({ error: { message: 'no', code: 'insufficient_quota' } }, { status: 429 }),
  });
  const result = await project.run();
  expect(result.candidates).toMatchObject([
    { missing: 5, stopped: { message: expect.stringContaining('429') } },
    { missing: 5, stopped: { message: 'the account is the one of empty, which has reached a limit' } },
    { added: 5, missing: 0 },
  ]);
  // One each was in flight before the first answer came.
  expect(
    project.provider.requests.filter(({ json: body }) => body.model !== 'free').length,
  ).toBeLessThanOrEqual(2);
});

describe.each(SHAPES)('row 12: a config that cannot work, at $shape', (shape) => {
  test.each<[string, LoopbackStep]>([
    ['401', error(401, 'invalid key')],
    ['403', error(403, 'not for you')],
    ['404 model', error(404, 'the model does not exist')],
    ['400 bad parameter', error(400, 'temperature must be at most 1')],
  ])('%s: at most three calls at a concurrency of 100, then that candidate stops', async (_name, script) => {
    await using project = await faultRun({ candidates: atOnce(shape), examples: MANY, script });
    const result = await project.run();
    expect(project.provider.requests.length).toBeLessThanOrEqual(3);
    expect(result.candidates).toMatchObject([
      { added: 0, failed: 0, missing: MANY, stopped: { hint: expect.any(String) } },
    ]);
    expect(await project.outputs()).toEqual([]);
  });
});

test('row 12: a key that is taken away in the middle wastes what is in flight, and nothing that still waits', async () => {
  let answered = 0;
  await using project = await faultRun({
    candidates: [{ more: 'concurrency: 4' }],
    examples: MANY,
    script: (request) =>
      ++answered <= 20
        ? (answer('Fine.') as (of: typeof request) => never)(request)
        : json({ error: { message: 'revoked' } }, { status: 401 }),
  });
  const result = await project.run();
  expect(result.candidates).toMatchObject([{ added: 20, missing: MANY - 20 }]);
  expect(project.provider.requests.length).toBeLessThanOrEqual(24);
});

test('row 12: a request that is refused for its input alone is that input’s failure, once the candidate has answered', async () => {
  const ask = (request: { readonly json: object }) => JSON.stringify(request.json).includes('question 3');
  await using project = await faultRun({
    candidates: [{ more: 'concurrency: 1' }],
    examples: 6,
    script: (request) =>
      ask(request as never)
        ? json({ error: { message: 'tool name is not valid' } }, { status: 400 })
        : (answer('Fine.') as (of: typeof request) => never)(request),
  });
  const result = await project.run();
  expect(result.candidates).toMatchObject([{ added: 6, failed: 1, missing: 0 }]);
  expect(project.provider.requests).toHaveLength(6);
});

describe.each(SHAPES)('row 14: a redirect to another host, from $shape', (shape) => {
  test.each([301, 302, 307, 308])('%i: is not followed, and the key stays where it was', async (status) => {
    await using other = await startLoopback(answer('I have your key.'));
    const headers = { location: `${other.url}${shape.path}/elsewhere` };
    await using project = await faultRun({
      candidates: atOnce(shape),
      examples: MANY,
      script: { status, headers },
    });
    const result = await project.run();
    expect(other.requests).toHaveLength(0);
    expect(project.provider.requests.length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(project.provider.requests[0]!.headers)).toContain(KEY);
    expect(result.candidates).toMatchObject([
      {
        missing: MANY,
        stopped: { message: expect.stringContaining('redirect'), hint: expect.stringContaining('baseUrl') },
      },
    ]);
    expect(JSON.stringify([result, await project.dangling(), project.said])).not.toContain(KEY);
  });
});

test('a request that is larger than what may be asked in a minute is that input’s result: no wait helps it', async () => {
  const tooLarge = error(
    429,
    'Request too large for gpt-5 on tokens per min (TPM): Limit 30000, Requested 45000.',
  );
  await using project = await faultRun({ examples: 2, script: perQuestion([tooLarge]) });
  await project.run();
  expect(project.provider.requests).toHaveLength(2);
  expect(await project.outputs()).toMatchObject([
    { status: 'error' },
    { status: 'error', failure: { code: 'too-large' } },
  ]);
});
