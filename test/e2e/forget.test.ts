/** `fieldtest forget`: 0 bytes of it stay in the project, nothing brings it back, and the rest is as it was. */
import { copyFile, cp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp } from '../../src/store/dialects/sqlite-backups.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

const CANARY = 'Canary-5f1d3c';
const DB = '.fieldtest/fieldtest.db';

const CONFIG = `task: t
candidates:
  - { name: echo, run: file://echo.mjs }
  - { name: made, recorded: file://made.jsonl }
checks: [ { label: true }, { fieldMatch: true } ]
decide: { by: acceptable, looks: final }
`;

/** What it writes of the canary: an answer, a failure, a note of a check. */
const FILES = {
  'fieldtest.yaml': CONFIG,
  'echo.mjs': `let n = 0;
export const run = ({ input }) => {
  if (String(input).includes('fails')) throw new Error('cannot do ' + input);
  return 'echo of ' + JSON.stringify(input);
};\n`,
  'made.jsonl': '',
};

const records = [
  {
    id: `name-${CANARY}`,
    input: `the secret of ${CANARY} (fails)`,
    reference: { [`key ${CANARY}`]: CANARY },
    answer: CANARY,
    who: CANARY,
  },
  ...Array.from({ length: 8 }, (_, i) => ({ id: `r${i}`, input: `question ${i}`, reference: { sum: i } })),
];

/** Every file of the project's state that has the text, whatever it is. */
async function filesWith(project: Project, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(project.dir, '.fieldtest'), {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.push(entry.name);
  }
  return found;
}

let made: Project;

beforeAll(async () => {
  const project = await freshProject({ ...FILES, 'log.jsonl': jsonl(records) });
  made = project;
  await project.run('import', 'log.jsonl');
  await project.run('pick', '--count', '9', '--holdout', '0');
  const id = `name-${CANARY}`;
  await project.write(
    'made.jsonl',
    jsonl(records.map(({ id }) => ({ example: id, candidate: 'made', output: `made for ${id}` }))),
  );
  await project.run('run', '--trust');
  const rows = records.flatMap(({ id: example }) =>
    (example === id ? ['made'] : ['echo', 'made']).map((candidate) => ({
      example,
      candidate,
      rater: 'ann',
      acceptable: true,
      note: `about ${example}`,
      tags: [`tag ${example}`],
    })),
  );
  await project.write('ratings.jsonl', jsonl(rows));
  await project.run('ratings', 'import', 'ratings.jsonl');
  await project.run('decide');
});

afterAll(async () => await made[Symbol.asyncDispose]());

/** One of its own with the same history. */
async function projectWithCanary(): Promise<Project> {
  const project = await freshProject();
  await cp(made.dir, project.dir, { recursive: true });
  return project;
}

test('nothing that is stored says it any more, not a byte, and what remains is untouched', async () => {
  await using project = await projectWithCanary();
  // A copy of before, as a migration makes it, a damaged one, and one that was never finished.
  backUp(join(project.dir, DB));
  await copyFile(join(project.dir, DB), join(project.dir, `${DB}.damaged-2026-11-01`));
  await copyFile(join(project.dir, DB), join(project.dir, `${DB}.backup-9.123`));
  expect((await filesWith(project, CANARY)).length).toBeGreaterThan(3);
  const before = parseJsonl<{ example: string }>((await project.run('outputs', 'export')).stdout);

  const result = await project.json<{ rows: object; done: boolean; left: { what: string }[] }>(
    'forget',
    `name-${CANARY}`,
    '--yes',
  );
  expect(result).toMatchObject({
    done: true,
    rows: { pool: 1, records: 1, examples: 1, outputs: 2, ratings: 1, decisions: 1 },
    rewritten: [expect.stringContaining('fieldtest.db.backup-1')],
    sources: ['log.jsonl'],
  });
  expect(result.left.map(({ what }) => what)).toEqual([expect.stringContaining('.damaged-2026-11-01')]);
  expect(JSON.stringify(result)).not.toContain(CANARY);
  expect(await filesWith(project, CANARY)).toEqual(['fieldtest.db.damaged-2026-11-01']);
  expect(await project.json('forget', '--clean', '--remove-copies')).toMatchObject({ left: [] });
  expect(await filesWith(project, CANARY)).toEqual([]);

  const after = parseJsonl<{ example: string }>((await project.run('outputs', 'export')).stdout);
  expect(after).toEqual(before.filter(({ example }) => !example.includes(CANARY)));
  expect(await project.json('status')).toMatchObject({ examples: 8, ratings: { done: 16 } });
  const health = await project.json<{ healthy: boolean; findings: object[] }>('doctor');
  expect(health).toMatchObject({ healthy: true });
  // The copy of before has all the rest, and fits its checksums.
  const copy = new DatabaseSync(join(project.dir, `${DB}.backup-1`), { readOnly: true });
  expect(copy.prepare('select count(*) as n from outputs').get()).toEqual({ n: 16 });
  expect(
    copy
      .prepare('select sum(row_check) = (select total from row_sums where name = ?) as same from outputs')
      .get('outputs'),
  ).toEqual({ same: 1 });
  copy.close();
  expect((await stat(join(project.dir, `${DB}.backup-1`))).mode & 0o777).toBe(0o600);
});

test('what is in files of before does not bring it back, and is no error', async () => {
  await using project = await projectWithCanary();
  await project.run('export', 'exported');
  await project.write('outputs.jsonl', (await project.run('outputs', 'export')).stdout);
  await project.run('forget', `name-${CANARY}`, '--yes');
  expect(await project.json('import', 'log.jsonl', '--fresh')).toMatchObject({
    records: 8,
    forgotten: 1,
    pool: { records: 8 },
  });
  expect(await project.json('ratings', 'import', 'ratings.jsonl')).toMatchObject({ added: 0, forgotten: 1 });
  expect(await project.json('outputs', 'import', 'outputs.jsonl')).toMatchObject({ added: 0, forgotten: 2 });
  // Another input under a name that was asked for is not taken either.
  await project.write(
    'set.jsonl',
    jsonl([...records.map(({ input }) => ({ input })), { id: `name-${CANARY}`, input: 'something else' }]),
  );
  expect(await project.json('examples', 'import', 'set.jsonl')).toMatchObject({ forgotten: 2 });
  expect(await filesWith(project, CANARY)).toEqual([]);

  // An export says that something was forgotten, when and how many rows, and never what; and it does not come back there either.
  await project.run('export', 'exported');
  const [row] = parseJsonl<{ rows: string; at: string; cleaned: number }>(
    await project.read('exported/forgettings.jsonl'),
  );
  expect(row).toMatchObject({ cleaned: 1, at: expect.stringMatching(/^\d{4}-/) });
  expect(JSON.parse(row!.rows)).toMatchObject({ examples: 1, outputs: 2 });
  for (const file of await readdir(join(project.dir, 'exported')))
    expect(await project.read(`exported/${file}`), file).not.toContain(CANARY);
  await using other = await freshProject({ ...FILES, 'log.jsonl': jsonl(records) });
  expect(await other.run('import', '--from-export', join(project.dir, 'exported'))).toMatchObject({
    code: 0,
  });
  expect(await other.json('import', 'log.jsonl', '--fresh')).toMatchObject({ forgotten: 1 });

  // A mistake can be taken back: what is not stored any more can be imported again.
  expect(await project.run('forget', `name-${CANARY}`, '--allow-again')).toMatchObject({ code: 0 });
  expect(await project.json('import', 'log.jsonl', '--fresh')).toMatchObject({ records: 9, forgotten: 0 });
});

test('by what it says, in any case, wherever it is said', async () => {
  await using project = await projectWithCanary();
  await project.write(
    'notes.jsonl',
    jsonl([{ example: 'r3', candidate: 'echo', rater: 'bob', acceptable: true, note: 'ask  Jane DOE' }]),
  );
  await project.run('ratings', 'import', 'notes.jsonl');
  await project.run('pick', '--drop', 'r5', '--reason', 'John Roe asked for it');
  expect(await project.json('forget', '--text', 'john roe', '--yes')).toMatchObject({
    rows: { examples: 1 },
  });
  expect(await filesWith(project, 'John Roe')).toEqual([]);
  expect(await project.json('forget', '--text', 'jane doe', '--yes')).toMatchObject({
    rows: { examples: 1, outputs: 2 },
  });
  expect(await project.json('forget', '--text', CANARY.toLowerCase(), '--yes')).toMatchObject({
    rows: { examples: 1 },
  });
  expect(await filesWith(project, 'Jane DOE')).toEqual([]);
  expect(await filesWith(project, CANARY)).toEqual([]);
});

const REFUSED = [
  [['forget'], 2, 'forget needs a name or id, or --text'],
  [['forget', 'nobody', '--yes'], 1, 'no example and no record that is kept here is called "nobody"'],
  [['forget', 'r1'], 2, 'forget asks before it deletes, and there is no terminal to ask in'],
  [['forget', '--text', 'never said', '--yes'], 1, 'nothing that is stored here says that'],
  [['forget', '--text', 'qu', '--yes'], 2, '--text needs at least 3 characters'],
  [['forget', 'r1', '--clean'], 2, '--clean stands alone'],
  [['forget', 'r1', '--allow-again'], 1, '"r1" was not forgotten here'],
] as const;

test('what cannot be forgotten changes nothing and says why', async () => {
  await using project = await projectWithCanary();
  await Promise.all(
    REFUSED.map(async ([args, code, said]) => {
      const refused = await project.run(...args);
      expect(refused, args.join(' ')).toMatchObject({ code });
      expect(refused.stderr).toContain(said);
    }),
  );
  expect(await project.json('status')).toMatchObject({ examples: 9 });
});
