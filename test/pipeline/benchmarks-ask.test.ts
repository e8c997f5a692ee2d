/** In a terminal, what is not clear of a public table is asked; what was answered is kept. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log } from '../../src/core/context.ts';
import { type OpenProject, openProject } from '../../src/open.ts';
import { addBenchmarks } from '../../src/pipeline/benchmarks/add.ts';
import { matchedBenchmarks } from '../../src/pipeline/benchmarks/matched.ts';

const log: Log = { info() {}, warn() {}, progress() {} };
let dir: string;
let project: OpenProject;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fieldtest-ask-'));
  await writeFile(
    join(dir, 'fieldtest.yaml'),
    'task: t\ncandidates:\n  - { model: openai:gpt-4o }\n  - { name: opus, model: anthropic:claude-opus-4-5 }\n',
  );
  await writeFile(
    join(dir, 'board.csv'),
    'model,accuracy,vibe,drag\ngpt-4o-2024-05-13,1,20,3\ngpt-4o-2024-08-06,2,30,4\nClaude Opus 4.5 thinking,3,40,5\n',
  );
  project = await openProject({ cwd: dir, env: { HOME: dir }, log, signal: new AbortController().signal });
});
afterEach(async () => {
  await project[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true });
});

/** Says yes to what one of these is part of, and notes what was asked. */
function answering(...yes: readonly string[]) {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return yes.some((one) => question.includes(one));
  };
  return { asked, ask };
}

test('which way is better, and who is who', async () => {
  const { asked, ask } = answering(
    'higher number better in "vibe"',
    'lower number better in "drag"',
    '2024-08-06',
    'thinking',
  );
  const { tables } = await addBenchmarks(project, { file: 'board.csv', ask });
  expect(asked).toEqual([
    'Is a higher number better in "vibe"?',
    'Is a higher number better in "drag"?',
    'Is a lower number better in "drag"?',
    'Is "gpt-4o-2024-05-13" of the table your candidate "openai:gpt-4o"?',
    'Is "gpt-4o-2024-08-06" of the table your candidate "openai:gpt-4o"?',
    'Is "Claude Opus 4.5 thinking" of the table your candidate "opus"?',
  ]);
  expect(tables[0]!.benchmark.columns.map(({ direction }) => direction)).toEqual([
    'higher',
    'higher',
    'lower',
  ]);
  const [kept] = await matchedBenchmarks(project);
  expect(kept).toMatchObject({
    doubts: [],
    matches: [
      { candidate: 'openai:gpt-4o', model: 'gpt-4o-2024-08-06', by: 'alias' },
      { candidate: 'opus', model: 'Claude Opus 4.5 thinking', by: 'alias' },
    ],
  });
});

test('a no to both leaves nothing half done; a no to every name leaves the candidate out', async () => {
  const nobody = answering();
  await expect(addBenchmarks(project, { file: 'board.csv', ask: nobody.ask })).rejects.toMatchObject({
    code: 'usage',
  });
  expect(await project.store.benchmarks()).toEqual([]);
  await addBenchmarks(project, { file: 'board.csv', columns: ['accuracy'], ask: nobody.ask });
  const [kept] = await matchedBenchmarks(project);
  expect(kept!.matches).toEqual([]);
  expect(kept!.doubts.map(({ candidate, why }) => [candidate, why])).toEqual([
    ['openai:gpt-4o', 'several'],
    ['opus', 'alike'],
  ]);
});
