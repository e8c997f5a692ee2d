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

/** Of a set: how many are there to work with, how many are held out, how many of it left. */
const sizes = async (project: Awaited<ReturnType<typeof picked>>, ...args: readonly string[]) => {
  const { examples, holdout, retired } = await project.json<{ [of: string]: number }>('pick', ...args);
  return [examples, holdout, retired];
};

test('picking again neither grows nor shrinks a set, whatever was changed, drawn or brought before', async () => {
  await using project = await picked(`${CONFIG}examples: { count: 12, holdout: 3 }\n`);
  const three = names(await setOf(project)).slice(0, 3);
  await project.run('pick', '--drop', ...three);
  const [dev] = await sizes(project, '--seed', '2');
  for (let again = 0; again < 2; again++) expect(await sizes(project)).toEqual([dev, 3, 0]);
  const outside = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'].find((id) => !three.includes(id))!;
  await project.run('pick', '--add', outside);
  await project.run('pick', '--drop', outside);
  const [after] = await sizes(project);
  await project.write('more.jsonl', MORE);
  await project.run('import', 'more.jsonl');
  for (let again = 0; again < 2; again++) expect(await sizes(project)).toEqual([after, 3, 0]);
});

test('examples that came from a file stay through a look, a change and more', async () => {
  await using project = await picked();
  const own = [
    { id: 'own1', input: 'one' },
    { id: 'own2', input: 'two' },
    { id: 'own3', input: 'three', split: 'holdout' },
  ];
  await project.write('own.jsonl', jsonl(own));
  await project.run('examples', 'import', 'own.jsonl');
  expect(await sizes(project, '--explain')).toEqual([14, 4, 0]);
  const first = names(await setOf(project)).find((id) => !id.startsWith('own'))!;
  expect(await sizes(project, '--drop', first)).toEqual([13, 4, 1]);
  expect(await sizes(project, '--more', '2')).toEqual([15, 4, 0]);
  expect(names(await setOf(project))).toEqual(expect.arrayContaining(['own1', 'own2']));
});

test('many that were dropped come back and more with them, after the pool has grown', async () => {
  await using project = await picked();
  const eight = names(await setOf(project)).slice(0, 8);
  await project.run('pick', '--drop', ...eight);
  await project.write('more.jsonl', MORE);
  await project.run('import', 'more.jsonl');
  expect(await sizes(project, '--restore', ...eight, '--more', '60')).toEqual([72, 3, 0]);
});

test('what was held out does not come among the others when fewer are to be held out', async () => {
  await using project = await picked();
  const held = names(await setOf(project), 'holdout');
  await project.run('pick', '--count', '115', '--holdout', '1');
  expect(names(await setOf(project)).filter((id) => held.includes(id))).toEqual([]);
});

test('what a refresh took in weighs what it stands for, also where another says the same', async () => {
  await using project = await picked();
  const same = 'a dog has eaten what you sent to me last week';
  const shouted = Array.from({ length: 40 }, (_, i) => ({
    id: `c${i}`,
    input: [...same].map((sign, at) => ((i >> (at % 6)) & 1 ? sign.toUpperCase() : sign)).join(''),
  }));
  await project.write('late.jsonl', jsonl(shouted));
  await project.run('refresh', 'late.jsonl', '--apply');
  for (let more = 0; more < 3; more++)
    expect(await project.run('pick', '--more', '15')).toMatchObject({ code: 0, stderr: '' });
  const weights = (await setOf(project)).flatMap(({ weight }) => (weight === undefined ? [] : [weight]));
  expect(weights.every((weight) => weight > 0)).toBe(true);
  expect((await project.run('doctor')).code).toBe(0);
});
