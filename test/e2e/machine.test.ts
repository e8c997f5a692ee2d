/** What other programs and folders below the project rely on. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fieldtestIn } from '../fixtures/in-folder.ts';
import { freshProject, jsonl } from '../fixtures/project.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: a, command: cat }\n  - { name: b, command: wc }\n';

describe('a command that fails with --json', () => {
  test.each([
    ['wrong usage', ['zork'], 'usage', 2],
    ['a number that is none', ['run', '--trials', 'x'], 'usage', 2],
    ['a subcommand that is missing', ['ratings'], 'usage', 2],
    ['a candidate that nobody knows', ['run', '--candidate', 'c'], 'usage', 2],
    ['nothing to work on', ['pick'], 'empty', 1],
    ['a file that is not there', ['import', 'none.jsonl'], 'input', 1],
    ['no config', ['status', '-c', 'none.yaml'], 'config', 1],
  ])('says so in one document: %s', async (_what, command, code, exit) => {
    await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
    const ended = await project.run(...command, '--json');
    const { error } = JSON.parse(ended.stdout) as { error: { code: string; message: string; next: string } };
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/\S/);
    expect(error.next).toMatch(/\S/);
    expect(ended.code).toBe(exit);
    expect(ended.stderr).toMatch(/\S/);
  });
});

describe('a command in a folder of the project', () => {
  test('is about the project, and says which; paths are those of the folder', async () => {
    await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
    await project.write('logs/may/log.jsonl', jsonl([{ input: 'x' }]));
    const imported = await fieldtestIn(join(project.dir, 'logs/may'), 'import', 'log.jsonl');
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.stderr).toContain('The project is ../../fieldtest.yaml');
    expect(await project.json('status')).toMatchObject({ records: 1 });
  });

  test('says where it looked when there is none', async () => {
    await using project = await freshProject();
    await mkdir(join(project.dir, 'deep'));
    const ended = await fieldtestIn(join(project.dir, 'deep'), 'status');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/no fieldtest\.yaml in .*deep or in a folder above it\n.*init.*-c FILE/);
  });
});
