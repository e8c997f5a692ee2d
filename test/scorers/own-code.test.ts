/** A check of the user's own may do anything: it is ended, told and left behind, and the next output is judged. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOf, opened, withReference } from '../fixtures/checks.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fieldtest own checks ✓ '));
});
afterAll(async () => await rm(dir, { recursive: true, force: true }));

const CHECK = `
console.log('on standard output');
export async function check(output: string): Promise<unknown> {
  if (output === 'loop') for (;;);
  if (output === 'hang') return await new Promise(() => {});
  if (output === 'exit') process.exit(3);
  if (output === 'throw') throw new Error('out of\\nideas');
  if (output === 'late') setTimeout(() => { throw new Error('too late'); }, 5);
  if (output === 'odd') return 'yes';
  if (output === 'function') return { pass: true, more: () => {} };
  return { pass: output.length > 2, reason: output };
}
`;

async function judged(entry: object, text: string, ms = 30_000) {
  await using ready = await opened(entry, dir);
  const judge = (one: string, limit = ms) =>
    ready.open.judge({ text: one, example: withReference('r') }, AbortSignal.timeout(limit));
  const result = await judge(text);
  // Whatever it did before, the next output is judged.
  return { result, next: await judge('fine', 30_000) };
}

test.each([
  ['loop', /aborted|timeout/i],
  ['hang', /aborted|timeout/i],
  ['exit', /its thread ended with code 3$/],
  ['throw', /^it threw: out of$/],
  ['odd', /neither true nor false/],
])('a module that does "%s" says nothing of the output, and the next one is judged', async (text, reason) => {
  await writeFile(join(dir, 'check.ts'), CHECK);
  const { result, next } = await judged({ run: 'file://check.ts' }, text, 1500);
  expect(result).toMatchObject({ kind: 'broken', reason: expect.stringMatching(reason) });
  expect(next).toEqual({ kind: 'pass', reason: 'fine' });
});

test('a module that throws when it has answered spoils no later answer', async () => {
  await writeFile(join(dir, 'check.ts'), CHECK);
  await using ready = await opened({ run: 'file://check.ts' }, dir);
  const judge = (text: string) =>
    ready.open.judge({ text, example: withReference() }, AbortSignal.timeout(30_000));
  expect(await judge('late')).toMatchObject({ kind: 'pass' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await judge('fine')).toMatchObject({ kind: 'pass' });
});

test('a module without check, or with a mistake, is told as that, once and for every output', async () => {
  await writeFile(join(dir, 'none.mjs'), 'export const chek = 1;');
  await writeFile(join(dir, 'wrong.mjs'), 'export const = 1;');
  const none = await judged({ run: 'file://none.mjs' }, 'x');
  expect(none.result).toEqual({ kind: 'broken', reason: 'it cannot be used: it has no export named check' });
  expect(none.next).toEqual(none.result);
  expect((await judged({ run: 'file://wrong.mjs' }, 'x')).result).toMatchObject({ kind: 'broken' });
});

test.each([
  ['exit 0', { kind: 'pass' }],
  ['echo wrong; exit 1', { kind: 'fail', reason: 'wrong' }],
  ['echo worse >&2; exit 1', { kind: 'fail', reason: 'worse' }],
  ['exit 2', { kind: 'broken', reason: 'it ended with exit code 2' }],
  ['kill -9 $$', { kind: 'broken', reason: 'it ended with SIGKILL' }],
  ['no-such-program-here', { kind: 'broken', reason: expect.stringMatching(/exit code 127/) }],
  ['yes | head -c 5000000; exit 1', { kind: 'fail', reason: 'y' }],
  ['sleep 30 & exit 0', { kind: 'pass' }],
  ["printf '\\033[31mred\\n'; exit 1", { kind: 'fail', reason: '\\u{1b}[31mred' }],
])('a command `%s` is taken for what it is', async (command, expected) => {
  const started = performance.now();
  expect((await judged({ command }, 'x')).result).toEqual(expected);
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('a command that hangs is ended with all that it started', async () => {
  const started = performance.now();
  const { result } = await judged(
    { command: 'if grep -q fine; then exit 0; fi; sleep 30 | sleep 30' },
    'x',
    500,
  );
  expect(result).toMatchObject({ kind: 'broken' });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('an edit of the module or the script is another check', async () => {
  await writeFile(join(dir, 'a.mjs'), 'export const check = () => true;');
  const run = await checkOf({ run: 'file://a.mjs' }, dir);
  const command = await checkOf({ command: 'node a.mjs' }, dir);
  await writeFile(join(dir, 'a.mjs'), 'export const check = () => false;');
  expect((await checkOf({ run: 'file://a.mjs' }, dir)).id).not.toBe(run.id);
  expect((await checkOf({ command: 'node a.mjs' }, dir)).id).not.toBe(command.id);
});
