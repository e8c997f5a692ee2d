/** `fieldtest history`: a team looks back on what it decided, and at what changed. */
import { expect, test } from 'vitest';
import type { TaskHistory } from '../../src/pipeline/history.ts';
import { freshProject, jsonl, type Project } from '../fixtures/project.ts';

const config = (...names: string[]) =>
  `task: t\ncandidates:\n${names.map((name) => `  - { name: ${name}, recorded: file://none.jsonl }\n`).join('')}decide: { looks: final }\n`;

/** Examples `from` to `to`, each with an answer and a rating of every candidate. */
async function measure(
  project: Project,
  [from, to]: readonly [number, number],
  quality: { [name: string]: number },
) {
  const inputs = Array.from({ length: to - from }, (_, i) => `mail ${from + i}`);
  await project.write('set.jsonl', jsonl(inputs.map((input) => ({ input }))));
  const rows = inputs.flatMap((input, i) =>
    Object.entries(quality).map(([candidate, level]) => ({
      input,
      candidate,
      output: `${candidate} on ${input}`,
      costUsd: level / 1000,
      rater: 'ann',
      rating: Math.max(1, Math.min(5, level + ((from + i) % 3) - 1)),
    })),
  );
  await project.write('rows.jsonl', jsonl(rows));
  await project.run('examples', 'import', 'set.jsonl', '--replace');
  await project.run('outputs', 'import', 'rows.jsonl');
  await project.run('ratings', 'import', 'rows.jsonl');
  return await project.run('decide');
}

test('decisions, what changed between them, and every model on the set of today', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': config('old', 'new'), 'none.jsonl': '' });
  expect(await project.run('history')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('fieldtest decide'),
  });
  await measure(project, [0, 20], { old: 3, new: 4 });
  await project.write('fieldtest.yaml', config('new', 'newest'));
  await measure(project, [6, 26], { new: 4, newest: 5 });

  const { stdout } = await project.run('history');
  expect(stdout).toMatch(/^1 +\d{4}-\d\d-\d\d +20 +ship new +4\.0/m);
  expect(stdout).toContain('2: models: newest is new, old is gone; examples: 6 added, 6 retired, 14 shared');
  expect(stdout).toMatch(/^old +old +\S+ +\d\.\d \(.*\) +in 1, ±0\.\d\d +\$3\.00$/m);
  expect(stdout).toContain('old by 14 of 20');

  const history = await project.json<TaskHistory>('history');
  expect(history.models.map(({ name, score }) => [name, score?.kind])).toEqual([
    ['old', 'linked'],
    ['new', 'direct'],
    ['newest', 'direct'],
  ]);
  expect((await project.run('history', '2', '1')).stdout).toMatch(
    /models: old is gone[\s\S]*do not stand beside/,
  );
  expect((await project.run('history', '1')).stdout).toMatch(/^Decision 1, [\s\S]*Ship new\./);
  expect((await project.run('history', '7')).stderr).toContain('the last one is 2');
  expect((await project.run('history', '0')).code).toBe(2);
});
