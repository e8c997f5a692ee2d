/** `fieldtest benchmarks compare`: the public order beside what was measured here. */
import { expect, test } from 'vitest';
import type { CompareResult } from '../../src/core/benchmarks/compare.ts';
import { jsonl, type Project, preparedProject } from '../fixtures/project.ts';

const NAMES = ['gpt-4o', 'claude-3-opus', 'gemini-1.5-pro'];
const IDS = Array.from({ length: 40 }, (_, i) => `e${i}`);
/** On how many of ten questions each is right. */
const RIGHT: { readonly [name: string]: number } = { 'gpt-4o': 9, 'claude-3-opus': 3, 'gemini-1.5-pro': 8 };

const rows = NAMES.flatMap((candidate) =>
  IDS.map((example, i) => ({
    example,
    candidate,
    output: `${candidate} on ${example}`,
    right: i % 10 < RIGHT[candidate]!,
  })),
);

function rated(): Promise<Project> {
  return preparedProject(
    {
      'fieldtest.yaml': `task: t\nrate: { scale: false, acceptable: true }\ncandidates:\n${NAMES.map((name) => `  - { name: ${name}, recorded: file://outputs.jsonl }\n`).join('')}`,
      'set.jsonl': jsonl(IDS.map((id) => ({ id, input: `question ${id}` }))),
      'outputs.jsonl': jsonl(rows.map(({ right: _right, ...row }) => row)),
      'ratings.jsonl': jsonl(
        rows.map(({ example, candidate, right }) => ({
          example,
          candidate,
          rater: 'ann',
          acceptable: right,
        })),
      ),
      'board.csv':
        'model,accuracy,elo\ngpt-4o,88.0,1300\nclaude-3-opus,87.1,1290\ngemini-1.5-pro,70.2,1320\n',
      'one.csv': 'model,score\ngpt-4o,3\nllama-3,4\n',
    },
    [
      ['examples', 'import', 'set.jsonl'],
      ['outputs', 'import', 'outputs.jsonl'],
      ['ratings', 'import', 'ratings.jsonl'],
    ],
  );
}

test('the pair that is close there and far apart here is named, with its interval; three models make no claim of agreement', async () => {
  await using project = await rated();
  expect(await project.run('benchmarks', 'compare')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there are no public tables yet'),
  });
  await project.run('benchmarks', 'add', 'board.csv');
  const { stdout, code } = await project.run('benchmarks', 'compare');
  expect(code).toBe(0);
  expect(stdout).toMatch(/gpt-4o +88 +1 +90 % \(\d+ to \d+\) +1/);
  expect(stdout).toContain(
    'The one pair within 2 points in the table is 20 points or more apart on your work',
  );
  expect(stdout).toMatch(/gpt-4o over claude-3-opus: 0\.9 points there, 60\.0 here/);
  expect(stdout).toMatch(
    /Of 3 pairs 1 is the same way round on your work, 1 is the other way round, and 1 is too close to\s+say\./,
  );
  expect(stdout).not.toContain('tau');
  expect(stdout).toContain('The scale of this column has no known ends');
  expect(stdout).toContain('none between topics of one format');
});

test('the document has every pair, rank and interval, by the decision that it names', async () => {
  await using project = await rated();
  await project.run('benchmarks', 'add', 'board.csv');
  await project.run('benchmarks', 'add', 'one.csv');
  const result = await project.json<CompareResult>('benchmarks', 'compare', 'board', '--column', 'accuracy');
  const { inputsHash } = await project.json<{ inputsHash: string }>('decide');
  expect(result).toMatchObject({ by: 'acceptable', examples: 40, inputsHash, tables: [{ name: 'board' }] });
  const [column] = result.tables[0]!.columns;
  expect(column).toMatchObject({
    ranks: [
      { candidate: 'gpt-4o', publicRank: 1, ownRank: 1 },
      { candidate: 'claude-3-opus', publicRank: 2, ownRank: 3 },
      { candidate: 'gemini-1.5-pro', publicRank: 3, ownRank: 2 },
    ],
    agreement: { n: 3, pairs: [{ agrees: 'agrees' }, { agrees: 'undecided' }, { agrees: 'disagrees' }] },
    flips: { near: 1, unsure: 0, flips: [{ reversed: false }] },
  });
  const alone = await project.run('benchmarks', 'compare', 'one');
  expect(alone.stdout).toContain('No two candidates have both a score in it and ratings of yours.');
});
