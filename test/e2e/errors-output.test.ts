/** Where output goes and what stands in it: full disks, folders that are none, names that would move the cursor. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND } from '../fixtures/command.ts';
import { readyProject, testErrors, useReadyProject } from '../fixtures/errors.ts';
import { jsonl } from '../fixtures/project.ts';

describe('a user who meets', () => {
  useReadyProject();

  testErrors([
    {
      what: 'an export onto a file',
      command: ['export', 'here.txt'],
      files: { 'here.txt': 'mine' },
      error: /here\.txt is not a folder/,
      hint: /folder/,
    },
    {
      what: 'an export into a file',
      command: ['export', 'here.txt/out'],
      files: { 'here.txt': 'mine' },
      error: /here\.txt\/out is not a folder/,
      hint: /folder/,
    },
    {
      what: 'an export to bring back that is a file',
      command: ['import', '--from-export', 'here.txt'],
      files: { 'here.txt': 'mine' },
      error: /here\.txt is not a folder/,
      hint: /folder/,
    },
  ]);

  test('several exports into one folder at once all succeed, and leave only the export', async () => {
    await using project = await readyProject();
    const ended = await Promise.all(['out', 'out', 'out'].map((dir) => project.run('export', dir)));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    await project.run('export', 'alone');
    const [together, alone] = await Promise.all(
      ['out', 'alone'].map((dir) => readdir(join(project.dir, dir))),
    );
    expect(together).toEqual(alone);
    expect(await project.read('out/outputs.jsonl')).toBe(await project.read('alone/outputs.jsonl'));
  });

  test('more trials than anybody needs are refused with the limit', async () => {
    await using project = await readyProject();
    const { code, stderr } = await project.run('run', '--trials', '501');
    expect(stderr).toMatch(/'501' is invalid. It must be a whole number from 1 to 100/);
    expect(code).toBe(2);
    await project.write('o.jsonl', jsonl([{ example: 'one', candidate: 'a', output: 'x', trial: 501 }]));
    const imported = await project.run('outputs', 'import', 'o.jsonl');
    expect(imported.stderr).toMatch(/o\.jsonl:1:1: trial: must be at most 100, not 501/);
  });

  test.runIf(existsSync('/dev/full'))('a full disk under the output is one line and a failure', async () => {
    await using project = await readyProject();
    const child = spawn('/bin/sh', ['-c', '"$0" "$1" decide > /dev/full', process.execPath, COMMAND], {
      cwd: project.dir,
      env: { PATH: process.env.PATH, HOME: project.dir },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise((done) => child.on('close', done));
    expect(said).toMatch(/^error: the output cannot be written: ENOSPC.*\n {2}\S.*\n$/);
    expect(code).toBe(1);
  });
});

describe('a name with an escape sequence is written out', () => {
  useReadyProject();
  const EVIL = 'e\u001b[31mvil';

  test.each([
    ['import', ['import', '--skip-bad', `${EVIL}.jsonl`]],
    ['a folder of an export', ['export', EVIL]],
    ['a seed', ['pick', '--seed', EVIL]],
    ['a command', [EVIL]],
    ['a subcommand', ['ratings', EVIL]],
    ['a flag', ['run', `--${EVIL}`]],
    ['a candidate', ['run', '--candidate', EVIL]],
    ['init', ['init', '--force', '--recorded', `${EVIL}.jsonl`]],
  ])('of %s', async (_what, command) => {
    await using project = await readyProject({ [`${EVIL}.jsonl`]: '{"input":"x"}\nbroken\n' });
    if (command[0] === 'pick') await project.run('import', '--skip-bad', `${EVIL}.jsonl`);
    const { stdout, stderr } = await project.run(...command);
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stdout + stderr).toContain('e\\u{1b}[31mvil');
  });
});
