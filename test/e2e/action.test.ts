/** The GitHub Action: one comment that stays true, the summary of the job, and the exit code; against a GitHub on loopback. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMAND } from '../fixtures/command.ts';
import { json, startLoopback } from '../fixtures/loopback-provider.ts';
import { ended, freshProject, jsonl, type Project } from '../fixtures/project.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const inputs = Array.from({ length: 12 }, (_, i) => `question ${i}`);

/** With a baseline whose candidate says the same as now, or something new. */
async function withBaseline(): Promise<Project> {
  const project = await freshProject({
    'fieldtest.yaml': configOf('cat'),
    'set.jsonl': jsonl(inputs.map((input) => ({ input }))),
    'ratings.jsonl': jsonl(inputs.map((input) => ({ input, candidate: 'ours', rater: 'ann', rating: 4 }))),
    'event.json': JSON.stringify({ pull_request: { number: 7 } }),
  });
  for (const args of [
    ['examples', 'import', 'set.jsonl'],
    ['run', '--trust'],
    ['ratings', 'import', 'ratings.jsonl'],
    ['decide'],
  ])
    await project.run(...args);
  return project;
}

const configOf = (command: string) => `task: t\ncandidates:\n  - { name: ours, command: "${command}" }\n`;

async function act(project: Project, api: string, env: { readonly [name: string]: string } = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'action/check.mjs')], {
    cwd: project.dir,
    env: {
      PATH: process.env.PATH,
      HOME: project.dir,
      FIELDTEST_COMMAND: JSON.stringify([process.execPath, COMMAND]),
      FIELDTEST_ARGS: '--trust',
      GITHUB_API_URL: api,
      GITHUB_REPOSITORY: 'team/app',
      GITHUB_TOKEN: 'token',
      GITHUB_EVENT_PATH: join(project.dir, 'event.json'),
      GITHUB_STEP_SUMMARY: join(project.dir, 'summary.md'),
      GITHUB_OUTPUT: join(project.dir, 'output.txt'),
      ...env,
    },
  });
  return await ended(child);
}

test('the first check makes a comment, the next one changes it, whatever else is said there', async () => {
  await using project = await withBaseline();
  const bot = { login: 'github-actions[bot]' };
  // The mark is for anybody to write.
  const comments: { id: number; body: string; user: { login: string } }[] = Array.from(
    { length: 100 },
    (_, id) => ({
      id,
      body: `${id === 3 ? '<!-- fieldtest check -->' : ''}a talk`,
      user: { login: 'mallory' },
    }),
  );
  await using github = await startLoopback((request) => {
    if (request.path === '/user') return json({}, { status: 403 });
    if (request.method === 'GET') {
      const page = Number(/page=(\d+)$/.exec(request.path)![1]);
      return json(comments.slice(100 * (page - 1), 100 * page));
    }
    if (request.method === 'POST') comments.push({ id: 777, body: request.json.body, user: bot });
    else comments.find(({ id }) => request.path.endsWith(`/${id}`))!.body = request.json.body;
    return json({});
  });
  expect(await act(project, github.url)).toMatchObject({ code: 0 });
  expect(comments).toHaveLength(101);
  expect(comments.at(-1)!.body).toContain('Nothing to check');

  await project.write('fieldtest.yaml', configOf('sed s/question/answer/'));
  const open = await act(project, github.url);
  expect(open.code).toBe(0);
  expect(open.stdout).toContain('::warning::fieldtest check is not decided');
  expect(comments).toHaveLength(101);
  expect(comments.at(-1)!.body).toMatch(
    /^<!-- fieldtest check -->\n## Not decided\.[\s\S]*12 outputs need a rating/,
  );
  expect(github.requests.at(-1)).toMatchObject({
    method: 'PATCH',
    path: '/repos/team/app/issues/comments/777',
  });
  expect(await project.read('summary.md')).toContain('## Not decided.');
  expect(await project.read('output.txt')).toMatch(
    /verdict=not-decided\nexit-code=3\nreport=fieldtest-check.md\n$/,
  );
  expect((await act(project, github.url, { FAIL_ON_UNDECIDED: 'true' })).code).toBe(3);

  await project.write('fieldtest.yaml', 'task: [');
  expect((await act(project, github.url)).code).toBe(1);
  expect(comments).toHaveLength(101);
  expect(comments.at(-1)!.body).toMatch(/^<!-- fieldtest check -->\n## Not checked\.\n\n.*exit code 1;/);
});

test('without the right to comment, or without a pull request, the check says its word all the same', async () => {
  await using project = await withBaseline();
  await using github = await startLoopback(json({}, { status: 403 }));
  const denied = await act(project, github.url);
  expect(denied).toMatchObject({ code: 0, stdout: expect.stringContaining('::warning::no comment: GET') });
  const asked = github.requests.length;
  await project.write('event.json', '{"push": true}');
  expect((await act(project, github.url)).code).toBe(0);
  await act(project, github.url, { COMMENT: 'false' });
  expect(github.requests).toHaveLength(asked);
});

test('action.yml is a composite action whose script takes inputs as data', async () => {
  const action = parse(await readFile(join(ROOT, 'action.yml'), 'utf8'));
  expect(action.runs.using).toBe('composite');
  const scripts = action.runs.steps.filter((step: { run?: string }) => step.run !== undefined);
  for (const { shell, run } of scripts) {
    expect(shell).toBe('bash');
    expect(run).not.toContain('inputs.');
  }
  const read = await readFile(join(ROOT, 'action/check.mjs'), 'utf8');
  for (const name of Object.keys(scripts[0].env)) expect(read).toContain(`env.${name}`);
});
