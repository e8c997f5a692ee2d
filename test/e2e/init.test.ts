/** `fieldtest init`: what it writes can be read, and what cannot be read is not written. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { freshProject } from '../fixtures/project.ts';

const MODULE = 'export async function run(example) { return example.input; }\n';

test.each([
  [
    'a provider that nobody knows',
    ['--model', 'opnai:gpt-5-mini'],
    /"opnai"; did you mean "openai"\?/,
    /Known: /,
  ],
  ['a model without a provider', ['--model', 'gpt-5'], /"gpt-5" names no provider/, /provider:model/],
  ['a module that is not there', ['--run', 'none.mjs'], /none\.mjs: there is no such file/, /\S/],
  [
    'a recorded file that is not there',
    ['--recorded', 'none.jsonl'],
    /none\.jsonl: there is no such file/,
    /\S/,
  ],
  [
    'a prompt that is not there',
    ['--model', 'openai:a', '--prompt', 'none.md'],
    /none\.md: there is no such file/,
    /\S/,
  ],
  ['one model twice', ['--model', 'openai:a', 'openai:a'], /two candidates are called "openai:a"/, /\S/],
  ['two modules of one name', ['--run', 'a.mjs', 'b/a.mjs'], /two candidates are called "a"/, /\S/],
  ['an incumbent that is no candidate', ['--model', 'openai:a', '--incumbent', 'b'], /none of/, /openai:a/],
])('a user who names %s is told at once, and nothing is written', async (_what, flags, error, hint) => {
  await using project = await freshProject({ 'a.mjs': MODULE, 'b/a.mjs': `${MODULE}// other\n` });
  const { code, stderr } = await project.run('init', ...flags);
  const [first, second] = stderr.split('\n');
  expect(first).toMatch(error);
  expect(first).not.toMatch(/fieldtest\.yaml:\d/);
  expect(second).toMatch(hint);
  expect(code).toBe(2);
  expect((await readdir(project.dir)).sort()).toEqual(['a.mjs', 'b']);
});

test('a script that is not there yet is noted, and the config is written', async () => {
  await using project = await freshProject();
  const { code, stderr } = await project.run('init', '--command', 'python3 later.py');
  expect(stderr).toMatch(/later\.py/);
  expect(code).toBe(0);
  expect((await project.run('status')).code).toBe(0);
});
