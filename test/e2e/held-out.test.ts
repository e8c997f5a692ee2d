/** What is held out is shown to nobody who picks, writes prompts or works with the set: door by door. */
import { expect, test } from 'vitest';
import { answer, replyOf, startLoopback } from '../fixtures/loopback-provider.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';

const TEXTS = [
  'blue whale',
  'old violin',
  'lost parcel',
  'wrong bill',
  'cold soup',
  'flat tyre',
  'late train',
  'new door',
];

/** Every record is in the set: two to work with, the others held out. */
async function mostlyHeld(
  model: string,
): Promise<{ readonly project: Project; readonly held: readonly string[] }> {
  const project = await freshProject({
    'fieldtest.yaml': `task: Help\ncandidates:\n  - ${model}\n  - { name: echo, command: cat }\n`,
    'log.jsonl': jsonl(TEXTS.map((text, i) => ({ id: `r${i}`, input: `What about the ${text}?` }))),
  });
  await project.run('import', 'log.jsonl');
  await project.run('pick', '--count', '2', '--holdout', '6');
  const { stdout, stderr } = await project.run('examples', 'export');
  // The file of the whole set has them, and says so.
  expect(stderr).toContain('6 held-out examples among them');
  const rows = parseJsonl<{ input: string; split: string }>(stdout);
  return {
    project,
    held: rows
      .filter(({ split }) => split === 'holdout')
      .map(({ input }) => input.slice('What about the '.length, -1)),
  };
}

const anyOf = (held: readonly string[]) => new RegExp(held.join('|'));

test.each([
  ['a pick that explains itself', ['pick', '--explain']],
  ['a quick set', ['pick', '--quick', '--explain']],
  ['synthetic edges', ['pick', '--perturb', '6', '--json']],
  ['the signs of wear', ['health']],
  ['where the project stands', ['status']],
  ['outputs', ['outputs', 'export']],
  ['a decision', ['decide', '--json']],
])('%s says nothing of what is held out', async (_door, args) => {
  const { project, held } = await mostlyHeld('{ name: other, command: tac }');
  await using _ = project;
  await project.run('run', '--trust');
  const { stdout, stderr } = await project.run(...args);
  expect(held).toHaveLength(6);
  expect(stdout).not.toMatch(anyOf(held));
  expect(stderr).not.toMatch(anyOf(held));
});

test('synthetic edges are made of nothing that is held out, and no run without --holdout answers it', async () => {
  const { project, held } = await mostlyHeld('{ name: other, command: tac }');
  await using _ = project;
  await project.run('pick', '--perturb', '6');
  await project.run('run', '--trust');
  const dev = parseJsonl<{ input: string; split?: string }>(
    (await project.run('examples', 'export')).stdout,
  ).filter(({ split }) => split !== 'holdout');
  expect(JSON.stringify(dev)).not.toMatch(anyOf(held));
  expect((await project.run('outputs', 'export')).stdout).not.toMatch(anyOf(held));
});

test('a model that drafts is shown nothing of it, neither from the pool nor from a file', async () => {
  let n = 0;
  await using provider = await startLoopback((request) =>
    replyOf(answer(`Is there news of my ${'abcdefgh'[n++]}x order?`), request),
  );
  const { project, held } = await mostlyHeld(
    `{ name: m, model: "openai-compatible:small", baseUrl: "${provider.url}/v1" }`,
  );
  await using _ = project;
  for (const more of [[], ['--like', 'log.jsonl']]) {
    const { code, stderr } = await project.run('draft', '--count', '2', '--trust', ...more);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  }
  expect(provider.requests).toHaveLength(4);
  for (const { body } of provider.requests) {
    expect(body).toMatch(/What about the/);
    expect(body).not.toMatch(anyOf(held));
  }
});
