/** A candidate whose file is missing or grows stops nobody else. */
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { RunResult } from '../../src/pipeline/run.ts';
import type { Status } from '../../src/pipeline/status.ts';
import { freshProject, jsonl } from '../fixtures/project.ts';

const IDS = ['e1', 'e2', 'e3'];
const SET = jsonl(IDS.map((id) => ({ id, input: id })));
const CONFIG = `task: t
candidates:
  - { name: old, recorded: file://o.jsonl }
  - { name: new, recorded: file://o.jsonl }
  - { name: m, run: file://m.mjs }
`;
const row = (candidate: string, example: string, output = `${candidate} ${example}`) => ({
  example,
  candidate,
  output,
});

async function ready() {
  const project = await freshProject(
    {
      'fieldtest.yaml': CONFIG,
      'set.jsonl': SET,
      'm.mjs': "export const run = (e) => 'm ' + e.input;\n",
      'o.jsonl': jsonl(IDS.map((id) => row('old', id))),
    },
    { FIELDTEST_TRUST: '1' },
  );
  await project.run('examples', 'import', 'set.jsonl');
  return project;
}

test('rows of another candidate that come into the file leave the first as it is', async () => {
  await using project = await ready();
  expect((await project.json<RunResult>('run')).candidates).toMatchObject([
    { added: 3, missing: 0 },
    { added: 0, missing: 3, unrecorded: 3 },
    { added: 3 },
  ]);
  await project.write('o.jsonl', jsonl(['old', 'new'].flatMap((name) => IDS.map((id) => row(name, id)))));
  expect((await project.json<RunResult>('run')).candidates).toMatchObject([
    { added: 0, missing: 0 },
    { added: 3, missing: 0 },
    { added: 0 },
  ]);
});

test('a row that changed after it was stored is told, and the stored one stays', async () => {
  await using project = await ready();
  await project.run('run');
  await project.write('o.jsonl', jsonl(IDS.map((id) => row('old', id, `better ${id}`))));
  const { code, stderr } = await project.run('run');
  expect(code).toBe(1);
  expect(stderr).toMatch(/old: its recorded output of e1 is not what is stored/);
  expect(stderr).toMatch(/version:/);
  await project.write('fieldtest.yaml', CONFIG.replace('o.jsonl }', 'o.jsonl, version: 2 }'));
  expect((await project.json<RunResult>('run')).candidates).toMatchObject([{ added: 3 }, {}, {}]);
});

test('without the files of candidates everything works but run, and what was stored still counts', async () => {
  await using project = await ready();
  await project.run('run');
  await project.write(
    'r.jsonl',
    jsonl(
      ['old', 'm'].flatMap((candidate) =>
        IDS.map((example) => ({ example, candidate, rater: 'ann', rating: 3 })),
      ),
    ),
  );
  await rm(join(project.dir, 'o.jsonl'));
  await rm(join(project.dir, 'm.mjs'));
  for (const command of [
    ['import', 'set.jsonl'],
    ['ratings', 'import', 'r.jsonl'],
    ['ratings', 'export'],
    ['outputs', 'export'],
    ['examples', 'export'],
    ['export', 'out'],
  ]) {
    expect(await project.run(...command), command.join(' ')).toMatchObject({ code: 0 });
  }
  const decision = await project.json<Decision>('decide');
  expect(decision.candidates).toMatchObject([{ n: 3 }, { n: 0 }, { n: 3 }]);
  expect((await project.run('decide')).stderr).toMatch(/m cannot run \(.*m\.mjs: there is no such file/);
  const { candidates } = await project.json<Status>('status');
  expect(candidates).toMatchObject([
    { outputs: 3, problem: expect.stringContaining('o.jsonl: there is no such file') },
    { outputs: 0, problem: expect.stringContaining('o.jsonl') },
    { outputs: 3, problem: expect.stringContaining('m.mjs: there is no such file') },
  ]);
  expect((await project.run('status')).stdout).toMatch(/m cannot run: .*m\.mjs/);
  const { code, stderr } = await project.run('run', '--candidate', 'm');
  expect(code).toBe(1);
  expect(stderr).toMatch(/fieldtest\.yaml:5:\d+: m\.mjs: there is no such file/);
});

test('a missing prompt stops its candidate alone, and nothing is stored under an id that nobody has', async () => {
  await using project = await freshProject(
    {
      'fieldtest.yaml':
        'task: t\ncandidates:\n  - { name: p, model: "openai:gpt", prompt: file://p.md }\n  - { name: c, command: cat }\n',
      'set.jsonl': SET,
      'o.jsonl': jsonl(IDS.map((id) => row('p', id))),
    },
    { FIELDTEST_TRUST: '1' },
  );
  await project.run('examples', 'import', 'set.jsonl');
  expect(await project.run('run', '--candidate', 'c')).toMatchObject({ code: 0 });
  expect((await project.run('run')).stderr).toMatch(/p\.md: there is no such file/);
  const refused = await project.run('outputs', 'import', 'o.jsonl');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/p can take no outputs yet: .*p\.md: there is no such file/);
  await project.write('p.md', 'Answer');
  expect((await project.json<Status>('status')).candidates).toMatchObject([{ outputs: 0 }, { outputs: 3 }]);
});

test('a recorded file that is broken, gone or outside of the folder stops no status, and is not read before trust', async () => {
  await using project = await ready();
  await project.run('run', '--candidate', 'old', 'm');
  await project.write('o.jsonl', 'not JSON\n');
  const broken = await project.json<Status>('status');
  expect(broken.candidates[1]).toMatchObject({
    name: 'new',
    missingOutputs: 3,
    problem: expect.stringMatching(/o\.jsonl:1/),
  });
  // What nobody can run is not named as the next thing to do.
  expect(broken.next).not.toMatch(/fieldtest run/);
  await using elsewhere = await freshProject({ 'secret.txt': 'canary: not JSON\n' });
  await rm(join(project.dir, 'o.jsonl'));
  await symlink(join(elsewhere.dir, 'secret.txt'), join(project.dir, 'o.jsonl'));
  const { code, stdout, stderr } = await project.run('status');
  expect(code).toBe(0);
  expect(stdout + stderr).not.toMatch(/not JSON|canary/);
});
