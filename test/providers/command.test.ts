/** A shell command as a candidate. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ask, contextOf, exampleOf, projectFolder } from '../fixtures/providers/ask.ts';

const run = (
  command: string,
  input: Parameters<typeof ask>[1] = 'Why?',
  more: Parameters<typeof ask>[2] = {},
) => ask({ kind: 'command', command }, input, more);

test('a text input arrives on stdin as it is, without a newline added', async () => {
  expect(await run('wc -c', 'four')).toMatchObject({ kind: 'answer', text: expect.stringMatching(/^\s*4$/) });
});

test('messages and variables arrive on stdin as canonical JSON', async () => {
  const messages = [{ role: 'user', content: 'Why?' }] as const;
  expect(await run('cat', messages)).toMatchObject({ text: '[{"content":"Why?","role":"user"}]' });
  expect(await run('cat', { b: 1, a: 'x' })).toMatchObject({ text: '{"a":"x","b":1}' });
});

test('one newline at the end is not part of the answer, others are', async () => {
  expect(await run("printf 'yes\\n'")).toMatchObject({ text: 'yes' });
  expect(await run("printf 'yes\\r\\n'")).toMatchObject({ text: 'yes' });
  expect(await run("printf 'yes\\n\\n'")).toMatchObject({ text: 'yes\n' });
});

test('the command runs in my project folder and knows the example and the trial', async () => {
  await using folder = await projectFolder();
  const result = await run('echo "$PWD $FIELDTEST_EXAMPLE_ID $FIELDTEST_TRIAL"', 'Why?', {
    context: contextOf(folder.path),
    trial: 2,
  });
  expect(result).toMatchObject({ text: `${folder.path} ${exampleOf('Why?').id} 2` });
});

test('a command that ends with an error gives its exit code and the last lines it said', async () => {
  const result = await run('for i in 1 2 3 4 5 6 7; do echo "line $i" >&2; done; echo half; exit 3');
  expect(result).toMatchObject({ next: 'final', failure: { code: 'exit-3' } });
  expect(JSON.stringify(result)).toContain('line 7');
  expect(JSON.stringify(result)).not.toContain('line 1');
});

test('a command that does not exist stops the candidate with a hint', async () => {
  const result = await run('fieldtest-no-such-command');
  expect(result).toMatchObject({ next: 'stop', failure: { code: 'exit-127' }, hint: expect.any(String) });
});

test('a folder that does not exist stops the candidate', async () => {
  const result = await run('echo x', 'Why?', { context: contextOf('/no/such/folder') });
  expect(result).toMatchObject({ next: 'stop', failure: { code: 'spawn' } });
});

test('bytes that are not UTF-8 are a failure, not a mangled answer', async () => {
  expect(await run("printf '\\377\\376'")).toMatchObject({
    next: 'final',
    failure: { code: 'invalid-utf8' },
  });
});

test('a command need not read its input, however long that is', async () => {
  expect(await run('echo done', 'x'.repeat(5_000_000))).toMatchObject({ kind: 'answer', text: 'done' });
});

test('a long answer arrives whole', async () => {
  const result = await run('head -c 3000000 /dev/zero | tr "\\0" x; echo; echo end');
  expect(result.kind === 'answer' && result.text.length).toBe(3_000_004);
});

test('an answer without end is cut off at 64 MB', async () => {
  const result = await run('yes');
  expect(result).toMatchObject({ next: 'final', failure: { code: 'too-large' } });
});

test('a process left in the background does not hold the answer back, and is ended', async () => {
  await using folder = await projectFolder();
  const started = performance.now();
  const result = await run('sleep 30 & echo $! > pid; echo done', 'Why?', {
    context: contextOf(folder.path),
  });
  expect(result).toMatchObject({ kind: 'answer', text: 'done' });
  expect(performance.now() - started).toBeLessThan(3000);
  await expectGone(Number(await readFile(join(folder.path, 'pid'), 'utf8')));
});

test('stopping a call ends the command and all that it started, even when it does not want to', async () => {
  await using folder = await projectFolder();
  const line = "trap '' TERM; (trap '' TERM; sleep 30) & echo $! > pid; sleep 30; sleep 30";
  const result = await run(line, 'Why?', {
    context: contextOf(folder.path),
    signal: AbortSignal.timeout(300),
  });
  expect(result).toMatchObject({ failure: { code: 'timeout' } });
  expect(result.latencyMs).toBeLessThan(1300);
  await expectGone(Number(await readFile(join(folder.path, 'pid'), 'utf8')));
});

test('a key that stderr repeats is not kept', async () => {
  const context = contextOf(process.cwd(), { MY_TOKEN: 'canary-0123456789' });
  const result = await run('echo "bad $MY_TOKEN" >&2; exit 1', 'Why?', { context });
  expect(JSON.stringify(result)).not.toContain('canary');
});

/** A killed process may stay as a zombie until its parent looks; a zombie runs nothing. */
async function expectGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (state === '' || / Z /.test(state)) return;
    await sleep(20);
  }
  expect.fail(`process ${pid} still runs`);
}
