/** What is stored and exported about candidates holds no key and no path of this machine. */
import { expect, test } from 'vitest';
import { freshProject, jsonl } from '../fixtures/project.ts';

test('a key in a command or address and the folder of the project are not in the database, nor in an export', async () => {
  await using project = await freshProject();
  await project.write('m.mjs', "export const run = () => 'x';\n");
  await project.write('set.jsonl', jsonl([{ id: 'e', input: 'x' }]));
  await project.write('o.jsonl', jsonl([{ example: 'e', candidate: 'm', output: 'x' }]));
  await project.write(
    'fieldtest.yaml',
    `task: t
candidates:
  - { name: m, run: ${JSON.stringify(`file://${project.dir}/m.mjs`)} }
  - { name: c, command: 'curl -H "Authorization: Bearer canary-0123456789"' }
  - { name: k, model: "openai-compatible:x", baseUrl: "https://me:canary@example.com/v1?api-key=canary" }
`,
  );
  await project.run('examples', 'import', 'set.jsonl');
  expect(await project.run('outputs', 'import', 'o.jsonl')).toMatchObject({ code: 0 });
  await project.run('export', 'out');
  const stored = `${await project.read('out/candidates.jsonl')}${await project.read('.fieldtest/fieldtest.db')}${await project.read('.fieldtest/fieldtest.db-wal').catch(() => '')}`;
  expect(stored).toContain('Bearer [secret]');
  expect(stored).not.toContain('canary');
  expect(stored).not.toContain(project.dir);
});
