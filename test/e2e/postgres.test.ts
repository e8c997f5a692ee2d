/** A team on one PostgreSQL: the same loop, and two machines that share the work. */
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import type { RunResult } from '../../src/pipeline/run.ts';
import type { Status } from '../../src/pipeline/status.ts';
import { freshProject, jsonl, parseJsonl } from '../fixtures/project.ts';

test('the loop runs on PostgreSQL, and a second machine goes on where the first one is', async () => {
  const name = `team_${crypto.randomUUID().replaceAll('-', '')}`;
  const server = inject('postgresUrl');
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  try {
    const files = {
      'fieldtest.yaml':
        'task: t\ncandidates:\n  - { name: up, run: file://up.mjs }\n  - { name: same, command: cat }\nexamples: { count: 8, holdout: 2 }\n',
      'up.mjs':
        'export const run = async (example) => (await new Promise((r) => setTimeout(r, 200)), example.input.toUpperCase());\n',
      'log.jsonl': jsonl(Array.from({ length: 20 }, (_, i) => ({ input: `frage ${i} \u0000 ✓` }))),
    };
    const env = { FIELDTEST_STORE: `${server}/${name}` };
    await using one = await freshProject(files, env);
    await using two = await freshProject(files, env);
    expect(await one.run('import', 'log.jsonl')).toMatchObject({ code: 0, stderr: '' });
    expect(await two.run('pick')).toMatchObject({ code: 0, stderr: '' });
    const runs = await Promise.all([one, two].map((machine) => machine.json<RunResult>('run', '--trust')));
    const added = runs.flatMap(({ candidates }) => candidates.map((candidate) => candidate.added));
    expect(added.reduce((sum, n) => sum + n)).toBe(16);
    const status = await two.json<Status>('status');
    expect(status).toMatchObject({ examples: 8, holdout: 2, next: 'fieldtest review' });
    expect(status.candidates).toMatchObject([
      { outputs: 8, missingOutputs: 0 },
      { outputs: 8, missingOutputs: 0 },
    ]);
    const outputs = parseJsonl<{ candidate: string; output: string }>(
      (await one.run('outputs', 'export')).stdout,
    );
    expect(outputs).toHaveLength(16);
    expect(outputs.find(({ candidate }) => candidate === 'up')?.output).toMatch(/^FRAGE \d+ \0 ✓$/);
    expect(await one.run('decide')).toMatchObject({ code: 3 });
  } finally {
    await client.query(`drop database ${name} with (force)`);
    await client.end();
  }
});
