/** Imports next to other imports: nothing that one of them brings is lost or mistaken for another. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ended, freshProject, jsonl, parseJsonl } from '../fixtures/project.ts';
import { databases } from '../fixtures/stores.ts';
import { spelt } from '../sampling/synthetic.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: same, command: cat }\n';
const PARTS = [0, 1, 2, 3, 4, 5];

test('a file that was read in the wrong way is read again with other options, and counts once with --fresh', async () => {
  const rows = [1, 2, 3].map((i) => ({ question: `q${i}`, prompt: `p${i}`, right: 'yes' }));
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'log.jsonl': jsonl(rows) });
  const inputs = async (...options: readonly string[]) => {
    await project.run('pick', ...options);
    const set = parseJsonl<{ input: string; reference?: string }>(
      (await project.run('examples', 'export')).stdout,
    );
    return set.map(({ input, reference = '' }) => input + reference).sort();
  };
  await project.run('import', 'log.jsonl');
  expect(await inputs()).toEqual(['p1', 'p2', 'p3']);
  const again = await project.run('import', 'log.jsonl');
  expect(again.stdout).toMatch(/imported before, nothing changed/);
  const other = await project.run('import', 'log.jsonl', '--input', 'question', '--reference', 'right');
  expect(other).toMatchObject({ code: 0, stderr: expect.stringMatching(/count again.*--fresh/) });
  expect(await inputs()).toEqual(['p1', 'p2', 'p3', 'q1yes', 'q2yes', 'q3yes']);
  const same = await project.run('import', 'log.jsonl', '--input', 'question', '--reference', 'right');
  expect(same).toMatchObject({ stdout: expect.stringMatching(/nothing changed/), stderr: '' });
  const anew = await project.run(
    'import',
    '--fresh',
    'log.jsonl',
    '--input',
    'question',
    '--reference',
    'right',
  );
  expect(anew.stdout).toMatch(/Next: fieldtest pick --fresh/);
  expect(await inputs('--fresh')).toEqual(['q1yes', 'q2yes', 'q3yes']);
});

test('where not every distinct input is kept, their number is said to be about so many', async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => ({ input: `question ${spelt(i)}` }));
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'log.jsonl': jsonl(rows) });
  const { stdout } = await project.run('import', 'log.jsonl');
  expect(stdout).toMatch(/2,500 records in all, about 2,[3-5]00 distinct inputs\n\nNext: fieldtest pick$/m);
});

test('a pipe that brings nothing, and one that is named twice, are refused with what to do', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const child = project.startPiped('import', '-');
  child.stdin!.end();
  expect(await ended(child)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/through the pipe is empty\n/),
  });
  const twice = await project.run('import', '-', '-');
  expect(twice).toMatchObject({ code: 2, stderr: expect.stringMatching(/- stands twice\n.*once/) });
});

test.each(['jsonl', 'csv'])(
  'Ctrl-C ends an import of %s at once, and nothing of it is imported',
  async (format) => {
    await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
    const child = project.startPiped('import', '-', '--format', format);
    const end = ended(child);
    const line = format === 'csv' ? 'input\nsome text\n' : '{"input":"some text"}\n';
    child.stdin!.on('error', () => {}).write(line.repeat(20_000));
    while (!existsSync(join(project.dir, '.fieldtest/fieldtest.db'))) await delay(10);
    await delay(500);
    const stopped = performance.now();
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    expect(performance.now() - stopped).toBeLessThan(2000);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/error: stopped by you\n {2}Nothing was imported\. .*\n$/);
    expect(await project.json('status')).toMatchObject({ records: 0 });
  },
);

describe.each(databases)('$name', (database) => {
  test('imports that run at once add up, also of one and the same file', async () => {
    const fresh = await database.fresh();
    const records = (part: number) =>
      jsonl(Array.from({ length: 50 }, (_, i) => ({ input: `question ${spelt(i)} of ${spelt(part)}` })));
    const files = Object.fromEntries(PARTS.map((part) => [`log${part}.jsonl`, records(part)]));
    const env = { FIELDTEST_STORE: fresh.where };
    await using project = await freshProject({ 'fieldtest.yaml': CONFIG, ...files }, env);
    const names = [...Object.keys(files), 'log0.jsonl', 'log0.jsonl'];
    const ends = await Promise.all(names.map((file) => ended(project.start('import', file))));
    for (const end of ends) expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(await project.json('status')).toMatchObject({ records: 300, pooled: 300 });
    await fresh.drop();
  });

  test('sets that are imported at once add up', async () => {
    const fresh = await database.fresh();
    const files = Object.fromEntries(
      PARTS.map((part) => [`set${part}.jsonl`, jsonl([{ input: `a${part}` }, { input: `b${part}` }])]),
    );
    const env = { FIELDTEST_STORE: fresh.where };
    await using project = await freshProject({ 'fieldtest.yaml': CONFIG, ...files }, env);
    const ends = await Promise.all(
      Object.keys(files).map((file) => ended(project.start('examples', 'import', file))),
    );
    for (const end of ends) expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(await project.json('status')).toMatchObject({ examples: 12 });
    await fresh.drop();
  });
});
