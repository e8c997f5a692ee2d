/** `fieldtest benchmarks`: what a release post says, kept as it is, and never taken for a measurement. */
import { expect, test } from 'vitest';
import type { AddResult } from '../../src/pipeline/benchmarks/add.ts';
import type { MatchedBenchmark } from '../../src/pipeline/benchmarks/matched.ts';
import { ended, freshProject } from '../fixtures/project.ts';

const CONFIG = `task: t
candidates:
  - { name: ours, model: openai:gpt-4o-2024-08-06, incumbent: true }
  - { model: anthropic:claude-3-opus-20240229 }
  - { model: openai:gpt-4o-mini }
`;

const POST = `# Introducing Sonnet 9

Our best model yet.

| Benchmark | Claude Sonnet 9 | GPT-4o (2024-08-06) | Gemini 3 Pro |
|---|---|---|---|
| SWE-bench Verified | **81.2%** | 33.2% | 76.2% |
| GPQA Diamond | **92.0%** | 53.6% | 91.9% |

| Feature | Available |
|---|---|
| Skills | yes |

## Prices

<table><tr><th>Model</th><th>Input price</th></tr><tr><td>Claude Sonnet 9</td><td>$3.00</td></tr><tr><td>GPT-4o (2024-08-06)</td><td>$2.50</td></tr></table>
`;

const BOARD = `model,score,rating_q025,rating_q975,CI,avg_tokens,date
gpt-4o-2024-08-06,77.9,75.9,79.9,"(-2.0, +2.0)",596,2024-07-31
claude-3-opus-20240229,60.4,57.9,62.8,"(-2.5, +2.4)",541,2024-07-31
gpt-4o-2024-05-13,79.2,77.4,80.7,"(-1.8, +1.5)",696,2024-07-31
`;

test('a pasted post is read whole: which tables are benchmarks, where the models stand, what is picked', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'post.md': POST });
  const child = project.startPiped(
    ...['benchmarks', 'add', '-', '--name', 'sonnet-9', '--source', 'https://example.com/sonnet-9'],
    ...['--date', '2026-02-03', '--author', 'Anthropic', '--json'],
  );
  child.stdin!.end(POST);
  const { stdout, code } = await ended(child);
  expect(code).toBe(0);
  const { tables, skipped } = JSON.parse(stdout) as AddResult;
  expect(skipped).toMatchObject([{ line: 10 }]);
  expect(tables).toMatchObject([
    {
      status: 'added',
      models: 'columns',
      benchmark: { name: 'sonnet-9', date: '2026-02-03', author: 'anthropic' },
      matches: [{ candidate: 'ours', model: 'GPT-4o (2024-08-06)' }],
      flags: [{ kind: 'some-of-the-usual' }, { kind: 'author-wins-all' }],
    },
    { models: 'rows', benchmark: { name: 'sonnet-9-2', columns: [{ kind: 'price', direction: 'lower' }] } },
  ]);
  const shown = await project.run('benchmarks', 'show', 'sonnet-9');
  expect(shown.stdout).toContain('From https://example.com/sonnet-9, by anthropic, of 2026-02-03.');
  expect(shown.stdout).toMatch(/Picked: Its author's models win both columns/);
});

test('intervals and the date of a leaderboard are kept, and the same again changes nothing', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'board.csv': BOARD });
  const first = await project.run('benchmarks', 'add', 'board.csv');
  expect(first.stdout).toContain('board added: 3 models');
  expect(first.stdout).toContain('Left out: avg_tokens');
  const before = await project.json<readonly MatchedBenchmark[]>('benchmarks', 'list');
  expect(before[0]!.benchmark).toMatchObject({
    source: 'board.csv',
    date: '2024-07-31',
    models: [{ name: 'gpt-4o-2024-08-06', scores: [{ value: 77.9, interval: [75.9, 79.9] }] }, {}, {}],
  });
  expect((await project.run('benchmarks', 'add', 'board.csv')).stdout).toContain(
    'board is there already, unchanged',
  );
  expect(await project.json('benchmarks', 'list')).toEqual(before);
});

test('what is not clear is not guessed: the error has the command to type', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'vibes.csv': 'model,vibe\ngpt-4o,3\nclaude-3-opus,4\n',
  });
  const asked = await project.run('benchmarks', 'add', 'vibes.csv');
  expect(asked.code).toBe(2);
  expect(asked.stderr).toContain('fieldtest benchmarks add "vibes.csv" --higher "vibe"');
  expect(await project.json('benchmarks', 'list')).toEqual([]);
  expect((await project.run('benchmarks', 'add', 'vibes.csv', '--lower', 'vibe')).code).toBe(0);
});

test('a name that may be a candidate is asked about once, and an alias holds for every table', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'board.csv': BOARD });
  await project.write('other.csv', 'model,accuracy\nGPT 4o mini (beta),3\n');
  await project.run('benchmarks', 'add', 'board.csv');
  const added = await project.run('benchmarks', 'add', 'other.csv');
  expect(added.stdout).toContain('fieldtest benchmarks alias "GPT 4o mini (beta)=openai:gpt-4o-mini"');
  expect((await project.run('benchmarks', 'alias', 'GPT 4o mini (beta)=openai:gpt-4o-mini')).code).toBe(0);
  const [, other] = await project.json<readonly MatchedBenchmark[]>('benchmarks', 'list');
  expect(other!.matches).toEqual([
    { candidate: 'openai:gpt-4o-mini', model: 'GPT 4o mini (beta)', by: 'alias' },
  ]);
  const matches = async () =>
    (await project.json<readonly MatchedBenchmark[]>('benchmarks', 'list'))[1]!.matches.length;
  const refused = await project.run('benchmarks', 'alias', 'GPT 4o mini (beta)=-');
  expect(refused.stdout).toBe('gpt-4o-mini-beta is none of your candidates\n');
  expect(await matches()).toBe(0);
  expect((await project.run('benchmarks', 'alias', 'GPT 4o mini (beta)=')).code).toBe(0);
  expect((await project.run('benchmarks', 'show', 'other')).stdout).toContain('may be in it under another');
  expect((await project.run('benchmarks', 'alias', 'GPT 4o mini (beta)=')).stderr).toContain('no alias of');
  const wrong = await project.run('benchmarks', 'alias', 'gpt-9=ours');
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('no table has a model "gpt-9"') });
  expect((await project.run('benchmarks', 'alias', 'gpt-4o-2024-05-13=mine')).stderr).toContain(
    'no candidate "mine"',
  );
});

test('another table of the same name is a conflict, and a table may be removed', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'board.csv': BOARD });
  await project.run('benchmarks', 'add', 'board.csv');
  await project.write('board.csv', BOARD.replace('77.9', '78.9'));
  const again = await project.run('benchmarks', 'add', 'board.csv');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('fieldtest benchmarks remove board');
  expect((await project.run('benchmarks', 'remove', 'bord')).stderr).toContain('did you mean "board"?');
  expect((await project.run('benchmarks', 'remove', 'board')).stdout).toBe('board is removed.\n');
  expect((await project.run('benchmarks', 'add', 'board.csv')).code).toBe(0);
});

test('tables and aliases go out with an export and come back', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'board.csv': BOARD });
  await project.run('benchmarks', 'add', 'board.csv', '--alias', 'gpt-4o-2024-05-13=ours');
  const before = await project.json('benchmarks', 'list');
  await project.run('export', 'out');
  await using other = await freshProject({ 'fieldtest.yaml': CONFIG });
  expect((await other.run('import', '--from-export', `${project.dir}/out`)).code).toBe(0);
  expect(await other.json('benchmarks', 'list')).toEqual(before);
});

test('a hostile table is shown with its control characters written out', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'bad.csv': 'model,accuracy\ngpt-\u001b]0;owned\u0007\u202e,3\n"__proto__",4\nclaude <b>3</b>,5\n',
  });
  const { stdout } = await project.run('benchmarks', 'add', 'bad.csv', '--source', '\u001b[2Jhttps://x');
  const shown = await project.run('benchmarks', 'show', 'bad');
  for (const text of [stdout, shown.stdout]) expect(text).not.toMatch(/[\u001b\u202e\u0007]/);
  expect(shown.stdout).toContain('\\u{1b}]0;owned\\u{7}\\u{202e}');
  expect(shown.stdout).toContain('__proto__');
});

/** Ten models, `gpt-4o-mini` the last of them. */
const tenModels = (header: string, shift: number) =>
  `model,${header}\ngpt-4o-mini,${shift}\n${Array.from({ length: 9 }, (_, i) => `llama-${i},${shift + 10 + i}.${i}\n`).join('')}`;

test('filter proposes whom to skip with the command to run without, and changes nothing', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'one.csv': tenModels('accuracy', 3),
    'two.csv': tenModels('score', 20),
  });
  expect((await project.run('filter')).stderr).toContain('fieldtest benchmarks add FILE');
  await project.run('benchmarks', 'add', 'one.csv');
  expect((await project.run('filter')).stdout).toContain('poor, but by one measurement alone');
  await project.run('benchmarks', 'add', 'two.csv');
  const { code, stdout } = await project.run('filter');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^openai:gpt-4o-mini may be skipped/);
  expect(stdout).toContain('one: accuracy 3, below 14.1, the lowest quarter of 10');
  expect(stdout).toContain('fieldtest run --candidate ours anthropic:claude-3-opus-20240229\n');
  expect(await project.json('filter', '--table', 'one')).toMatchObject({ skip: [], run: expect.anything() });
});

test('of one list at two dates filter counts one; where lower is better it says above, and which model it took', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'jan.csv': tenModels('elo', 1000),
    'mar.csv': tenModels('elo', 1001).replace('mini,1001', 'mini,1000'),
    'rates.csv': tenModels('hallucination rate', 3).replace('gpt-4o-mini,3', 'gpt-4o-mini-2024-07-18,93'),
  });
  await project.run('benchmarks', 'add', 'jan.csv');
  await project.run('benchmarks', 'add', 'mar.csv');
  expect((await project.run('filter')).stdout).toContain('poor, but by one measurement alone');
  await project.run('benchmarks', 'add', 'rates.csv');
  expect((await project.run('filter')).stdout.replace(/\s+/g, ' ')).toContain(
    'rates, as gpt-4o-mini-2024-07-18: hallucination rate 93, above 20.7, the highest quarter of 10',
  );
});

test.each([['--rank'], ['--top', '3']])(
  'filter %s is refused, with the reason and what to do',
  async (...flags) => {
    await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
    const { code, stderr } = await project.run('filter', ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain('public tables do not rank your candidates');
    expect(stderr).toContain('fieldtest decide');
  },
);

test('trends says which column moves, and where there are too few points', async () => {
  const lines = Array.from({ length: 8 }, (_, i) => `gpt-${i},2024-0${i + 1}-01,${20 + 5 * i},3`);
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'board.csv': `model,released,MATH,MMLU\n${lines.join('\n')}\n`,
  });
  await project.run('benchmarks', 'add', 'board.csv');
  const { stdout, code } = await project.run('benchmarks', 'trends');
  expect(code).toBe(0);
  expect(stdout).toMatch(/MATH +board +8 +2024-03 +30 to 55 +59\.\d \(\d+\.\d to \d+\.\d\)/);
  expect(stdout).toMatch(/MMLU in board \(1 of\s+them better than all before\)/);
});
