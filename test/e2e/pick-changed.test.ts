/** Changes of a set that meet others: of what was made of an example, of what the pool has lost, of another process. */
import { expect, test } from 'vitest';
import { CONFIG, LOG, MORE, names, picked, setOf } from '../fixtures/picked-project.ts';
import { ended, freshProject, jsonl } from '../fixtures/project.ts';

const isMade = (id: string) => id.includes('+');

test('synthetic examples of the same kind and of ids that begin alike have names of their own', async () => {
  const long = 'projects/acme-production/locations/europe-west4/requests/2026-11-27';
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'log.jsonl': jsonl(
      Array.from({ length: 6 }, (_, i) => ({
        id: `${long}/00000${i}`,
        input: `Where is parcel number ${i}, please?`,
      })),
    ),
  });
  await project.run('import', 'log.jsonl');
  await project.run('pick', '--holdout', '0');
  for (const seed of ['1', '2', '7'])
    expect(await project.run('pick', '--perturb', '4', '--seed', seed)).toMatchObject({
      code: 0,
      stderr: '',
    });
  const made = names(await setOf(project)).filter(isMade);
  expect(made).toHaveLength(12);
  expect(new Set(made).size).toBe(12);
});

test('what was made of an example is dropped with it, which is said, and comes back with it', async () => {
  await using project = await picked();
  await project.run('pick', '--perturb', '30');
  const before = names(await setOf(project));
  const [parent] = before.filter((id) => before.includes(`${id}+typos`));
  const [own, alone] = before.filter((id) => id.startsWith(`${parent}+`));
  await project.run('pick', '--drop', alone!);
  const { stdout } = await project.run('pick', '--drop', parent!);
  expect(stdout).toMatch(/By hand: 1 dropped, \d synthetic dropped/);
  expect(names(await setOf(project)).filter((id) => id.startsWith(parent!))).toEqual([]);
  await project.run('pick', '--restore', parent!);
  // What was dropped by itself stays so.
  const back = names(await setOf(project)).toSorted();
  expect(back).toContain(own);
  expect(back).toEqual(before.filter((id) => id !== alone).toSorted());
});

test('an example from a file, which no pool holds, is dropped and swapped and restored, with its weight', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'log.jsonl': LOG,
    'set.jsonl': jsonl([
      { id: 'own1', input: 'one', weight: 7 },
      { id: 'own2', input: 'two' },
    ]),
  });
  await project.run('import', 'log.jsonl');
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('pick', '--drop', 'own1');
  await project.run('pick', '--swap', 'own2');
  expect(names(await setOf(project))).toEqual([]);
  const { stdout } = await project.run('pick', '--restore', 'own1', 'own2');
  expect(stdout).toMatch(/^2 examples picked/m);
  const set = await setOf(project);
  expect(names(set).toSorted()).toEqual(['own1', 'own2']);
  expect(set.find(({ id }) => id === 'own1')).toMatchObject({ weight: 7 });
});

test('an id that several records have names none of them', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'log.jsonl': `${LOG}${MORE}${jsonl([
      { id: 'twice', input: 'a first' },
      { id: 'twice', input: 'a second' },
    ])}`,
  });
  await project.run('import', 'log.jsonl');
  await project.run('pick', '--count', '5', '--holdout', '0');
  const { code, stderr } = await project.run('pick', '--add', 'twice');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(
      /2 records of the pool have the id twice\n.*hash: [\da-f]{12}, [\da-f]{12}\n/,
    ),
  });
});

test('changes that several processes make at once are all there afterwards', async () => {
  await using project = await picked();
  const three = names(await setOf(project)).slice(0, 3);
  const ends = await Promise.all(three.map((id) => ended(project.start('pick', '--drop', id))));
  expect(ends.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    three.map(() => ({ code: 0, stderr: '' })),
  );
  const left = names(await setOf(project));
  expect(left).toHaveLength(9);
  expect(left.filter((id) => three.includes(id))).toEqual([]);
});

test('what much of the traffic has is no edge, and no slice of one', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'log.jsonl': jsonl(
      Array.from({ length: 60 }, (_, i) => ({
        input: {
          question: `What is the price of item ${'abcdefghij'[i % 10]}${i}?`,
          context: i % 2 ? null : 'a list',
        },
      })),
    ),
  });
  await project.run('import', 'log.jsonl');
  await project.run('pick', '--count', '20', '--holdout', '0');
  expect((await setOf(project)).flatMap(({ slices }) => slices)).not.toContain('edge:missing-part');
});
