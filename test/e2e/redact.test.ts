/** With `redact:` personal data never reaches the disk, and the same person is the same placeholder in a project. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

const config = (redact: string) => `task: t
candidates:
  - { name: cat, command: cat }
  - { name: made, recorded: file://made.jsonl }
${redact}`;

const PERSONAL = [
  'jane.doe@example.org',
  '+49 151 23456789',
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  '203.0.113.77',
  'bob:s3cret',
  'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
];
const [EMAIL = '', PHONE = ''] = PERSONAL;
const log = jsonl([
  {
    id: EMAIL,
    input: `I am ${EMAIL}, call ${PHONE}`,
    answer: `Dear ${EMAIL}`,
    reference: PHONE,
    who: { mail: EMAIL },
  },
  { id: 'm', messages: [{ role: 'user', content: `card ${PERSONAL[2]}, account ${PERSONAL[3]}` }] },
  { id: 'v', input: { text: `from ${PERSONAL[4]} at https://${PERSONAL[5]}@example.org`, key: PERSONAL[6] } },
  { id: 'same', input: 'I am JANE.DOE@EXAMPLE.ORG, call 0151/23456789' },
]);

/** Files of the whole project, but for those that it was given, that have one of these. */
async function leaks(project: Project, given: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(project.dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || given.includes(entry.name)) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const one of PERSONAL) if (bytes.includes(one)) found.push(`${entry.name}: ${one}`);
  }
  return found;
}

test('it becomes placeholders before anything is stored, in whatever way it comes in', async () => {
  const given = ['log.jsonl', 'set.jsonl', 'outputs.jsonl', 'ratings.jsonl', 'made.jsonl'];
  await using project = await freshProject({
    'fieldtest.yaml': config('redact: true\n'),
    'log.jsonl': `${log}not JSON of ${EMAIL}\n`,
    'made.jsonl': jsonl([{ example: EMAIL, candidate: 'made', output: `I wrote to ${EMAIL}` }]),
  });
  expect(await project.json('import', 'log.jsonl', '--skip-bad')).toMatchObject({
    // One person who wrote twice, in two ways.
    pool: { records: 4, distinct: 3 },
    redacted: {
      email: expect.any(Number),
      phone: expect.any(Number),
      card: 1,
      iban: 1,
      ip: 1,
      'url-credentials': 1,
      'api-key': 1,
    },
  });
  await project.run('pick', '--count', '3', '--holdout', '0');
  await project.write(
    'set.jsonl',
    jsonl([{ id: `${EMAIL}-2`, input: { mail: EMAIL }, slices: [EMAIL], cluster: EMAIL }]),
  );
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('run', '--trust');
  const mark = /\[email \w{8}\]/.exec((await project.run('examples', 'export')).stdout)![0];
  // What was made elsewhere names inputs and examples as they were, and repeats what was in them.
  await project.write(
    'outputs.jsonl',
    jsonl([{ input: { mail: EMAIL.toUpperCase() }, candidate: 'made', output: `To ${EMAIL}` }]),
  );
  expect(await project.json('outputs', 'import', 'outputs.jsonl')).toMatchObject({ added: 1 });
  await project.write(
    'ratings.jsonl',
    jsonl([
      { example: `${EMAIL}-2`, candidate: 'made', rater: 'ann', rating: 4, note: `${EMAIL} is not hers` },
    ]),
  );
  const rated = await project.json('ratings', 'import', 'ratings.jsonl');
  expect(rated).toMatchObject({ added: 1 });
  expect(await project.json('ratings', 'import', 'ratings.jsonl')).toMatchObject({ added: 0, unchanged: 1 });
  expect(await leaks(project, given)).toEqual([]);
  expect(await project.read('log.jsonl.rejected.jsonl')).toContain(`not JSON of ${mark}`);

  const outputs = parseJsonl<{ candidate: string; output: string }>(
    (await project.run('outputs', 'export')).stdout,
  );
  expect(
    outputs
      .filter(({ candidate }) => candidate === 'made')
      .map(({ output }) => output)
      .sort(),
  ).toEqual([`I wrote to ${mark}`, `To ${mark}`]);

  // Another machine with the export gives the same person the same placeholder.
  await project.run('export', 'out');
  await using other = await freshProject({ 'fieldtest.yaml': config('redact: true\n'), 'log.jsonl': log });
  await other.run('import', '--from-export', join(project.dir, 'out'));
  expect(await other.json('import', 'log.jsonl')).toMatchObject({ pool: { records: 8, distinct: 3 } });
  // And whoever is asked to forget them can name them as they are.
  expect(await other.json('forget', EMAIL, '--yes')).toMatchObject({ rows: { examples: 1 } });
  expect(await other.json('forget', '--text', EMAIL, '--yes')).toMatchObject({ rows: { examples: 1 } });
  expect(await other.json('import', 'log.jsonl', '--fresh')).toMatchObject({ forgotten: 2, records: 2 });
});

test('without a word in the config data stays as it is, which is said; a change of it is said too', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': config(''),
    'log.jsonl': log,
    'made.jsonl': '',
  });
  const first = await project.run('import', 'log.jsonl');
  expect(first.stderr).toMatch(
    /4 of 4 records looked at hold personal data \(.*email.*\), and all are stored as they are/,
  );
  expect((await leaks(project, ['log.jsonl'])).length).toBeGreaterThan(0);
  await project.write(
    'fieldtest.yaml',
    config('redact: { kinds: [email, phone], keep: ["@example.org"] }\n'),
  );
  await project.write('more.jsonl', log.replaceAll('"m"', '"n"'));
  const second = await project.run('import', 'more.jsonl');
  expect(second.stderr).toMatch(/`redact:` is not what it was when 4 records came in/);
  expect(second.stdout).toContain('redacted: phone 3');
  await project.write('fieldtest.yaml', config('redact: false\n'));
  const third = await project.run('import', 'log.jsonl', '--fresh');
  expect(third.stderr).not.toMatch(/personal|redact/);
});

test.each([
  ['redact: [emails]', /redact/],
  ['redact: []', /names no kind/],
  ['redact: { keep: ["everything"] }', /is no address, number or key that would be redacted/],
])('%s is refused with its place', async (redact, said) => {
  await using project = await freshProject({ 'fieldtest.yaml': config(`${redact}\n`) });
  const refused = await project.run('status');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toMatch(/fieldtest\.yaml:5:\d+/);
  expect(refused.stderr).toMatch(said);
});
