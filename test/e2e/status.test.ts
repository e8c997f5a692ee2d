/** `fieldtest` alone: what it says is so, and the command that it names moves the project on. */
import { expect, test } from 'vitest';
import type { Status } from '../../src/pipeline/status.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

const SET = Array.from({ length: 22 }, (_, i) => ({
  id: `e${i}`,
  input: `question ${i}`,
  ...(i < 20 ? {} : { split: 'holdout' }),
}));

/** A file lacks a row, a program fails once; both are facts that no further run changes. */
async function project(): Promise<Project> {
  const made = await freshProject({
    'fieldtest.yaml':
      'task: t\ncandidates:\n  - { name: old, recorded: file://old.jsonl }\n  - { name: new, run: file://new.mjs }\n',
    'old.jsonl': jsonl(SET.slice(1).map(({ id }) => ({ example: id, output: `old ${id}` }))),
    'new.mjs':
      "export async function run({ name, input }) { if (name === 'e9') throw new Error('no'); return input; }\n",
    'set.jsonl': jsonl(SET),
  });
  await made.run('examples', 'import', 'set.jsonl');
  return made;
}

/** Rates every answer of a split, the new ones higher. */
async function rateAll(made: Project, ...flags: readonly string[]): Promise<void> {
  const { stdout } = await made.run('outputs', 'export', ...flags);
  const rows = parseJsonl<{ example: string; candidate: string; trial: number; status: string }>(stdout);
  const ratings = rows
    .filter(({ status }) => status !== 'error')
    .map(({ example, candidate, trial }) => ({
      example,
      candidate,
      trial,
      rater: 'ann',
      rating: candidate === 'new' ? 5 : 1,
    }));
  await made.write('ratings.jsonl', jsonl(ratings));
  expect(await made.run('ratings', 'import', 'ratings.jsonl')).toMatchObject({ code: 0 });
}

test('each command that is named is done once, down to the held-out examples, and then nothing is left', async () => {
  await using made = await project();
  const next = async () => (await made.json<Status>('status')).next;
  expect(await next()).toBe('fieldtest run');
  await made.run('run', '--trust');

  const ran = await made.json<Status>('status');
  expect(ran).toMatchObject({
    next: 'fieldtest review',
    ratings: { done: 0, missing: 38 },
    candidates: [
      { name: 'old', outputs: 19, missingOutputs: 1, unrecorded: 1, failed: 0 },
      { name: 'new', outputs: 20, missingOutputs: 0, failed: 1 },
    ],
  });
  await rateAll(made);

  const rated = await made.json<Status>('status');
  expect(rated).toMatchObject({ next: 'fieldtest decide', ratings: { done: 38, missing: 0 } });
  expect(rated.because).toBe(
    'every answer is rated; of the rest, 1 failed and counts as the lowest rating, 1 not in a recorded file',
  );
  const { stdout } = await made.run('status');
  expect(stdout).toContain('38 output texts rated (ann 38), 0 to rate; 1 call failed, with nothing to rate');
  expect(stdout).toContain('1 (1 not in its file)');

  expect((await made.run('decide')).stdout).toContain('new');
  expect(await next()).toBe('fieldtest run --holdout');
  await made.run('run', '--holdout', '--trust');
  expect(await next()).toBe('fieldtest review --holdout');
  await rateAll(made, '--holdout');
  expect(await next()).toBe('fieldtest decide --holdout');
  await made.run('decide', '--holdout');
  const done = await made.json<Status>('status');
  expect(done.next).toBeNull();
  expect((await made.run()).stdout).toMatch(/Nothing to do: .*nothing new since/);
});

test('the held-out examples can be looked at alone', async () => {
  await using made = await project();
  await made.run('run', '--holdout', '--trust');
  expect(await made.json('status', '--holdout')).toMatchObject({
    split: 'holdout',
    candidates: [{ outputs: 2 }, { outputs: 2 }],
    ratings: { missing: 4 },
  });
  expect((await made.run('status', '--holdout')).stdout).toContain('Of the held-out examples:');
});

test('after a run with several trials, what is missing is counted in trials', async () => {
  await using made = await project();
  await made.run('run', '--trials', '2', '--candidate', 'new', '--trust');
  const now = await made.json<Status>('status');
  expect(now).toMatchObject({ trials: 2, next: 'fieldtest run --trials 2' });
  expect(now.candidates[0]).toMatchObject({ missingOutputs: 40, unrecorded: 21 });
  expect((await made.run('decide')).stdout).toMatch(/40 outputs are missing/);
});
