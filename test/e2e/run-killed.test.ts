/** Killed at random instants, again and again: no stored answer is lost, none is paid for twice. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { OutputExportRow } from '../../src/pipeline/outputs.ts';
import { answer, type LoopbackRequest, startLoopback } from '../fixtures/loopback-provider.ts';
import { ended, freshProject, jsonl, parseJsonl } from '../fixtures/project.ts';
import { seeded } from '../fixtures/seeded.ts';

const KILLS = Number(process.env.FIELDTEST_KILLS ?? 200);
const SEED = Number(process.env.FIELDTEST_FAULT_SEED ?? 11);
/** Enough that the last kill still meets work: the four calls in flight of each run, and what it stored before. */
const EXAMPLES = KILLS * 7;

const questionIn = ({ body }: LoopbackRequest) => /question \d+/.exec(body)![0];

test(`kill -9 at ${KILLS} random instants of a run (seed ${SEED})`, {
  timeout: 60_000 + KILLS * 6_000,
}, async () => {
  const random = seeded(SEED);
  await using provider = await startLoopback((request) => ({
    ...(answer(`answer to ${questionIn(request)}`) as (r: LoopbackRequest) => object)(request),
    delayMs: 20,
  }));
  await using project = await freshProject({
    'fieldtest.yaml': `task: t\ncandidates:\n  - { name: m, model: "openai-compatible:m", baseUrl: "${provider.url}/v1" }\n`,
    'set.jsonl': jsonl(Array.from({ length: EXAMPLES }, (_, i) => ({ input: `question ${i}` }))),
  });
  await project.run('examples', 'import', 'set.jsonl');
  for (let kill = 0; kill < KILLS; kill++) {
    const before = provider.requests.length;
    const child = project.start('run', '--concurrency', '4');
    const end = ended(child);
    // Some die before they have asked for anything.
    if (random() < 0.95)
      while (provider.requests.length === before && child.exitCode === null) await delay(1);
    await delay(random() * 60);
    child.kill('SIGKILL');
    await end;
  }
  expect(await project.run('run')).toMatchObject({ code: 0 });
  const rows = parseJsonl<OutputExportRow & { input: string }>(
    (await project.run('outputs', 'export')).stdout,
  );
  expect(rows).toHaveLength(EXAMPLES);
  const requests = Map.groupBy(provider.requests, questionIn);
  // What was sent and has no answer is an attempt whose outcome is not known; nothing else was sent.
  const wrong = rows.filter(({ output, attempts }) => {
    const question = output.replace('answer to ', '');
    const unknown = attempts.filter(({ failure }) => failure?.code === 'unknown').length;
    const answered = attempts.filter(({ status }) => status === 'ok').length;
    return answered !== 1 || requests.get(question)!.length > 1 + unknown;
  });
  expect(wrong).toEqual([]);
  expect(new Set(rows.map(({ output }) => output)).size).toBe(EXAMPLES);
});
