/** The whole loop as a team types it, from its own data to a decision. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { Status } from '../../src/pipeline/status.ts';
import { ended, freshProject, jsonl, parseJsonl } from '../fixtures/project.ts';

const SHOUT = 'export async function run(example) { return example.input.toUpperCase(); }\n';
const ECHO = 'export async function run(example) { return { text: example.input, costUsd: 0.001 }; }\n';
const CONFIG = `task: Say it louder
candidates:
  - name: echo
    run: file://echo.mjs
    incumbent: true
  - name: shout
    run: file://shout.mjs
examples: { count: 30, holdout: 5 }
`;

const RECORDS = Array.from({ length: 60 }, (_, i) => ({
  id: `r${i}`,
  input: `question number ${i}${' and more'.repeat(i)}`,
}));

interface OutputLine {
  readonly example: string;
  readonly candidate: string;
  readonly output: string;
}

function teamProject() {
  return freshProject({
    'fieldtest.yaml': CONFIG,
    'echo.mjs': ECHO,
    'shout.mjs': SHOUT,
    'log.jsonl': jsonl(RECORDS),
  });
}

describe('from a log to a decision', () => {
  test('import, pick, run, rate, decide: each says the next command, and the better candidate wins', async () => {
    await using project = await teamProject();
    expect((await project.json<Status>()).next).toBe('fieldtest import FILE');
    expect(await project.run('import', 'log.jsonl')).toMatchObject({ code: 0 });
    expect((await project.json<Status>()).next).toBe('fieldtest pick');
    await project.run('pick');
    const picked = await project.json<Status>();
    expect(picked).toMatchObject({ examples: 30, holdout: 5, next: 'fieldtest run' });
    expect(picked.candidates).toContainEqual({ name: 'shout', outputs: 0, missingOutputs: 30, failed: 0 });

    expect(await project.run('run', '--trust')).toMatchObject({ code: 0 });
    expect((await project.json<Status>()).next).toBe('fieldtest review');
    const undecided = await project.run('decide');
    expect(undecided).toMatchObject({ code: 3 });
    expect(undecided.stdout).toContain('Not enough to decide yet');

    const outputs = parseJsonl<OutputLine>((await project.run('outputs', 'export')).stdout);
    expect(outputs).toHaveLength(60);
    const ratings = outputs.map(({ example, candidate }, i) => ({
      example,
      candidate,
      rater: 'ann',
      rating: candidate === 'shout' ? 5 - (i % 2) : 2 + (i % 3 === 0 ? 1 : 0),
      acceptable: candidate === 'shout',
    }));
    await project.write('ratings.jsonl', jsonl(ratings));
    expect(await project.run('ratings', 'import', 'ratings.jsonl')).toMatchObject({ code: 0 });
    expect((await project.json<Status>()).next).toBe('fieldtest decide');

    const decision = await project.json<Decision>('decide');
    expect(decision.verdict).toMatchObject({ kind: 'switch', winner: 'shout' });
    expect(decision.candidates.map(({ name, n }) => [name, n])).toEqual([
      ['echo', 30],
      ['shout', 30],
    ]);
    expect(decision.candidates[0]?.costPer1000Usd).toBeCloseTo(1);
    expect(decision.candidates[1]?.costPer1000Usd).toBeUndefined();
    for (const candidate of decision.candidates) expect(candidate.rating?.interval).toHaveLength(2);
    const report = await project.run('decide');
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(report.stdout).toContain('Switch to shout: ');
  });

  test('running again asks nothing again, and a new candidate only for its own outputs', async () => {
    await using project = await teamProject();
    await project.run('import', 'log.jsonl');
    await project.run('pick');
    await project.run('run', '--trust');
    const again = await project.json<{ candidates: { added: number }[] }>('run', '--trust');
    expect(again.candidates.map(({ added }) => added)).toEqual([0, 0]);
    await project.write(
      'fieldtest.yaml',
      CONFIG.replace('examples:', '  - { name: wc, command: wc -c }\nexamples:'),
    );
    const more = await project.json<{ candidates: { name: string; added: number }[] }>('run', '--trust');
    expect(more.candidates.map(({ name, added }) => [name, added])).toEqual([
      ['echo', 0],
      ['shout', 0],
      ['wc', 30],
    ]);
  });

  test('picking again with the same seed changes nothing; another pick loses nothing that was paid for', async () => {
    await using project = await teamProject();
    await project.run('import', 'log.jsonl');
    await project.run('pick');
    const before = (await project.run('examples', 'export')).stdout;
    expect(await project.json('pick')).toMatchObject({ kept: 35, added: 0, retired: 0 });
    expect((await project.run('examples', 'export')).stdout).toBe(before);
    await project.run('run', '--trust');
    await project.run('pick', '--quick');
    expect(await project.json<Status>()).toMatchObject({ examples: 10, holdout: 0 });
    await project.run('pick');
    expect((await project.json<Status>()).candidates.map(({ missingOutputs }) => missingOutputs)).toEqual([
      0, 0,
    ]);
  });

  test('everything goes out as text and comes back the same', async () => {
    await using project = await teamProject();
    await project.run('import', 'log.jsonl');
    await project.run('pick');
    await project.run('run', '--trust');
    await project.run('export', 'out');
    await using other = await freshProject({
      'fieldtest.yaml': CONFIG,
      'echo.mjs': ECHO,
      'shout.mjs': SHOUT,
    });
    expect(await other.run('import', '--from-export', `${project.dir}/out`)).toMatchObject({ code: 0 });
    await other.run('export', 'out');
    for (const table of ['outputs', 'examples', 'pool', 'attempts', 'candidates']) {
      expect(await other.read(`out/${table}.jsonl`), table).toBe(await project.read(`out/${table}.jsonl`));
    }
    const twice = await other.run('import', '--from-export', `${project.dir}/out`);
    expect(twice).toMatchObject({ code: 1 });
    expect(twice.stderr).toMatch(/is not empty/);
  });
});

test('a rating that is corrected, and corrected back, counts as it was given last', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: a, command: cat }\n  - { name: b, command: wc }\n',
    'set.jsonl': jsonl([{ id: 'e', input: 'x' }]),
  });
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('run', '--trust');
  const means: (number | undefined)[] = [];
  for (const rating of [2, 5, 2]) {
    await project.write('r.jsonl', jsonl([{ example: 'e', candidate: 'a', rater: 'ann', rating }]));
    await project.run('ratings', 'import', 'r.jsonl');
    means.push((await project.json<Decision>('decide')).candidates[0]?.rating?.mean);
  }
  expect(means).toEqual([2, 5, 2]);
  expect(await project.json('ratings', 'import', 'r.jsonl')).toMatchObject({ added: 0, unchanged: 1 });
});

test('whoever reads only the beginning of an export gets no error', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': 'task: t\ncandidates:\n  - { name: a, command: cat }\n',
    'set.jsonl': jsonl(Array.from({ length: 2000 }, (_, i) => ({ input: `${i} ${'x'.repeat(500)}` }))),
  });
  await project.run('examples', 'import', 'set.jsonl');
  const child = project.start('examples', 'export');
  const end = ended(child);
  child.stdout!.once('data', () => child.stdout!.destroy());
  expect(await end).toMatchObject({ code: 0, stderr: '' });
});

describe('without running anything here', () => {
  test('a ready-made set, outputs and ratings from elsewhere are enough for a decision', async () => {
    const items = Array.from({ length: 20 }, (_, i) => ({
      id: i + 1,
      input: [{ role: 'user', content: `q${i}` }],
      reference: `a${i}`,
    }));
    const outputs = items.flatMap(({ id }) => [
      { example: String(id), candidate: 'old', output: `old ${id}`, latencyMs: 900, costUsd: 0.004 },
      { example: String(id), candidate: 'new', output: `new ${id}`, latencyMs: 300, costUsd: 0.001 },
    ]);
    const ratings = outputs.map(({ example, candidate }) => ({
      example,
      candidate,
      rater: 'bo',
      acceptable: candidate === 'new' || Number(example) % 4 === 0,
    }));
    await using project = await freshProject({
      'fieldtest.yaml':
        'task: Answer\ncandidates:\n  - { name: old, recorded: file://outputs.jsonl, incumbent: true }\n  - { name: new, recorded: file://outputs.jsonl }\nrate: { scale: false }\n',
      'items.jsonl': jsonl(items),
      'outputs.jsonl': jsonl(outputs),
      'ratings.jsonl': jsonl(ratings),
    });
    expect(await project.run('examples', 'import', 'items.jsonl')).toMatchObject({ code: 0 });
    expect(await project.run('outputs', 'import', 'outputs.jsonl')).toMatchObject({ code: 0 });
    expect(await project.run('ratings', 'import', 'ratings.jsonl')).toMatchObject({ code: 0 });
    const decision = await project.json<Decision>('decide');
    expect(decision.verdict).toMatchObject({ kind: 'switch', winner: 'new' });
    expect(decision.candidates[1]).toMatchObject({
      acceptable: { rate: 1 },
      latencyMs: { p50: 300, p95: 300 },
    });
    expect(decision.candidates[1]?.costPer1000Usd).toBeCloseTo(1);
    const exported = parseJsonl<Record<string, unknown>>((await project.run('ratings', 'export')).stdout);
    expect(
      new Set(exported.map((row) => JSON.stringify([row.example, row.candidate, row.acceptable]))),
    ).toEqual(new Set(ratings.map((row) => JSON.stringify([row.example, row.candidate, row.acceptable]))));
    await project.write('again.jsonl', jsonl(exported));
    expect(await project.json('ratings', 'import', 'again.jsonl')).toMatchObject({ rows: 40 });
    expect((await project.json<Decision>('decide')).verdict).toEqual(decision.verdict);
  });
});
