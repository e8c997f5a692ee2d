/** `fieldtest quick`: from a log file to a decision in one go, with ten examples. */
import { expect, test } from 'vitest';
import { linkOf } from '../fixtures/link-of.ts';
import { LOG } from '../fixtures/picked-project.ts';
import { ended, freshProject } from '../fixtures/project.ts';
import { rateByHttp } from '../fixtures/rate-by-http.ts';

const ask = [
  '--task',
  'Answer',
  '--command',
  'sed s/Hello/Dear/',
  'tr a-z A-Z',
  '--rater',
  'ann',
  '--no-open',
];
const judge = (text: string) =>
  /^DEAR|^HELLO/.test(text) ? { rating: 2, acceptable: false } : { rating: 5, acceptable: true };

test('a folder with a log and nothing else gets to a decision, which says what ten examples can tell', async () => {
  await using project = await freshProject({ 'log.jsonl': LOG });
  const child = project.start('quick', 'log.jsonl', ...ask);
  const done = ended(child);
  const asked = await rateByHttp(await linkOf(child), { judge });
  const { stdout, code } = await done;
  expect(asked).toHaveLength(20);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Ship command-1: /m);
  expect(stdout).toMatch(/What 10 examples can tell: With 10 examples, two candidates/);
  expect(stdout).toContain('fieldtest pick --count 50');
  expect(await project.read('fieldtest.yaml')).toContain('count: 10');
  // Again: nothing is left to do, and the flag is the same word.
  expect(await project.run('--quick', '--rater', 'ann')).toMatchObject({ code: 0 });
});

test('what it would ask for in a terminal is named where there is none', async () => {
  await using project = await freshProject({ 'log.jsonl': LOG });
  const bare = await project.run('quick', 'log.jsonl');
  expect(bare).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--task '...' --model provider:model"),
  });
  const none = await project.run('quick', ...ask);
  expect(none).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Name a file: fieldtest quick FILE'),
  });
});
