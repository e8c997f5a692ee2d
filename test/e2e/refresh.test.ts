/** `fieldtest refresh`: a month later, as a user types it. */
import { expect, test } from 'vitest';
import { openProject } from '../../src/open.ts';
import { refresh } from '../../src/pipeline/refresh.ts';
import { MORE, names, picked, type Row, setOf, TOPICS } from '../fixtures/picked-project.ts';
import { ended, freshProject, jsonl, parseJsonl } from '../fixtures/project.ts';

interface Told {
  readonly covered: {
    readonly stoodFor: { readonly share: number };
    readonly kinds: readonly { readonly words: readonly string[] }[];
  };
  readonly drift: { readonly moved: boolean; readonly otherKindAtLeast: number };
  readonly proposal: {
    readonly retire: readonly { readonly example: string }[];
    readonly add: readonly { readonly id: string; readonly name: string }[];
    readonly shared: number;
  };
  readonly applied?: { readonly examples: number };
}

/** As before, and something that nobody had asked for. */
const NEW = jsonl(
  Array.from({ length: 150 }, (_, i) => ({
    id: `n${i}`,
    input:
      i % 2 === 0
        ? `Which wallet takes my crypto coins, ${'abcdefghijklm'[i % 13]}coin or token ${'nopqrstuvwxyz'[i % 11]}?`
        : `Hello, I write about ${TOPICS[i % 4]}. My name begins with ${String.fromCharCode(97 + (i % 26))}x.`,
  })),
);

test('it says what is new and what would change, stores nothing, and does it on request', async () => {
  await using project = await picked();
  const before = await setOf(project);
  await project.write('new.jsonl', NEW);
  const told = await project.json<Told>('refresh', 'new.jsonl');
  expect(told.drift.moved).toBe(true);
  expect(told.covered.stoodFor.share).toBeLessThan(0.75);
  expect(told.covered.kinds[0]!.words.join(' ')).toMatch(/wallet|crypto|coins/);
  expect(told.proposal.add.length).toBeGreaterThan(0);
  expect(told.proposal.shared).toBe(12);
  expect(await setOf(project)).toEqual(before);
  const text = await project.run('refresh', 'new.jsonl');
  expect(text.stdout).toMatch(/^The 12 examples still stand for \d\d\.\d % \(/);
  expect(text.stdout).toContain('To do it: fieldtest refresh new.jsonl --apply');
  for (const line of text.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);

  const done = await project.run('refresh', 'new.jsonl', '--apply');
  expect(done.stdout).toMatch(/Done: .*weighed anew\.\n\nNext: fieldtest run\n$/s);
  const after = await setOf(project);
  expect(names(after)).toEqual(expect.arrayContaining([...names(before)]));
  expect(names(after, 'holdout')).toEqual(names(before, 'holdout'));
  const taken = after.filter(({ id }) => told.proposal.add.some(({ name }) => name === id));
  expect(taken).toHaveLength(told.proposal.add.length);
  for (const { weight } of taken) expect(weight).toBeGreaterThan(0);
  const weight = after.reduce((sum, row) => sum + (row.split === 'holdout' ? 0 : row.weight!), 0);
  expect(weight).toBeGreaterThan(260);
  expect(weight).toBeLessThan(271.5);
  await project.run('export', 'all');
  const changes = parseJsonl<{ action: string; detail: string }>(
    await project.read('all/pick_changes.jsonl'),
  );
  expect(changes.filter(({ action }) => action === 'take').map(({ detail }) => detail)).toEqual(
    told.proposal.add.map(() => expect.stringMatching(/^refresh of \d{4}-/)),
  );

  // Whatever is picked after it, the set stays.
  await project.run('pick');
  expect(names(await setOf(project)).slice(0, after.length - 3)).toEqual(names(after));
  const [one] = taken;
  await project.run('pick', '--drop', one!.id);
  const left = names(await setOf(project));
  expect(left).not.toContain(one!.id);
  await project.run('pick');
  expect(names(await setOf(project))).toEqual(left);
  const again = await project.run('refresh', 'new.jsonl');
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('was imported before') });
});

test('where nothing has changed nothing would change, and the records may still be imported', async () => {
  await using project = await picked();
  await project.write('new.jsonl', MORE);
  const { stdout } = await project.run('refresh', 'new.jsonl');
  expect(stdout).toMatch(/\n(Nothing would change in the set\.|\d+ would leave, \d+ would come in)/);
});

test('of what is piped in, too, each record counts, and what came in weighs what its kind is of the traffic', async () => {
  await using project = await picked();
  const child = project.startPiped('refresh', '-', '--apply', '--json');
  child.stdin!.end(NEW);
  const { code, stdout } = await ended(child);
  expect(code).toBe(0);
  const { proposal } = JSON.parse(stdout) as Told;
  const dev = (await setOf(project)).filter(({ split }) => split !== 'holdout');
  const came = dev.filter(({ id, input }) => id.startsWith('n') && input.includes('wallet'));
  expect(came.length).toBeGreaterThan(1);
  expect(came.length).toBeLessThanOrEqual(proposal.add.length);
  const sum = (some: readonly Row[]) => some.reduce((total, { weight }) => total + weight!, 0);
  // 75 of 271 records ask about wallets, though more than so many of the examples do.
  expect(sum(came) / sum(dev)).toBeGreaterThan(0.2);
  expect(sum(came) / sum(dev)).toBeLessThan(0.36);
});

test('a handful of new records takes nothing out, however little they are like', async () => {
  await using project = await picked();
  const rows = [0, 1, 2].map((i) => ({ input: `Hello, I write about ${TOPICS[i]}. It is me, number ${i}.` }));
  await project.write('few.jsonl', jsonl(rows));
  const { proposal, drift } = await project.json<Told>('refresh', 'few.jsonl');
  expect(proposal.retire).toEqual([]);
  expect(drift.otherKindAtLeast).toBe(0);
});

test('what is stopped between the set and the records goes on with the same command', async () => {
  await using made = await picked();
  await made.write('new.jsonl', NEW);
  const options = {
    cwd: made.dir,
    env: { PATH: process.env.PATH, HOME: made.dir, XDG_STATE_HOME: made.dir },
    log: { info: () => {}, warn: () => {}, progress: () => {} },
    signal: new AbortController().signal,
  };
  const input = { files: ['new.jsonl'], apply: true };
  {
    await using project = await openProject(options);
    const changePool = () => Promise.reject(new Error('the machine is gone'));
    await expect(refresh({ ...project, store: { ...project.store, changePool } }, input)).rejects.toThrow(
      'gone',
    );
  }
  const set = names(await setOf(made));
  expect(set.some((id) => id.startsWith('n'))).toBe(true);
  await using project = await openProject(options);
  await refresh(project, input);
  expect(names(await setOf(made))).toEqual(expect.arrayContaining([...set]));
  expect((await project.store.poolSize()).records).toBe(271);
});

test('what is held out is neither shown nor taken in when it comes again', async () => {
  await using project = await picked();
  const held = (await setOf(project)).filter(({ split }) => split === 'holdout');
  await project.write('new.jsonl', `${NEW}${jsonl(held.map(({ id, input }) => ({ id, input })))}`);
  const { stdout } = await project.run('refresh', 'new.jsonl', '--json');
  for (const { id, input } of held) {
    expect(stdout).not.toContain(`"${id}"`);
    expect(stdout).not.toContain(input);
  }
});

test.each([
  ['without records', [], 'there are no records to compare the new ones with', 'fieldtest import FILE'],
  ['without a set', [['import', 'log.jsonl']], 'there are no dev examples yet', 'fieldtest pick'],
])('%s the next command is said', async (_name, before, message, next) => {
  const row: Partial<Row> = { id: 'r', input: 'question' };
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: a, command: cat }\n',
    'log.jsonl': jsonl([row]),
    'new.jsonl': NEW,
  });
  for (const command of before) await project.run(...command);
  const { code, stderr } = await project.run('refresh', 'new.jsonl');
  expect(code).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr).toContain(next);
});
