/** The first thing a newcomer runs: offline, under a minute, again and again, and nothing of theirs is lost. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import { ended, freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

interface DemoResult {
  readonly steps: readonly { readonly command: string; readonly result: string }[];
  readonly decision: Decision;
}

describe('npm run demo', () => {
  const script = resolve(import.meta.dirname, '../../scripts/demo.ts');
  let dir: string;
  let first: DemoResult;
  let seconds: number;

  const demo = async (...args: readonly string[]) => {
    const env = { PATH: process.env.PATH ?? '', HOME: dir };
    const child = spawn(process.execPath, [script, ...args], {
      cwd: dir,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return await ended(child);
  };

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'fieldtest-demo-'));
    const started = performance.now();
    const { code, stdout, stderr } = await demo('--json');
    seconds = (performance.now() - started) / 1000;
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Reading 6,046 real mails/),
    });
    first = JSON.parse(stdout) as DemoResult;
  });

  afterAll(async () => await rm(dir, { recursive: true, force: true }));

  test('goes from 6,046 mails to a decision in under a minute', () => {
    expect(seconds).toBeLessThan(60);
    expect(first.steps.map(({ command }) => command)).toEqual([
      'fieldtest import mails.jsonl',
      'fieldtest pick',
      'fieldtest examples import examples.jsonl --replace',
      'fieldtest run',
      'fieldtest ratings import ratings.jsonl',
    ]);
    expect(first.steps[0]?.result).toMatch(/^6,046 mails/);
    expect(first.decision.candidates).toHaveLength(6);
    for (const { n, rating } of first.decision.candidates)
      expect({ n, rated: rating !== undefined }).toEqual({ n: 50, rated: true });
    expect(first.decision.verdict.kind).toBe('switch');
  });

  test('works again, does nothing twice, and says how to rate the outputs oneself', async () => {
    const { code, stdout } = await demo();
    expect(code).toBe(0);
    expect(stdout).toMatch(/every output is stored already: nothing is asked twice/);
    expect(stdout).toMatch(/made by a language model, not by an expert/);
    expect(stdout).toMatch(/fieldtest review --rater me/);
  });

  test('from the package, on the picked mails that come along, ends in the same decision', async () => {
    await using project = await freshProject();
    const shipped = await project.json<DemoResult>('demo');
    expect(shipped.steps[0]?.command).toBe('fieldtest examples import examples.jsonl');
    const withoutTimes = ({ candidates, ...rest }: Decision) => ({
      ...rest,
      // Only the times of the programs differ from run to run.
      inputsHash: undefined,
      candidates: candidates.map(({ latencyMs: _times, ...candidate }) => candidate),
    });
    expect(withoutTimes(shipped.decision)).toEqual(withoutTimes(first.decision));
  });
});

test("a user's own ratings and changes survive another demo", async () => {
  await using project = await freshProject();
  await project.run('demo');
  const inDemo = (...args: readonly string[]) => runIn(project, ...args);
  const outputs = parseJsonl<{ example: string; candidate: string }>(
    (await inDemo('outputs', 'export')).stdout,
  );
  const own = outputs.map(({ example, candidate }) => ({
    example,
    candidate,
    rater: 'me',
    rating: candidate === 'first-lines' ? 5 : 1,
  }));
  await writeFile(join(project.dir, 'fieldtest-demo/mine.jsonl'), jsonl(own));
  expect(await inDemo('ratings', 'import', 'mine.jsonl')).toMatchObject({ code: 0 });
  const rubric = join(project.dir, 'fieldtest-demo/rubric.md');
  await writeFile(rubric, 'my own rubric\n');
  const again = await project.run('demo');
  expect(again).toMatchObject({ code: 0, stderr: 'You changed rubric.md: left as it is.\n' });
  expect(await readFile(rubric, 'utf8')).toBe('my own rubric\n');
  const { stdout } = await inDemo('status', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    ratings: { missing: 0, byRater: { 'language-model': expect.any(Number), me: expect.any(Number) } },
  });
});

test('a program that the user changed runs only when trusted, and inherits no rating of the one that came', async () => {
  await using project = await freshProject();
  await project.run('demo');
  await project.write(
    'fieldtest-demo/programs/careful.mjs',
    "export async function run() { return 'my own answer'; }\n",
  );
  const untrusted = await project.run('demo');
  expect(untrusted).toMatchObject({ code: 1, stderr: expect.stringContaining('--trust') });

  const { steps, decision } = await project.json<DemoResult>('demo', '--trust');
  expect(steps.at(-2)?.result).toBe('50 outputs of 6 candidates');
  expect(steps.at(-1)?.result).toMatch(/^left out, because you changed programs\/careful\.mjs/);
  const rated = decision.candidates.map(({ name, n }) => [name, n]);
  expect(Object.fromEntries(rated)).toMatchObject({ 'subject-line': 50, careful: 0 });
});

/** `fieldtest ARGS` typed in the demo's folder. */
async function runIn(project: Project, ...args: readonly string[]) {
  return await ended(
    project.start(
      '-c',
      'fieldtest-demo/fieldtest.yaml',
      ...args.map((arg) => (arg === 'mine.jsonl' ? 'fieldtest-demo/mine.jsonl' : arg)),
    ),
  );
}
