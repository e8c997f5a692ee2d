/** A server that is not there: nobody's result is stored, the run says so, and goes on once it is back. */
import { expect, test } from 'vitest';
import { faultRun } from '../../fixtures/fault-run.ts';
import { answer, json, type LoopbackReply, replyOf } from '../../fixtures/loopback-provider.ts';

test('a server that is down stops its candidate, leaves its outputs missing and costs nothing', async () => {
  await using project = await faultRun({ examples: 20, script: answer('Fine.') });
  await project.provider[Symbol.asyncDispose]();
  const started = project.clock.monotonic();
  const result = await project.run();
  expect(result.candidates).toMatchObject([
    {
      added: 0,
      failed: 0,
      missing: 20,
      stopped: {
        message: expect.stringContaining('ECONNREFUSED'),
        hint: expect.stringContaining('Check that the server runs'),
      },
    },
  ]);
  expect(result.costUsd).toBe(0);
  expect(await project.outputs()).toEqual([]);
  expect(project.said).toEqual([expect.stringMatching(/^small: .*ECONNREFUSED.*; tried again for about/)]);
  const seconds = (project.clock.monotonic() - started) / 1000;
  expect(seconds).toBeGreaterThan(20);
  expect(seconds).toBeLessThan(62);
});

test('a server that dies in the middle of a run costs no output', async () => {
  await using project = await faultRun({
    candidates: [{ more: 'concurrency: 1' }],
    examples: 20,
    async script(request) {
      if (project.provider.requests.length <= 5) return replyOf(answer('Fine.'), request);
      await project.provider[Symbol.asyncDispose]();
      return { ending: 'reset' } satisfies LoopbackReply;
    },
  });
  const result = await project.run();
  expect(result.candidates).toMatchObject([{ added: 5, failed: 0, missing: 15 }]);
  expect((await project.outputs()).map(({ status }) => status)).toEqual(Array(5).fill('ok'));
});

test('a server that comes back, and first has to load its model, is waited for', async () => {
  const loading = json({ error: { message: 'Loading model', code: 503 } }, { status: 503 });
  await using project = await faultRun({
    script: [...Array(7).fill(loading), answer('Fine.')],
  });
  const result = await project.run();
  expect(result.candidates).toMatchObject([{ added: 1, failed: 0, missing: 0 }]);
  expect(project.said).toEqual([expect.stringContaining('Loading model; tried again')]);
});
