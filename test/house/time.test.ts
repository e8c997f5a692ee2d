/** Time and randomness come from the Context: the rest of the source reads no clock, sets no timer, throws no dice. */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

/** Reading `new Date(text)` is parsing; without an argument it is a clock. */
const OWN_TIME =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b|AbortSignal\.timeout/;

/** Who may, and why. */
const ALLOWED: { readonly [file: string]: string } = {
  'capture/connections.ts': 'lets the machine read its sockets before one is used again',
  'capture/proxy-server.ts': 'notes when a call comes, in a thread that no Context reaches',
  'open/clock.ts': 'is the clock',
  'open.ts': 'puts the dice into the Context',
  'providers/command.ts': 'waits for the processes of the machine to end',
  'providers/read-late.ts': 'notes how long the machine has read nothing',
  'providers/turn.ts': 'lets the machine read its sockets between two pieces of work',
  'store/dialects/postgres-clean.ts': 'waits for transactions that still see deleted rows',
  'store/dialects/sqlite.ts': 'waits for the lock of another process',
  'store/group-commit.ts': 'lets what else arrives in this turn of the loop join the group',
};

test('only those files that stand for the machine itself read its clock or wait by it', async () => {
  const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const file of files) if (OWN_TIME.test(await readFile(join(SRC, file), 'utf8'))) found.push(file);
  expect(found.sort()).toEqual(Object.keys(ALLOWED).sort());
});

test.each([
  'const at = Date.now();',
  'new Date().toISOString()',
  'setTimeout(stop, 5)',
  'Math.random() < 0.5',
])('the search finds %s', (line) => expect(line).toMatch(OWN_TIME));
