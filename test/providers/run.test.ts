/** A user's own module as a candidate. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunTarget } from '../../src/core/candidate.ts';
import { runProvider } from '../../src/providers/run.ts';
import { ask, candidateOf, contextOf, exampleOf, projectFolder } from '../fixtures/providers/ask.ts';

async function module(source: string, file = 'pipeline.ts') {
  const folder = await projectFolder();
  await writeFile(join(folder.path, file), source);
  const target: RunTarget = { kind: 'run', file, path: join(folder.path, file) };
  return { target, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('my function gets id, name and input of the example, but not the reference', async () => {
  await using mine = await module(
    'export async function run(example: object, { signal }: { signal: AbortSignal }) {\n' +
      '  return JSON.stringify([example, signal.aborted]);\n}',
  );
  const input = [{ role: 'user', content: 'Why?' }] as const;
  const example = { name: 'first', reference: 'the right answer', slices: ['long'], weight: 3 };
  const result = await ask(mine.target, input, { example });
  const seen = { id: exampleOf(input).id, name: 'first', input };
  expect(result).toMatchObject({ kind: 'answer', text: JSON.stringify([seen, false]) });
});

test('my function may say what it used and what it cost', async () => {
  await using mine = await module(
    "export const run = () => ({ text: 'yes', usage: { inputTokens: 3, outputTokens: 1 }, costUsd: 0.002 });",
    'pipeline.mjs',
  );
  expect(await ask(mine.target, 'Why?')).toMatchObject({
    kind: 'answer',
    status: 'ok',
    text: 'yes',
    usage: { inputTokens: 3, outputTokens: 1 },
    costUsd: 0.002,
  });
});

test('my function is timed by itself, also where it does not yield and several are called at once', async () => {
  await using mine = await module(
    'export const run = () => { const t = performance.now(); while (performance.now() - t < 40); return "x"; };',
  );
  const runner = await runProvider.open(candidateOf(mine.target), contextOf(process.cwd()));
  const request = { example: exampleOf('Why?'), trial: 1, signal: new AbortController().signal };
  const results = await Promise.all(Array.from({ length: 5 }, () => runner.call(request)));
  await runner.close();
  // One of them may have been kept waiting by the machine; timed together, the third would have taken 120 ms.
  const [, , third] = results.map(({ latencyMs }) => latencyMs).sort((a, b) => a! - b!);
  expect(third).toBeLessThan(2 * 40);
});

test('my function may edit its input without changing what the next candidate sees', async () => {
  await using mine = await module(
    'export const run = (e) => { e.input.push(1); return String(e.input.length); };',
  );
  const input = [{ role: 'user', content: 'Why?' }] as const;
  expect(await ask(mine.target, input)).toMatchObject({ text: '2' });
  expect(input).toHaveLength(1);
});

test('a throw is the result of that example, with its message', async () => {
  await using mine = await module("export async function run() { throw new Error('no total found'); }");
  const result = await ask(mine.target, 'Why?');
  expect(result).toMatchObject({ next: 'final', failure: { code: 'threw', message: 'no total found' } });
});

test('a key that my error message repeats is not kept', async () => {
  await using mine = await module(
    "export async function run() { throw new Error('401 for sk-canary-0123456789'); }",
  );
  const context = contextOf(process.cwd(), { OPENAI_API_KEY: 'sk-canary-0123456789' });
  const result = await ask(mine.target, 'Why?', { context });
  expect(JSON.stringify(result)).not.toContain('canary');
});

test.each([
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['42', 'number'],
  ['["a"]', 'a list'],
  ['({ answer: "x" })', 'object'],
  ['({ text: 1 })', 'object'],
])('returning %s is a failure that names what came', async (returned, named) => {
  await using mine = await module(`export const run = () => ${returned};`);
  const result = await ask(mine.target, 'Why?');
  expect(result).toMatchObject({ next: 'final', failure: { code: 'wrong-type' } });
  expect(JSON.stringify(result)).toContain(named);
});

test('a module without run is named before anything is called', async () => {
  await using mine = await module('export const answer = 1;');
  const opening = runProvider.open(candidateOf(mine.target), contextOf('.'));
  await expect(opening).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('pipeline.ts'),
  });
});

test('a module with a syntax error is named before anything is called', async () => {
  await using mine = await module('export const run = ( => 1;');
  const opening = runProvider.open(candidateOf(mine.target), contextOf('.'));
  await expect(opening).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('pipeline.ts'),
  });
});

test('a module that is not there is named before anything is called', async () => {
  const target: RunTarget = { kind: 'run', file: 'gone.ts', path: '/nowhere/gone.ts' };
  const opening = runProvider.open(candidateOf(target), contextOf('.'));
  await expect(opening).rejects.toMatchObject({ code: 'config', message: 'gone.ts does not exist' });
});

test('an edited module runs as it is now', async () => {
  await using mine = await module("export const run = () => 'old';");
  const open = async (id: string) =>
    (await runProvider.open({ ...candidateOf(mine.target), id }, contextOf('.'))).call({
      example: exampleOf('Why?'),
      trial: 1,
      signal: new AbortController().signal,
    });
  expect(await open('a'.repeat(64))).toMatchObject({ text: 'old' });
  await writeFile(mine.target.path, "export const run = () => 'new';");
  expect(await open('b'.repeat(64))).toMatchObject({ text: 'new' });
});
