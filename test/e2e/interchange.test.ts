/** Ratings, outputs and examples as files: what goes out comes back in, and changes nothing that it should not. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OutputsImportResult } from '../../src/pipeline/outputs.ts';
import type { RatingsImportResult } from '../../src/pipeline/ratings.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

const config = (version: string, extra = '') => `task: t
candidates:
  - { name: a, recorded: file://rows.jsonl, version: "${version}" }
  - { name: b, recorded: file://rows.jsonl, version: "1" }
${extra}`;

interface Row {
  readonly example: string;
  readonly candidate: string;
  readonly trial: number;
  readonly rating?: number;
  readonly textId?: string;
}

async function project(outputs: readonly object[]): Promise<Project> {
  const made = await freshProject({
    'fieldtest.yaml': config('1'),
    'rows.jsonl': '',
    'set.jsonl': jsonl(['x', 'y', 'z'].map((id) => ({ id, input: `input ${id}` }))),
    'outputs.jsonl': jsonl(outputs),
  });
  await made.run('examples', 'import', 'set.jsonl');
  await made.run('outputs', 'import', 'outputs.jsonl');
  return made;
}

const ratings = (...rows: readonly [example: string, candidate: string, rating: number][]) =>
  jsonl(rows.map(([example, candidate, rating]) => ({ example, candidate, rater: 'ann', rating })));

async function exportedRatings(from: Project): Promise<readonly Row[]> {
  return parseJsonl<Row>((await from.run('ratings', 'export')).stdout);
}

async function importRatings(into: Project, rows: string): Promise<RatingsImportResult> {
  await into.write('ratings.jsonl', rows);
  return await into.json<RatingsImportResult>('ratings', 'import', 'ratings.jsonl');
}

describe('a ratings file', () => {
  test('has each rating once, also where every trial gave the same text', async () => {
    await using team = await project(
      [1, 2, 3].map((trial) => ({ example: 'x', candidate: 'a', trial, output: 'same' })),
    );
    await importRatings(team, ratings(['x', 'a', 4]));
    expect(await exportedRatings(team)).toMatchObject([
      { example: 'x', candidate: 'a', trial: 1, rating: 4 },
    ]);
  });

  test('that was exported comes back in without change, also after a new pick and a candidate that left', async () => {
    await using team = await project([
      { example: 'x', candidate: 'a', output: 'one' },
      { example: 'y', candidate: 'b', output: 'two' },
    ]);
    await importRatings(team, ratings(['x', 'a', 4], ['y', 'b', 2]));
    await team.write('log.jsonl', jsonl([{ input: 'another' }]));
    await team.run('import', 'log.jsonl');
    await team.run('pick', '--count', '1');
    await team.write('fieldtest.yaml', config('1').replace(/ {2}- \{ name: b.*\n/, ''));
    const exported = (await team.run('ratings', 'export')).stdout;
    expect(parseJsonl(exported)).toHaveLength(2);
    expect(await importRatings(team, exported)).toMatchObject({ rows: 2, added: 0, unchanged: 2 });
    expect((await team.run('ratings', 'export')).stdout).toBe(exported);
  });

  test('rates the text that was rated, never what a later version of the candidate says', async () => {
    await using team = await project([{ example: 'x', candidate: 'a', output: 'first version' }]);
    await importRatings(team, ratings(['x', 'a', 5]));
    const exported = (await team.run('ratings', 'export')).stdout;
    await team.write('fieldtest.yaml', config('2'));
    await team.write('outputs.jsonl', jsonl([{ example: 'x', candidate: 'a', output: 'second version' }]));
    await team.run('outputs', 'import', 'outputs.jsonl');
    expect(await importRatings(team, exported)).toMatchObject({ added: 0 });
    expect(await team.json('status')).toMatchObject({ ratings: { missing: 1 } });
    const [row] = parseJsonl<Row>(exported);
    const elsewhere = await team.run('ratings', 'import', await unknownText(team, row!));
    expect(elsewhere).toMatchObject({ code: 1 });
    expect(elsewhere.stderr).toMatch(/other\.jsonl:1:1: "a" gave no such text for example "x" here/);
  });

  test('is known where a new version gives the same text', async () => {
    await using team = await project([{ example: 'x', candidate: 'a', output: 'the same' }]);
    await importRatings(team, ratings(['x', 'a', 5]));
    await team.write('fieldtest.yaml', config('2'));
    await team.run('outputs', 'import', 'outputs.jsonl');
    expect(await importRatings(team, ratings(['x', 'a', 5]))).toMatchObject({ added: 0, unchanged: 1 });
    expect(await importRatings(team, ratings(['x', 'a', 3]))).toMatchObject({ added: 1 });
  });

  test('finds a candidate under the name that it had when it ran', async () => {
    await using team = await project([{ example: 'x', candidate: 'a', output: 'one' }]);
    await team.write('fieldtest.yaml', config('1').replace('name: a', 'name: renamed'));
    // The name is part of what a recorded candidate is, so the renamed one is another; the old one is still known.
    expect(await importRatings(team, ratings(['x', 'a', 5]))).toMatchObject({ added: 1 });
  });
});

async function unknownText(team: Project, row: Row): Promise<string> {
  return await team.write('other.jsonl', jsonl([{ ...row, textId: '0'.repeat(64) }]));
}

describe('an outputs file', () => {
  test('with failures comes in once', async () => {
    const rows = [
      { example: 'x', candidate: 'a', output: '', status: 'error', failure: { code: 'e', message: 'm' } },
      { example: 'y', candidate: 'a', output: 'fine' },
    ];
    await using team = await project(rows);
    expect(await team.json<OutputsImportResult>('outputs', 'import', 'outputs.jsonl')).toMatchObject({
      rows: 2,
      added: 0,
      unchanged: 2,
    });
    await team.run('export', 'all');
    expect(parseJsonl(await team.read('all/outputs.jsonl'))).toHaveLength(2);
  });

  test('never puts another text in the place of one that is stored, also for an example that left the set', async () => {
    await using team = await project([{ example: 'x', candidate: 'a', output: 'one' }]);
    await team.write('log.jsonl', jsonl([{ input: 'r1' }, { input: 'r2' }]));
    await team.run('import', 'log.jsonl');
    await team.run('pick', '--count', '2');
    await team.write('outputs.jsonl', jsonl([{ example: 'x', candidate: 'a', output: 'two' }]));
    const refused = await team.run('outputs', 'import', 'outputs.jsonl');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('outputs.jsonl:1: "a" has another output for this example already');
    // Refused is refused: no bad row is put aside of a file of which nothing was taken.
    await team.write(
      'outputs.jsonl',
      `${jsonl([{ example: 'x', candidate: 'a', output: 'two' }])}not JSON\n`,
    );
    expect(await team.run('outputs', 'import', 'outputs.jsonl', '--skip-bad')).toMatchObject({ code: 1 });
    await expect(team.read('outputs.jsonl.rejected.jsonl')).rejects.toThrow(/ENOENT/);
  });
});

test.each([
  ['outputs', '{"candidate": "a", "input": "cut \\ud83d", "output": "o"}\n'],
  ['examples', '{"input": "cut \\ud83d"}\n'],
])('an input of %s that was cut inside an emoji is named with its line, or put aside', async (noun, line) => {
  await using team = await project([{ example: 'x', candidate: 'a', output: 'one' }]);
  await team.write('cut.jsonl', line);
  const refused = await team.run(noun, 'import', 'cut.jsonl');
  expect(refused.stderr).toMatch(/cut\.jsonl:1:1: the input holds half a UTF-16 character/);
  await team.run(noun, 'import', 'cut.jsonl', '--skip-bad');
  expect(await team.read('cut.jsonl.rejected.jsonl')).toContain('lone surrogate');
});

test('an export that was edited, cut or never finished is refused with its file, and nothing of it comes in', async () => {
  await using team = await project([{ example: 'x', candidate: 'a', output: 'one' }]);
  await importRatings(team, ratings(['x', 'a', 3]));
  await using other = await freshProject({ 'fieldtest.yaml': config('1'), 'rows.jsonl': '' });
  const refusal = async (said: RegExp) => {
    const refused = await other.run('import', '--from-export', `${team.dir}/out`);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(said);
    expect(await other.json('status')).toMatchObject({ examples: 0 });
  };
  await team.run('export', 'out');
  const before = await team.read('out/ratings.jsonl');
  await team.write('out/ratings.jsonl', before.replace('"rating":3', '"rating":5'));
  await refusal(/ratings\.jsonl was changed after it was exported/);
  await rm(join(team.dir, 'out/ratings.jsonl'));
  await refusal(/ratings\.jsonl is missing/);
  await team.write('out/fieldtest-export.txt', 'An export of fieldtest.\n');
  await refusal(/out is an export that was never finished/);
  await team.run('export', 'out');
  expect(await other.run('import', '--from-export', `${team.dir}/out`)).toMatchObject({ code: 0 });
});
