/** A user's own module that prints, exits or fails late: the run goes on, and says what happened. */
import { expect, test } from 'vitest';
import type { RunResult } from '../../src/pipeline/run.ts';
import { freshProject, jsonl } from '../fixtures/project.ts';

const SET = jsonl(['one', 'two', 'three', 'four', 'five', 'six'].map((input) => ({ id: input, input })));

async function projectOf(source: string) {
  const project = await freshProject({
    'fieldtest.yaml':
      'task: t\ncandidates:\n  - { name: m, run: file://m.mjs }\n  - { name: c, command: cat }\n',
    'm.mjs': source,
    'set.jsonl': SET,
  });
  await project.run('examples', 'import', 'set.jsonl');
  return project;
}

test('what it prints does not stand in the result', async () => {
  await using project = await projectOf(
    "console.log('loading');\nexport const run = async (e) => { console.log('a', e.input); await 1; process.stdout.write('b'); return 'x'; };\n",
  );
  const { code, stdout, stderr } = await project.run('run', '--trust', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ candidates: [{ added: 6, failed: 0 }, { added: 6 }] });
  expect(stderr).toMatch(/loading[\s\S]*a one/);
});

test('an exit in the middle is the failure of that example alone', async () => {
  await using project = await projectOf(
    "export const run = async (e) => { if (e.input === 'three') process.exit(0); return 'x'; };\n",
  );
  const result = await project.json<RunResult>('run', '--trust');
  expect(result.candidates).toMatchObject([
    { added: 6, failed: 1, failure: 'it called process.exit(0)' },
    { added: 6, failed: 0 },
  ]);
});

test('an exit while it is loaded is an error that names it', async () => {
  await using project = await projectOf("process.exit(0);\nexport const run = () => 'x';\n");
  const { code, stderr } = await project.run('run', '--trust');
  expect(code).toBe(1);
  expect(stderr).toMatch(/m\.mjs.* cannot be imported: it called process\.exit\(0\)/);
});

test.each([
  ['a promise', "Promise.reject(new Error('lost'))"],
  ['a timer', "setTimeout(() => { throw new Error('lost'); }, 5)"],
])('%s that fails before the answer is the failure of that example', async (_what, code) => {
  await using project = await projectOf(
    `export const run = async (e) => { if (e.input === 'two') ${code}; await new Promise((r) => setTimeout(r, 50)); return 'x'; };\n`,
  );
  const result = await project.json<RunResult>('run', '--trust');
  expect(result.candidates).toMatchObject([{ added: 6, failed: 1, failure: 'lost' }, { added: 6 }]);
});

test('a promise that fails after the answer stops the candidate, and what was answered is kept', async () => {
  await using project = await projectOf(
    // What the first call leaves behind fails while the second runs, however long storing the first took.
    `let second = false;
export const run = async (e) => {
  if (e.input !== 'one') {
    second = true;
    await new Promise((done) => setTimeout(done, 60));
    return 'x';
  }
  const timer = setInterval(() => {
    if (!second) return;
    clearInterval(timer);
    Promise.reject(new Error('lost'));
  }, 1);
  return 'x';
};
`,
  );
  const { code, stdout } = await project.run('run', '--trust', '--json', '--concurrency', '1');
  expect(code).toBe(1);
  expect((JSON.parse(stdout) as RunResult).candidates).toMatchObject([
    { added: 2, stopped: { message: 'm.mjs threw when it had answered already: lost' } },
    { added: 6 },
  ]);
});

test.each([0, 400])('a failure %i ms after the last answer is told too', async (ms) => {
  await using project = await projectOf(
    `export const run = async (e) => { if (e.input === 'six') setTimeout(() => { throw new Error('lost'); }, ${ms}); return 'x'; };\n`,
  );
  const { code, stderr } = await project.run('run', '--trust', '--candidate', 'm');
  expect(code).toBe(1);
  expect(stderr).toMatch(/m\.mjs .*: lost/);
  expect((await project.json('status')).candidates).toMatchObject([{ outputs: 6 }, { outputs: 0 }]);
});
