/** Hostile texts in every field go out and come back byte for byte, and are never code, a path or a key of ours. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OWN_STRINGS } from '../fixtures/hostile-strings.ts';
import { freshProject, jsonl, type Project } from '../fixtures/project.ts';

const STRINGS = [
  ...OWN_STRINGS,
  ...[
    '=cmd|"/c calc"!A1',
    '+1',
    '-1',
    '@SUM(1)',
    '\ttab',
    '\rreturn',
    '../../../../tmp/pwned',
    '/etc/passwd',
    'C:\\pwned',
  ],
  ...[
    '$(touch pwned)',
    '`touch pwned`',
    '; touch pwned #',
    '{{input}} {{env.HOME}}',
    "'; drop table outputs; --",
    '␛0041',
  ],
  ...[
    'file:///etc/passwd',
    '\u0000',
    '\u2028\u2029',
    'e\u0301 \u00e9 \ufb01',
    '👩‍👩‍👧',
    '-',
    'null',
    '0',
    'true',
    ' ',
    '{"a":1}',
  ],
];

const config = `task: t
candidates:
  - { name: cat, command: cat }
  - { name: "=made", recorded: file://made.jsonl }
checks: [ { exact: true } ]
decide: { by: acceptable, looks: final }
`;

/** Everything that a project exports, file by file. */
async function exported(project: Project, to: string): Promise<{ readonly [file: string]: string }> {
  await project.run('export', to);
  const files = (await readdir(join(project.dir, to))).sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await project.read(`${to}/${file}`)])),
  );
}

test('in inputs, names, references, slices, metadata, outputs, failures, notes, tags and raters', async () => {
  const set = STRINGS.map((text, i) => ({
    id: `${text}#${i}`,
    input:
      i % 3 === 0
        ? text + i
        : i % 3 === 1
          ? [{ role: 'user', content: text + i, name: text }]
          : { [text]: text, i },
    reference: { [text]: text },
    slices: [`s${text}`],
    split: 'dev',
    cluster: text === '' ? 'c' : text,
    metadata: { [text]: [text, { [text]: text }] },
  }));
  const made = STRINGS.map((text, i) => ({
    example: set[i]!.id,
    candidate: '=made',
    trial: 1,
    // Half a character may stand in an output.
    ...(i % 4 === 0
      ? { output: '', status: 'error', failure: { code: text || 'c', message: text } }
      : { output: `${text}\ud83d` }),
  }));
  const ratings = made
    .filter((row) => !('status' in row))
    .map(({ example, candidate }, i) => ({
      example,
      candidate,
      rater: `r${STRINGS[i]}`,
      acceptable: true,
      note: STRINGS[i],
      tags: [STRINGS[i]],
    }));
  await using one = await freshProject({
    'fieldtest.yaml': config,
    'set.jsonl': jsonl(set),
    'made.jsonl': '',
    'outputs.jsonl': jsonl(made),
    'ratings.jsonl': jsonl(ratings),
  });
  await using two = await freshProject({ 'fieldtest.yaml': config, 'made.jsonl': '' });
  const before = (await readdir(one.dir)).sort();
  expect(await one.json('examples', 'import', 'set.jsonl')).toMatchObject({ added: set.length });
  expect(await one.json('outputs', 'import', 'outputs.jsonl')).toMatchObject({ added: made.length });
  expect(await one.json('ratings', 'import', 'ratings.jsonl')).toMatchObject({ added: ratings.length });
  expect(await one.run('run', '--trust', '--candidate', 'cat')).toMatchObject({ code: 0 });
  await one.run('decide');
  expect((await readdir(one.dir)).sort()).toEqual([...before, '.fieldtest'].sort());

  // The set, as rows.
  const rows = (await one.run('examples', 'export')).stdout;
  await two.write('set.jsonl', rows);
  await two.run('examples', 'import', 'set.jsonl');
  expect((await two.run('examples', 'export')).stdout).toBe(rows);
  expect(
    rows
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  ).toEqual(set);

  // The whole.
  await using three = await freshProject({ 'fieldtest.yaml': config, 'made.jsonl': '' });
  const whole = await exported(one, 'out');
  expect(await three.run('import', '--from-export', join(one.dir, 'out'))).toMatchObject({ code: 0 });
  expect(await exported(three, 'out')).toEqual(whole);
  for (const command of [
    ['outputs', 'export'],
    ['ratings', 'export'],
  ])
    expect((await three.run(...command)).stdout).toBe((await one.run(...command)).stdout);
});
