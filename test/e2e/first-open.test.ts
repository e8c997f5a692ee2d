/** Opening a store: the first time by many at once, somebody else's file, and one that may only be read. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { COMMAND } from '../fixtures/command.ts';
import { type Ended, ended, freshProject, jsonl, type Project } from '../fixtures/project.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: same, command: cat }\n';

/** All begin at the same moment, however long each takes to start. */
const OPEN_AT = `
  const [module, where, at] = process.argv.slice(1);
  const { openStore } = await import(module);
  while (Date.now() < Number(at));
  const store = await openStore(where);
  await store.putReveal({ at: '2026-11-01', command: 'decide', missing: 1 });
  await store.close();
`;

test('eight processes that open a new folder at the same moment all work', async () => {
  const module = new URL('../../src/store/open-store.ts', import.meta.url).href;
  for (let round = 0; round < 3; round++) {
    await using project = await freshProject();
    const where = join(project.dir, '.fieldtest/fieldtest.db');
    const args = ['--input-type=module', '-e', OPEN_AT, module, where, String(Date.now() + 2000)];
    const children = Array.from({ length: 8 }, () => spawn(process.execPath, args, { stdio: 'pipe' }));
    for (const end of await Promise.all(children.map(ended)))
      expect(end).toMatchObject({ code: 0, stderr: '' });
    const store = await openStore(where);
    expect(await store.reveals()).toHaveLength(8);
    await store.close();
  }
});

test("a database of another program is refused and left as it is, and a database's permissions are its owner's matter", async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const other = join(project.dir, 'other.db');
  const database = new DatabaseSync(other);
  database.exec('create table invoices (id integer); insert into invoices values (1)');
  database.close();
  await chmod(other, 0o644);
  const before = await project.read('other.db');
  await using elsewhere = await freshProject({ 'fieldtest.yaml': CONFIG }, { FIELDTEST_STORE: other });
  const refused = await elsewhere.run('status');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /^error: .*other\.db is a database of another program.*"invoices"\n {2}Nothing/,
  );
  expect(await project.read('other.db')).toBe(before);
  expect((await stat(other)).mode & 0o777).toBe(0o644);

  await project.run('status');
  const own = join(project.dir, '.fieldtest/fieldtest.db');
  expect((await stat(own)).mode & 0o777).toBe(0o600);
  await chmod(own, 0o640);
  await project.run('status');
  expect((await stat(own)).mode & 0o777).toBe(0o640);
});

/** Longer than any command of these tests takes, so that none can hold them up. */
const COMMAND_MS = 15_000;

/** Root may write everywhere, so the command runs as nobody; as another user it runs as that one. */
async function runReadOnly(project: Project, ...args: readonly string[]): Promise<Ended> {
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const env = { PATH: process.env.PATH, HOME: '/nonexistent' };
  const options = { ...nobody, cwd: project.dir, env, stdio: 'pipe', timeout: COMMAND_MS } as const;
  return await ended(spawn(process.execPath, [COMMAND, ...args], options));
}

/** Whether this process can be nobody and read the code then: not in every container. */
async function canBeNobody(): Promise<boolean> {
  await using project = await freshProject();
  await chmod(project.dir, 0o755);
  return await runReadOnly(project, 'help').then(
    ({ code }) => code === 0,
    () => false,
  );
}

describe.runIf(await canBeNobody())('a folder that may only be read', () => {
  test('still says where things stand, decides and gives everything out; nothing in it changes', async () => {
    await using project = await freshProject({
      'fieldtest.yaml': CONFIG,
      'set.jsonl': jsonl([{ id: 'e', input: 'a' }]),
      'ratings.jsonl': jsonl([{ example: 'e', candidate: 'same', rater: 'ann', rating: 4 }]),
      'more.jsonl': jsonl([{ example: 'e', candidate: 'same', rater: 'bob', rating: 4 }]),
    });
    await project.run('examples', 'import', 'set.jsonl');
    await project.run('run', '--trust');
    await project.run('ratings', 'import', 'ratings.jsonl');
    const files = ['.fieldtest/fieldtest.db', '.fieldtest', '.'];
    for (const file of files) await chmod(join(project.dir, file), file.endsWith('.db') ? 0o444 : 0o555);
    const before = await readFile(join(project.dir, files[0]!));
    expect(await runReadOnly(project, 'status')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 output text rated/),
      stderr: '',
    });
    const decided = await runReadOnly(project, 'decide');
    expect(decided.stdout).toMatch(/same/);
    expect(decided.stderr).toMatch(/^warning: .*may only be read: this decision is shown, but not kept/);
    expect(await runReadOnly(project, 'outputs', 'export')).toMatchObject({ code: 0, stderr: '' });
    const out = await mkdtemp(join(tmpdir(), 'fieldtest-out-'));
    await chmod(out, 0o777);
    expect(await runReadOnly(project, 'export', out)).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await runReadOnly(project, 'ratings', 'import', 'more.jsonl');
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: .*readonly.*\n {2}Check/),
    });
    expect(await readFile(join(project.dir, files[0]!))).toEqual(before);
    for (const file of files) await chmod(join(project.dir, file), 0o700);
    await rm(out, { recursive: true });
  });

  test('cannot be begun in, and says so', async () => {
    await using project = await freshProject();
    await chmod(project.dir, 0o555);
    const { code, stderr, stdout } = await runReadOnly(project, 'init', '--task', 't');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: this folder cannot be written to: EACCES.*\n {2}Check its permissions.*\n$/,
    );
  });
});

test('init where .fieldtest is a file says so in two lines', async () => {
  await using project = await freshProject({ '.fieldtest': 'mine' });
  const { code, stderr } = await project.run('init', '--task', 't');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: this folder cannot be written to: EEXIST.*\n {2}Check its permissions.*\n$/,
  );
  expect(await project.read('.fieldtest')).toBe('mine');
});

test('data of a project whose config was written by hand stays out of its repository', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  await project.run('status');
  expect(await project.read('.fieldtest/.gitignore')).toBe('*\n');
});
