/** Public leaderboards as their makers publish them. */
import { expect, test } from 'vitest';
import { readTable } from '../../src/core/benchmarks/read-table.ts';
import { readTables } from '../../src/importers/tables/list.ts';
import { describeWith, sharedBytes } from './shared-data.ts';

async function only(path: string) {
  const { tables } = await readTables({
    file: path,
    chunks: (async function* () {
      yield sharedBytes(path);
    })(),
  });
  const read = tables.map((one) => readTable(one)).filter((one) => one.kind === 'benchmark');
  expect(read).toHaveLength(1);
  expect(read[0]!.unsure).toEqual([]);
  return read[0]!;
}

describeWith('aider/polyglot_leaderboard.yml', "aider's leaderboards", () => {
  test('have pass rates, costs and seconds, and a date per model', async () => {
    const { table } = await only('aider/polyglot_leaderboard.yml');
    expect(table.columns.map(({ name, kind, direction }) => [name, kind, direction])).toEqual([
      ['pass_rate_1', 'quality', 'higher'],
      ['pass_rate_2', 'quality', 'higher'],
      ['percent_cases_well_formed', 'quality', 'higher'],
      ['seconds_per_case', 'speed', 'lower'],
      ['total_cost', 'price', 'lower'],
    ]);
    expect(table.models).toHaveLength(69);
    expect(new Set(table.models.map(({ name }) => name)).size).toBe(69);
    const opus = (await only('aider/edit_leaderboard.yml')).table.models[0]!;
    expect(opus).toMatchObject({ name: 'claude-3-opus-20240229', date: '2024-02-29' });
    expect(opus.scores.map((score) => score?.value)).toEqual([53.4, 68.4, 100, 32.4, 13.8395]);
  });

  test.each(['qwen3', 'o1_polyglot', 'refactor'])('%s too', async (name) => {
    expect((await only(`aider/${name}_leaderboard.yml`)).table.models.length).toBeGreaterThanOrEqual(10);
  });
});

describeWith('arena_hard', 'the leaderboard of Arena-Hard', () => {
  test('has its intervals around every score', async () => {
    const { table, date } = await only('arena_hard/leaderboard__arena_hard_leaderboard_20240731.csv');
    expect(date).toBe('2024-07-31');
    expect(table.models).toHaveLength(60);
    expect(table.models[0]!.scores).toEqual([{ value: 82.63, interval: [80.75, 84.6] }]);
    expect(table.models.every(({ scores }) => scores[0]!.interval !== undefined)).toBe(true);
  });
});

describeWith('vectara', "Vectara's hallucination leaderboard", () => {
  test('is found in its README, with its date; a layout table there is none', async () => {
    const { table, date } = await only('vectara/SOURCE_README.md');
    expect(date).toBe('2026-03-10');
    expect(table.columns.map(({ name, direction }) => [name, direction])).toEqual([
      ['Hallucination Rate', 'lower'],
      ['Factual Consistency Rate', 'higher'],
      ['Answer Rate', 'higher'],
    ]);
    expect(table.models).toHaveLength(96);
  });
});

describeWith('zeroeval', "ZeroEval's summaries", () => {
  test('give names that were broken to fit in one piece', async () => {
    const { table } = await only('zeroeval/summary.json');
    expect(table.columns.map(({ name }) => name)).toEqual([
      'MMLU-Redux',
      'ZebraLogic',
      'CRUX',
      'MATH-L5',
      'Average',
    ]);
    expect((await only('zeroeval/mmlu-redux.summary.json')).table.models).toHaveLength(57);
  });
});
