/** Public leaderboards as their makers publish them. */
import { expect, test } from 'vitest';
import { pickedFlags } from '../../src/core/benchmarks/picked.ts';
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

async function readText(file: string, text: string) {
  const { tables } = await readTables({
    file,
    chunks: (async function* () {
      yield Buffer.from(text);
    })(),
  });
  const [read] = tables.map((one) => readTable(one));
  if (read?.kind !== 'benchmark') throw new Error(JSON.stringify(read));
  return read;
}

test('a post in HTML: models along the head, rows that only head a group, notes in small print, two numbers in a cell', async () => {
  const { models, table, notes } = await readText(
    'post.html',
    `<p>Hello</p><table><thead><tr><th></th><th>Claude Opus 4.5</th><th>Gemini 3 Pro</th><th>GPT-5.1</th></tr></thead>
<tbody><tr><th colspan=4>Coding</th></tr>
<tr><td>SWE-bench<br><small>Verified</small></td><td><strong>80.9%</strong><sup>1</sup></td><td>76.2%</td><td>76.3%<br>77.9% (Codex)</td></tr>
<tr><th>τ2-bench</th><td>Retail 88.9%</td><td>85.3%</td><td>&mdash;</td></tr></tbody></table><script>document.write("<table>")</script>`,
  );
  expect(models).toBe('columns');
  expect(table.columns.map(({ name }) => name)).toEqual(['SWE-bench Verified', 'τ2-bench']);
  expect(table.models.map(({ name, scores }) => [name, ...scores.map((score) => score?.value)])).toEqual([
    ['Claude Opus 4.5', 80.9, undefined],
    ['Gemini 3 Pro', 76.2, 85.3],
    ['GPT-5.1', 76.3, undefined],
  ]);
  expect(notes).toEqual([
    'One cell of "SWE-bench Verified" holds two numbers; the first counts.',
    'One cell of "τ2-bench" could not be read as a number, "Retail 88.9%" first.',
  ]);
});

test('heads over two rows in HTML: the benchmark over its settings', async () => {
  const { table, leftOut } = await readText(
    'post.html',
    `<table><tr><th rowspan=2>Model</th><th colspan=2>MMLU</th><th colspan=2>Coding</th><th rowspan=2>Latency (s)</th></tr>
<tr><th>0-shot</th><th>5-shot</th><th>HumanEval</th><th>MBPP</th></tr>
<tr><td>GPT-4o</td><td>80</td><td>85</td><td>90</td><td>70</td><td>2.1</td></tr><tr><td>Claude 3 Opus</td><td>82</td><td>86.8</td><td>85</td><td>71</td><td>4</td></tr></table>`,
  );
  expect(table.columns.map(({ name, direction }) => [name, direction])).toEqual([
    ['MMLU (0-shot)', 'higher'],
    ['MMLU (5-shot)', 'higher'],
    ['HumanEval', 'higher'],
    ['MBPP', 'higher'],
    ['Latency (s)', 'lower'],
  ]);
  expect(leftOut).toEqual([]);
});

test('a post in Markdown with notes beside the benchmark, merged cells, and a row where lower is better', async () => {
  const { table } = await readText(
    'post.md',
    `| Benchmark | | Notes | **Gemini 3 Pro** | GPT-5.1 |
|:--|:--|:--|--:|--:|
| **Humanity's Last Exam** | Reasoning | No tools | **37.5%** | 26.5% |
| | | With search | **45.8%** | — |
| **Vending-Bench 2** | | Net worth, higher is better | **$5,478.16** | $1,473.43 |
| **OmniDocBench** | OCR | Edit distance, lower is better | **0.115** | 0.147 |
`,
  );
  expect(table.columns.map(({ name, direction }) => [name, direction])).toEqual([
    ["Humanity's Last Exam (Reasoning) (No tools)", 'higher'],
    ["Humanity's Last Exam (With search)", 'higher'],
    ['Vending-Bench 2 (Net worth, higher is better)', 'higher'],
    ['OmniDocBench (OCR) (Edit distance, lower is better)', 'lower'],
  ]);
  expect(table.models[0]!.scores[2]!.value).toBe(5478.16);
});

test('a leaderboard as it is copied out of a page: tabs, intervals as +5/-6', async () => {
  const { table } = await readText(
    '-',
    'Rank\tModel\tArena Score\t95% CI\tVotes\tOrganization\n1\tGemini-2.5-Pro\t1470\t+5/-6\t21,000\tGoogle\n2\to3-2025-04-16\t1450\t+4/-4\t28,104\tOpenAI\n',
  );
  expect(table.columns.map(({ name, direction, range }) => [name, direction, range])).toEqual([
    ['Rank', 'lower', undefined],
    ['Arena Score', 'higher', undefined],
  ]);
  expect(table.models[0]!.scores[1]).toEqual({ value: 1470, interval: [1464, 1475] });
});

test.each([
  ['board.jsonl', '{"model":"gpt-4","accuracy":1}\n{"model":"claude-2","accuracy":2}\n'],
  ['board.csv', 'sep=;\nmodel;accuracy\ngpt-4;1\nclaude-2;2\n'],
  ['board.json', '{"gpt-4": {"accuracy": 1}, "claude-2": {"accuracy": 2}}'],
  [
    'board.json',
    '{"data": {"rows": [{"model": "gpt-4", "scores": {"accuracy": 1}}, {"model": "claude-2", "scores": {"accuracy": 2}}]}}',
  ],
])('%s as %s is a table of two models', async (file, text) => {
  const { table } = await readText(file, text);
  expect(table.models.map(({ name, scores }) => [name, scores[0]!.value])).toEqual([
    ['gpt-4', 1],
    ['claude-2', 2],
  ]);
});

test('results of lm-eval are one\u2019s own: of no usual list, and perplexity is of no scale', async () => {
  const { table } = await readText(
    'results.json',
    '{"results": {"mmlu": {"acc,none": 0.65, "alias": "mmlu"}, "wikitext": {"word_perplexity,none": 12.1}}, "model_name": "llama-3"}',
  );
  expect(table.columns).toEqual([
    { name: 'mmlu', kind: 'quality', direction: 'higher', range: 1, metric: 'acc' },
    { name: 'wikitext', kind: 'quality', direction: 'lower', metric: 'word_perplexity' },
  ]);
  expect(pickedFlags(table)).toEqual([]);
});
