/** `fieldtest doctor` says what is wrong with a project, and saves what is whole of a damaged database. */
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Health } from '../../src/open/doctor.ts';
import { freshProject, jsonl, type Project } from '../fixtures/project.ts';

const CONFIG =
  'task: t\ncandidates:\n  - { name: a, command: cat }\n  - { name: m, model: "openai-compatible:m", baseUrl: "http://127.0.0.1:9/v1", apiKeyEnv: MY_KEY }\n';
const SET = jsonl(
  Array.from({ length: 30 }, (_, i) => ({ input: `question ${i} ${'and more '.repeat(60)}` })),
);
const CANARY = 'sk-canary-0123456789';

async function answered(): Promise<Project> {
  const project = await freshProject({ 'fieldtest.yaml': CONFIG, 'set.jsonl': SET }, { MY_KEY: CANARY });
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('run', '--trust', '--candidate', 'a');
  return project;
}

test('a healthy project is called so, key by name and never by value', async () => {
  await using project = await answered();
  const { code, stdout } = await project.run('doctor');
  expect(stdout).toMatch(/^ok +node +2\d/m);
  expect(stdout).toMatch(/^ok +config +.*fieldtest\.yaml, candidates: 2$/m);
  expect(stdout).toMatch(/^ok +keys +MY_KEY set$/m);
  expect(stdout).toMatch(/^ok +trust +not given yet: .*runs `cat`/m);
  expect(stdout).toMatch(/^ok +store +.*fieldtest\.db, whole$/m);
  expect(stdout).toMatch(/^ok +folder +.*yours alone$/m);
  expect(stdout).toMatch(/^ok +disk +[\d,.]+ MB free$/m);
  expect(stdout).toMatch(/^ok +backups +none made yet$/m);
  expect(stdout).not.toContain(CANARY);
  expect(code).toBe(0);
});

test('what is wrong is named with what to do, all of it at once, and the exit code is 1', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'set.jsonl': SET });
  await project.run('examples', 'import', 'set.jsonl');
  await chmod(join(project.dir, '.fieldtest'), 0o755);
  const { healthy, findings } = await project.json<Health & Record<string, unknown>>('doctor');
  expect(healthy).toBe(false);
  expect(findings.filter(({ ok }) => !ok)).toMatchObject([
    {
      what: 'keys',
      said: 'no API key for openai-compatible: MY_KEY is not set',
      hint: expect.stringContaining('export MY_KEY='),
    },
    { what: 'folder', hint: expect.stringContaining('chmod 700') },
  ]);
  await project.write('fieldtest.yaml', 'task: [');
  expect(await project.run('doctor')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^WRONG config +fieldtest\.yaml:1/m),
  });
});

test('a damaged database: told by doctor, saved by --salvage, and what is lost is asked for again', async () => {
  await using project = await answered();
  const path = join(project.dir, '.fieldtest', 'fieldtest.db');
  const database = new DatabaseSync(path);
  const { page, size } = database
    .prepare(
      "select max(pageno) as page, max(pgsize) as size from dbstat where name = 'outputs' and pagetype = 'leaf'",
    )
    .get() as { page: number; size: number };
  database.close();
  const bytes = await readFile(path);
  bytes.fill(0, (page - 1) * size, page * size);
  await writeFile(path, bytes);

  const status = await project.run('status');
  expect(status.code).toBe(1);
  expect(status.stderr).toMatch(
    /^error: .*fieldtest\.db is damaged: .*\n +Nothing was changed\. .*fieldtest doctor --salvage\.\n$/,
  );
  const sick = await project.run('doctor');
  expect(sick).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^WRONG store +.* is damaged: .*outputs/m),
  });

  const saved = await project.run('doctor', '--salvage');
  expect(saved.stdout).toMatch(/^ +examples +30 rows saved$/m);
  expect(saved.stdout).toMatch(/^ +outputs +\d+ rows saved, [1-9]\d* lost$/m);
  expect(saved.stdout).toMatch(
    /The damaged file is now .*fieldtest\.db\.damaged-\d{4}-\d\d-\d\d\.\n- .*fieldtest run asks for them again/,
  );
  expect(await project.run('doctor')).toMatchObject({ code: 0 });
  const lost = Number(/(\d+) lost/.exec(saved.stdout)![1]);
  const run = await project.json<{ candidates: { added: number }[] }>('run', '--trust', '--candidate', 'a');
  expect(run.candidates).toMatchObject([{ added: lost }]);
  expect((await readdir(join(project.dir, '.fieldtest'))).filter((name) => name.includes('salvage'))).toEqual(
    [],
  );

  expect(await project.run('doctor', '--salvage')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not damaged'),
  });
});
