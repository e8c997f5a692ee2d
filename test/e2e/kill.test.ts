/** A machine that dies in the middle of a run costs the user nothing that was stored. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ended, freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

/** Every call leaves a line, so that what was asked twice shows. */
const SLOW = `import { appendFileSync } from 'node:fs';
export async function run(example) {
  appendFileSync(new URL('./calls.log', import.meta.url), example.id + '\\n');
  await new Promise((resolve) => setTimeout(resolve, 25));
  return 'answer to ' + example.input;
}
`;

async function stored(project: Project): Promise<ReadonlyMap<string, string>> {
  const rows = parseJsonl<{ example: string; output: string }>(
    (await project.run('outputs', 'export')).stdout,
  );
  return new Map(rows.map((row) => [row.example, row.output]));
}

test('kill -9 in the middle of a run: nothing stored is lost or asked for again', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: slow, run: file://slow.mjs }\n',
    'slow.mjs': SLOW,
    'set.jsonl': jsonl(Array.from({ length: 120 }, (_, i) => ({ input: `question ${i}` }))),
    'calls.log': '',
  });
  await project.run('examples', 'import', 'set.jsonl');
  let before = new Map<string, string>() as ReadonlyMap<string, string>;
  for (let kill = 0; kill < 6; kill++) {
    const child = project.start('run', '--trust', '--concurrency', '4');
    const end = ended(child);
    const calls = (await project.read('calls.log')).length;
    // Wait until this run really calls, then die at some moment of it.
    while ((await project.read('calls.log')).length === calls && child.exitCode === null) await delay(5);
    await delay(20 + kill * 23);
    child.kill('SIGKILL');
    await end;
    const after = await stored(project);
    for (const [example, output] of before) expect(after.get(example)).toBe(output);
    const asked = parseCalls((await project.read('calls.log')).slice(calls));
    expect(asked.filter((example) => before.has(example))).toEqual([]);
    before = after;
  }
  expect(before.size).toBeGreaterThan(0);
  expect(before.size).toBeLessThan(120);
  const callsBefore = parseCalls(await project.read('calls.log')).length;
  expect(await project.run('run', '--trust')).toMatchObject({ code: 0 });
  const last = parseCalls(await project.read('calls.log')).slice(callsBefore);
  expect(last).toHaveLength(120 - before.size);
  expect(last.filter((example) => before.has(example))).toEqual([]);
  const all = await stored(project);
  expect(all.size).toBe(120);
  for (const [example, output] of before) expect(all.get(example)).toBe(output);
});

test('Ctrl-C stops cleanly: what is in flight is kept, and the same command goes on', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: slow, run: file://slow.mjs }\n',
    'slow.mjs': SLOW,
    'set.jsonl': jsonl(Array.from({ length: 200 }, (_, i) => ({ input: `question ${i}` }))),
    'calls.log': '',
  });
  await project.run('examples', 'import', 'set.jsonl');
  const child = project.start('run', '--trust', '--concurrency', '2');
  const end = ended(child);
  while ((await project.read('calls.log')).length === 0) await delay(5);
  await delay(200);
  child.kill('SIGINT');
  const { code, stdout, stderr } = await end;
  expect(code).toBe(130);
  expect(stderr).toMatch(/Stopping/);
  expect(stdout).toMatch(/Go on with: fieldtest run/);
  const calls = parseCalls(await project.read('calls.log'));
  expect((await stored(project)).size).toBe(calls.length);
  await project.run('run', '--trust');
  expect(new Set(parseCalls(await project.read('calls.log'))).size).toBe(200);
  expect(parseCalls(await project.read('calls.log'))).toHaveLength(200);
});

test('Ctrl-C is heard also while a program answers at once', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: fast, run: file://fast.mjs }\n',
    'fast.mjs':
      "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('./opened', import.meta.url), '');\nexport const run = (example) => example.input;\n",
    'set.jsonl': jsonl(Array.from({ length: 8000 }, (_, i) => ({ input: `question ${i}` }))),
  });
  await project.run('examples', 'import', 'set.jsonl');
  const child = project.start('run', '--trust');
  const end = ended(child);
  while (!existsSync(join(project.dir, 'opened')) && child.exitCode === null) await delay(5);
  await delay(300);
  const stopped = performance.now();
  child.kill('SIGINT');
  expect(await end).toMatchObject({ code: 130, stdout: expect.stringMatching(/Stopped by you/) });
  expect(performance.now() - stopped).toBeLessThan(4000);
});

function parseCalls(log: string): readonly string[] {
  return log.split('\n').filter((line) => line !== '');
}
