/** Outputs made elsewhere as a candidate. */
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RecordedTarget } from '../../src/core/candidate.ts';
import { noRedaction } from '../../src/core/redaction.ts';
import { recordedProvider } from '../../src/providers/recorded.ts';
import { ask, candidateOf, contextOf, exampleOf, projectFolder } from '../fixtures/providers/ask.ts';

async function recorded(...lines: readonly (object | string)[]) {
  const folder = await projectFolder();
  const path = join(folder.path, 'outputs.jsonl');
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(path, text);
  const target: RecordedTarget = { kind: 'recorded', file: 'outputs.jsonl', path };
  return { target, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const open = (target: RecordedTarget) => recordedProvider.open(candidateOf(target), contextOf('.'));

test('a row finds its example by id, by name or by input', async () => {
  await using rows = await recorded(
    { example: exampleOf('one').id, output: 'by id' },
    '',
    { example: 'second', output: 'by name' },
    { input: [{ role: 'user', content: 'three' }], output: 'by input' },
  );
  expect(await ask(rows.target, 'one')).toMatchObject({ text: 'by id' });
  expect(await ask(rows.target, 'two', { example: { name: 'second' } })).toMatchObject({ text: 'by name' });
  expect(await ask(rows.target, [{ role: 'user', content: 'three' }])).toMatchObject({ text: 'by input' });
});

test('rows of another candidate are ignored, rows without a candidate count', async () => {
  await using rows = await recorded(
    { example: 'a', candidate: 'theirs', output: 'not mine' },
    { example: 'a', candidate: 'ours', output: 'mine' },
    { example: 'b', output: 'anyone' },
  );
  expect(await ask(rows.target, 'x', { example: { name: 'a' } })).toMatchObject({ text: 'mine' });
  expect(await ask(rows.target, 'x', { example: { name: 'b' } })).toMatchObject({ text: 'anyone' });
});

test('what a row knows is kept, and what it does not know is absent', async () => {
  await using rows = await recorded(
    { example: 'a', output: 'x', latencyMs: 1200, costUsd: 0.01, usage: { inputTokens: 5, outputTokens: 2 } },
    { example: 'b', output: 'y', status: 'refused' },
  );
  expect(await ask(rows.target, 'x', { example: { name: 'a' } })).toEqual({
    kind: 'answer',
    status: 'ok',
    text: 'x',
    latencyMs: 1200,
    costUsd: 0.01,
    usage: { inputTokens: 5, outputTokens: 2 },
  });
  const bare = await ask(rows.target, 'x', { example: { name: 'b' } });
  expect(bare).toEqual({ kind: 'answer', status: 'refused', text: 'y' });
});

test('an example or trial without a row is missing, not failed', async () => {
  await using rows = await recorded({ example: 'a', output: 'x' });
  expect(await ask(rows.target, 'x')).toMatchObject({ next: 'missing' });
  expect(await ask(rows.target, 'x', { example: { name: 'a' }, trial: 2 })).toMatchObject({
    next: 'missing',
  });
});

test('a row that was an error there is an error here', async () => {
  await using rows = await recorded({
    example: 'a',
    output: '',
    status: 'error',
    failure: { code: 'http-500', message: 'it broke' },
  });
  const result = await ask(rows.target, 'x', { example: { name: 'a' } });
  expect(result).toMatchObject({ next: 'final', failure: { code: 'http-500', message: 'it broke' } });
});

test('trials of one example stand side by side', async () => {
  await using rows = await recorded(
    { example: 'a', trial: 1, output: 'first' },
    { example: 'a', trial: 2, output: 'second' },
  );
  expect(await ask(rows.target, 'x', { example: { name: 'a' }, trial: 2 })).toMatchObject({ text: 'second' });
});

test('two rows for the same example and trial are an error that names both lines', async () => {
  await using rows = await recorded({ example: 'a', output: 'x' }, { example: 'a', trial: 1, output: 'y' });
  await expect(open(rows.target)).rejects.toMatchObject({
    code: 'input',
    message: expect.stringMatching(/outputs\.jsonl:2 and line 1/),
  });
});

test('two rows that name the same example by id and by name are found when it is asked', async () => {
  const { id } = exampleOf('x');
  await using rows = await recorded({ example: 'a', output: 'x' }, { example: id, output: 'y' });
  const result = await ask(rows.target, 'x', { example: { name: 'a' } });
  expect(result).toMatchObject({ next: 'stop', failure: { code: 'two-rows' } });
});

test.each([
  ['{"example":"a","output":"x",}', 'outputs.jsonl:2:29'],
  ['{"example":"a","output":tru}', 'outputs.jsonl:2:25'],
  ['{"example":"a","output":', 'outputs.jsonl:2:25'],
  ['{"example":"a"} x', 'outputs.jsonl:2:17'],
  ["{'example':'a'}", 'outputs.jsonl:2:2'],
  ['{"output":"x"}', 'outputs.jsonl:2: has neither'],
  ['{"example":"a"}', 'outputs.jsonl:2: "output"'],
  ['{"example":"a","output":"x","latencyMs":-1}', 'outputs.jsonl:2: "latencyMs"'],
  ['["a"]', 'outputs.jsonl:2: '],
])('the row %s is refused at its place', async (line, place) => {
  await using rows = await recorded({ example: 'first', output: 'fine' }, line);
  await expect(open(rows.target)).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining(place),
  });
});

test('a large file is read in little memory, and letters that its pieces cut in two are whole', async () => {
  const theirs = { example: 'a', candidate: 'theirs', output: 'ü✓😀'.repeat(40_000) };
  await using rows = await recorded(...Array(200).fill(theirs), { example: 'a', output: 'ü✓😀' });
  const before = process.memoryUsage().rss;
  expect(await ask(rows.target, 'x', { example: { name: 'a' } })).toMatchObject({ text: 'ü✓😀' });
  expect(process.memoryUsage().rss - before).toBeLessThan(120e6);
});

test('a file that is not UTF-8 to its last byte is refused', async () => {
  await using rows = await recorded({ example: 'a', output: 'x' });
  await appendFile(rows.target.path, new Uint8Array([0x0a, 0xc3]));
  await expect(open(rows.target)).rejects.toMatchObject({ message: 'outputs.jsonl is not UTF-8' });
});

test('a device or a pipe is refused, not read', async () => {
  const target: RecordedTarget = { kind: 'recorded', file: 'zero', path: '/dev/zero' };
  await expect(open(target)).rejects.toMatchObject({ message: expect.stringContaining('regular file') });
});

test('a file that is not there is named', async () => {
  const target: RecordedTarget = { kind: 'recorded', file: 'gone.jsonl', path: '/nowhere/gone.jsonl' };
  await expect(open(target)).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining('gone.jsonl'),
  });
});

test('rows of inputs find redacted examples when the same redaction is given', async () => {
  await using rows = await recorded({ input: 'Mail bob@example.com', output: 'done' });
  const redact = { ...noRedaction, record: () => ({ input: 'Mail [EMAIL]' }) };
  const result = await ask(rows.target, 'Mail [EMAIL]', { context: { ...contextOf('.'), redact } });
  expect(result).toMatchObject({ text: 'done' });
});
