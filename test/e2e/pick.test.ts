/** Picking from fewer records than a set wants. */
import { expect, test } from 'vitest';
import { freshProject, jsonl } from '../fixtures/project.ts';

test.each([
  ['8', /8 examples picked and 4 held out/, /Held out: 4 of the 10 asked for, since only 4 are left/],
  [
    '50',
    /12 examples picked \(/,
    /50 were asked for.*\n.*Held out: 0 of the 10 asked for, since none are left/,
  ],
])('of 12 records, %s and a holdout: what is held out too little is said', async (count, picked, short) => {
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: a, command: cat }\n',
    'log.jsonl': jsonl(Array.from({ length: 12 }, (_, i) => ({ input: `question ${i}` }))),
  });
  await project.run('import', 'log.jsonl');
  const { stdout } = await project.run('pick', '--count', count);
  expect(stdout).toMatch(picked);
  expect(stdout).toMatch(short);
  expect(stdout).toContain('pick fewer with --count');
});
