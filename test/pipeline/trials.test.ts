/** How often a candidate is asked stands in the config, and every verb counts by it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenProject, openProject } from '../../src/open.ts';
import { decideTask } from '../../src/pipeline/decide.ts';
import { dryRun } from '../../src/pipeline/dry-run.ts';
import { exportOutputs } from '../../src/pipeline/outputs.ts';
import { importRatings } from '../../src/pipeline/ratings.ts';
import { makePacket } from '../../src/pipeline/review/packet.ts';
import { run } from '../../src/pipeline/run.ts';
import { status } from '../../src/pipeline/status.ts';
import { exampleOf } from '../fixtures/nouns.ts';
import { jsonl } from '../fixtures/project.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fieldtest-trials-'));
});
afterAll(async () => await rm(dir, { recursive: true }));

/** Two programs: one answers the same however often it is asked, the other anew each time. */
async function opened(trials: number): Promise<OpenProject> {
  const text = `task: t
candidates:
  - { name: once, command: cat }
  - { name: often, command: echo $FIELDTEST_EXAMPLE_ID $FIELDTEST_TRIAL, trials: ${trials} }
`;
  await writeFile(join(dir, 'fieldtest.yaml'), text);
  return await openProject({
    cwd: dir,
    env: { PATH: process.env.PATH, HOME: dir, XDG_STATE_HOME: dir },
    log: { info: () => {}, warn: () => {}, progress: () => {} },
    signal: new AbortController().signal,
    trust: true,
  });
}

async function callsOf(project: OpenProject, input: { readonly trials?: number } = {}) {
  return (await dryRun(project, input)).candidates.map(({ calls }) => calls);
}

test('a candidate that is asked three times is planned, made, rated and decided on as three', async () => {
  let hash: string;
  {
    await using project = await opened(3);
    await project.store.setExamples(['a', 'b', 'c', 'd'].map((name) => exampleOf(name, { name })));
    expect(await status(project)).toMatchObject({
      trials: 1,
      candidates: [{ missingOutputs: 4 }, { trials: 3, missingOutputs: 12 }],
    });
    expect(await callsOf(project)).toEqual([4, 12]);
    expect(await callsOf(project, { trials: 2 })).toEqual([8, 12]);

    await run(project, {});
    // What the one was asked is nothing that the other lacks; each distinct text is to be rated once.
    expect(await status(project)).toMatchObject({
      trials: 1,
      candidates: [{ missingOutputs: 0 }, { outputs: 12, missingOutputs: 0 }],
      ratings: { missing: 16 },
      next: 'fieldtest review',
    });
    const { view } = await makePacket(project, { rater: 'ann', split: 'dev' });
    expect(new Set(view.items.map(({ id }) => id)).size).toBe(16);

    const ratings = (await Array.fromAsync(exportOutputs(project))).map(
      ({ example, candidate, trial = 1 }) => ({
        example,
        candidate,
        trial,
        rater: 'ann',
        rating: candidate === 'once' ? 2 : 2 + trial,
      }),
    );
    await writeFile(join(dir, 'ratings.jsonl'), jsonl(ratings));
    await importRatings(project, { file: 'ratings.jsonl' });
    const { decision, missing } = await decideTask(project, {});
    expect(missing).toEqual({ outputs: 0, ratings: 0 });
    expect(decision.candidates.map(({ rating }) => rating?.mean)).toEqual([2, 4]);
    expect(decision.candidates.map(({ firstAttempts }) => firstAttempts?.answered)).toEqual([4, 12]);
    hash = decision.inputsHash;
  }
  // Fewer from now on: nothing is missing, and what is stored stays and counts.
  await using project = await opened(1);
  expect(await callsOf(project)).toEqual([0, 0]);
  expect(await status(project)).toMatchObject({ candidates: [{}, { trials: 1, outputs: 12 }] });
  expect((await decideTask(project, {})).decision.inputsHash).toBe(hash);
});
