/** A key that is called `__proto__` is data like any other. */
import { expect, test } from 'vitest';
import { exampleId } from '../../src/core/identity.ts';
import type { Input } from '../../src/core/input.ts';
import { freshProject, parseJsonl } from '../fixtures/project.ts';

const INPUTS = [
  '{"__proto__":"x","question":"y"}',
  '{"a":{"__proto__":{"b":[1]}}}',
  '[{"role":"user","content":[{"type":"text","text":"z","__proto__":{"c":1}}],"__proto__":2}]',
];

test('inputs with it come out byte for byte, under the same id, and reach the candidate', async () => {
  const rows = INPUTS.map(
    (input, i) =>
      `{"id":"e${i}","input":${input},"slices":[],"split":"dev","reference":{"__proto__":1},"metadata":{"__proto__":{"m":1}}}`,
  );
  await using project = await freshProject({
    'fieldtest.yaml':
      'task: t\ncandidates:\n  - { name: c, command: cat }\n  - { name: m, run: file://m.mjs }\n',
    'm.mjs': 'export const run = ({ input }) => JSON.stringify(input);\n',
    'set.jsonl': `${rows.join('\n')}\n`,
  });
  await project.run('examples', 'import', 'set.jsonl');
  const exported = (await project.run('examples', 'export')).stdout.trimEnd().split('\n');
  for (const [i, line] of exported.entries()) {
    expect(line).toContain(`"input":${INPUTS[i]}`);
    expect(line).toContain('"reference":{"__proto__":1}');
    expect(line).toContain('"metadata":{"__proto__":{"m":1}}');
  }
  await project.run('run', '--trust');
  const outputs = parseJsonl<{ candidate: string; output: string }>(
    (await project.run('outputs', 'export')).stdout,
  );
  expect(outputs.filter(({ candidate }) => candidate === 'm').map(({ output }) => output)).toEqual(INPUTS);
  await project.run('export', 'out');
  const ids = parseJsonl<{ id: string }>(await project.read('out/examples.jsonl')).map(({ id }) => id);
  expect(new Set(ids)).toEqual(new Set(INPUTS.map((input) => exampleId(JSON.parse(input) as Input))));
});

test('records with it are three different inputs, picked as they were', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: c, command: cat }\n',
    'log.jsonl': `${INPUTS.map((input) => `{"input":${input}}`).join('\n')}\n{"input":{"question":"y"}}\n`,
  });
  expect(await project.json('import', 'log.jsonl')).toMatchObject({ pool: { records: 4, distinct: 4 } });
  await project.run('pick', '--count', '4', '--holdout', '0');
  const { stdout } = await project.run('examples', 'export');
  for (const input of INPUTS) expect(stdout).toContain(`"input":${input}`);
});
