/** Tables as posts have them: which way they are turned, what counts, what is left open. */
import { expect, test } from 'vitest';
import { pickedFlags } from '../../../src/core/benchmarks/picked.ts';
import type { RawTable } from '../../../src/core/benchmarks/raw-table.ts';
import { type ReadTable, readTable } from '../../../src/core/benchmarks/read-table.ts';

const table = (head: string, ...rows: readonly string[]): RawTable => ({
  line: 1,
  head: head.split('|'),
  rows: rows.map((row) => row.split('|')),
});

function benchmarkOf(raw: RawTable, said = {}): ReadTable {
  const reading = readTable(raw, said);
  if (reading.kind !== 'benchmark') throw new Error(JSON.stringify(reading));
  return reading;
}

const POST = table(
  'Benchmark|GPT-9|Claude Opus 4.5|Gemini 3 Pro',
  'SWE-bench Verified|80.0%|78.9%|76.2%',
  'GPQA Diamond|92.4%|87.0%|91.9%',
  '|90.1% (no tools)|—|N/A',
);

test('a release post has its models as columns, and it is said', () => {
  const { models, table: read } = benchmarkOf(POST);
  expect(models).toBe('columns');
  expect(read.columns.map(({ name, range }) => [name, range])).toEqual([
    ['SWE-bench Verified', 100],
    ['GPQA Diamond', 100],
    ['GPQA Diamond #2', 100],
  ]);
  expect(read.models.map(({ name, scores }) => [name, scores.map((score) => score?.value ?? null)])).toEqual([
    ['GPT-9', [80, 92.4, 90.1]],
    ['Claude Opus 4.5', [78.9, 87, null]],
    ['Gemini 3 Pro', [76.2, 91.9, null]],
  ]);
});

test('a model whose maker nobody knows stands among the others, and what is no model is said', () => {
  const { table: read, leftOut } = benchmarkOf(
    table(
      'Benchmark|Shots|Foobar-7B|gpt-4o|claude-3-opus|Δ vs gpt-4o|Human',
      'MMLU|5|80.1|88.7|86.8|-8.6|89.8',
      'GPQA|0|41.0|53.6|50.4|-12.6|65',
    ),
  );
  expect(read.models.map(({ name }) => name)).toEqual(['Foobar-7B', 'gpt-4o', 'claude-3-opus']);
  expect(leftOut.map(({ column }) => column)).toEqual(['Shots', 'Δ vs gpt-4o', 'Human']);
});

test('where no name is known, benchmarks down the first column say where the models stand; else it is asked for', () => {
  const read = benchmarkOf(table('|Alpha-1|Kestrel Ultra', 'MMLU|80.1|88.7', 'GPQA|41.0|53.6'));
  expect(read.table.models.map(({ name }) => name)).toEqual(['Alpha-1', 'Kestrel Ultra']);
  const unknown = table('Suite|Alpha-1|Kestrel Ultra', 'Vibes|80.1|88.7');
  expect(readTable(unknown)).toMatchObject({
    kind: 'none',
    why: expect.stringContaining('--models columns'),
  });
  expect(readTable(table('Benchmark|Examples|Licence', 'MMLU|14042|MIT', 'GPQA|448|CC'))).toMatchObject({
    kind: 'none',
  });
  expect(benchmarkOf(unknown, { models: 'columns', higher: ['Vibes'] }).table.models).toHaveLength(2);
});

test('two rows of heads are one: no score of either setting is lost', () => {
  const models = benchmarkOf(
    table(
      '|GPT-4o||Claude 3 Opus|',
      'Benchmark|0-shot|5-shot|0-shot|5-shot',
      'MMLU|80|85|82|86.8',
      'GPQA|50|53|48|50.4',
    ),
  );
  expect(
    models.table.models.map(({ name, scores }) => [name, ...scores.map((score) => score?.value)]),
  ).toEqual([
    ['GPT-4o (0-shot)', 80, 50],
    ['GPT-4o (5-shot)', 85, 53],
    ['Claude 3 Opus (0-shot)', 82, 48],
    ['Claude 3 Opus (5-shot)', 86.8, 50.4],
  ]);
  const down = benchmarkOf(
    table('Model|MMLU||GPQA', '|0-shot|5-shot|', 'GPT-4o|80|85|53', 'Claude 3 Opus|82|86.8|50.4'),
  );
  expect(down.table.columns.map(({ name }) => name)).toEqual(['MMLU (0-shot)', 'MMLU (5-shot)', 'GPQA']);
  // Rows of text, and rows that head a group, are none.
  expect(
    benchmarkOf(table('Benchmark|GPT-9|Claude 3', 'License|closed|closed too', 'MMLU|80|85')).table.models,
  ).toMatchObject([{ name: 'GPT-9' }, { name: 'Claude 3' }]);
});

test('intervals are taken from the cell, from bounds in columns of their own, and from standard errors', () => {
  const interval = (raw: RawTable) =>
    benchmarkOf(raw).table.models[0]!.scores[0]!.interval!.map((one) => Number(one.toFixed(2)));
  expect(interval(table('model|score', 'gpt-4|50 ± 2'))).toEqual([48, 52]);
  expect(interval(table('model|score|rating_q025|rating_q975|CI', 'gpt-4|50|47|52|(-3, +2)'))).toEqual([
    47, 52,
  ]);
  expect(interval(table('model|score|95% CI', 'gpt-4|50|(-3, +2)'))).toEqual([47, 52]);
  expect(interval(table('model|acc|acc_stderr', 'gpt-4|0.5|0.01'))).toEqual([0.48, 0.52]);
  expect(
    benchmarkOf(table('model|score|rating_q025|rating_q975', 'gpt-4|50|47|52')).table.columns,
  ).toHaveLength(1);
});

test.each([
  ['Hallucination rate', 'lower'],
  ['total_cost', 'lower'],
  ['Latency (s)', 'lower'],
  ['seconds_per_case', 'lower'],
  ['WikiText perplexity', 'lower'],
  ['Rank', 'lower'],
  ['Word error rate', 'lower'],
  ['Arena Elo', 'higher'],
  ['Tokens/s', 'higher'],
  ['MMLU-Pro', 'higher'],
  ['pass@1', 'higher'],
  ['Factual Consistency Rate', 'higher'],
  ['Average rank', 'lower'],
  ['Word perplexity', 'lower'],
  ['Attack success rate', 'lower'],
  ['Cost per solved task', 'lower'],
  ['SimpleQA hallucination rate', 'lower'],
  ['Jailbreak resistance (higher is better)', 'higher'],
  ['Toxicity ↓', 'lower'],
  ['Vibe ↑', 'higher'],
])('in "%s" %s is better', (header, direction) => {
  expect(benchmarkOf(table(`Model|${header}`, 'gpt-4|12', 'claude-2|3')).table.columns[0]!.direction).toBe(
    direction,
  );
});

test.each([
  'Jailbreak resistance',
  'Refusal accuracy',
  'Error detection accuracy',
  'Non-hallucination rate',
  'Hallucination-free answers',
  'Toxicity avoidance',
  'Bias in Bios accuracy',
  'Harmful request refusal rate',
  'METR time horizon (minutes)',
  'Cost-adjusted score',
  'Score per dollar',
  'Vending-Bench 2 ($)',
])('"%s" has words of both directions, or one that turns the others round: it is asked about', (header) => {
  expect(readTable(table(`Model|${header}`, 'gpt-4|12', 'claude-2|3'))).toMatchObject({
    kind: 'unsure',
    unsure: [header],
  });
});

test('where no word says which way is better it is left open; counts and sizes are left out', () => {
  expect(readTable(table('Model|Vibe', 'gpt-4|12'))).toEqual({ kind: 'unsure', line: 1, unsure: ['Vibe'] });
  const read = benchmarkOf(table('Model|Score|Votes|Params (B)|License', 'gpt-4|12|400|7|MIT'));
  expect(read.leftOut.map(({ column }) => column)).toEqual(['Votes', 'Params (B)']);
  expect(benchmarkOf(table('Model|Vibe', 'gpt-4|12'), { higher: ['vibe'] }).table.columns[0]!.direction).toBe(
    'higher',
  );
});

test('rows of one model are told apart, dates go with their models, and one date is the table’s', () => {
  const read = benchmarkOf(
    table(
      'Model|Format|Released|Score',
      'gpt-4|diff|2024-01-02|1',
      'gpt-4|whole|Mar 4, 2024|2',
      'o1||5 June 2025|3',
    ),
  );
  expect(read.table.models.map(({ name, date }) => [name, date])).toEqual([
    ['gpt-4 (diff)', '2024-01-02'],
    ['gpt-4 (whole)', '2024-03-04'],
    ['o1', '2025-06-05'],
  ]);
  expect(benchmarkOf(table('Model|Date|Score', 'gpt-4|20240731|1', 'o1|20240731|2')).date).toBe('2024-07-31');
  expect(
    benchmarkOf({ ...table('Model|Score', 'gpt-4|1'), beside: 'Last updated on March 10, 2026' }).date,
  ).toBe('2026-03-10');
});

test('a table that shows some of the usual benchmarks, or is won by its author throughout, is flagged in words', () => {
  const { table: post } = benchmarkOf(POST);
  const kinds = (author?: string) => pickedFlags(post, author).map(({ kind }) => kind);
  expect(kinds()).toEqual(['some-of-the-usual', 'one-provider-wins-all']);
  expect(kinds('OpenAI')).toEqual(['some-of-the-usual', 'author-wins-all']);
  expect(kinds('Anthropic')).toEqual(['some-of-the-usual']);
  expect(pickedFlags(post)[0]!.text).toMatch(
    /^It shows 2 of the 11 benchmarks that release posts of frontier models usually report/,
  );
});

test('one column is enough where the author wins it', () => {
  const { table: post } = benchmarkOf(table('Model|GPQA', 'gpt-5|88', 'claude-3-opus|50'));
  expect(pickedFlags(post, 'openai').map(({ text }) => text)).toEqual([
    "Its author's models win the one column that others have a score in: a table of benchmarks that were picked, or models that were.",
  ]);
  expect(pickedFlags(post, 'anthropic')).toEqual([]);
  expect(pickedFlags(post)).toEqual([]);
});

test('a table of other times is not held against the list of these', () => {
  const { table: post } = benchmarkOf(POST);
  const kinds = (of: Parameters<typeof pickedFlags>[0]) =>
    pickedFlags(of, 'anthropic').map(({ kind }) => kind);
  expect(kinds({ ...post, date: '2024-05-13' })).toEqual([]);
  expect(kinds({ ...post, date: '2025-08-07' })).toEqual(['some-of-the-usual']);
  const old = post.models.map((one, at) => (at === 0 ? { ...one, name: 'gpt-4o-2024-08-06' } : one));
  expect(kinds({ ...post, models: old })).toEqual([]);
});

test('times are brought to the unit of their column; what cannot be is left out, and said', () => {
  const read = benchmarkOf(
    table('Model|Score|Latency', 'gpt-4|50%|1,234 ms', 'claude-2|40%|1.2 s', 'o1|$3|2 s ± 0.5'),
  );
  expect(read.table.models.map(({ scores }) => scores.map((score) => score?.value))).toEqual([
    [50, 1.234],
    [40, 1.2],
    [undefined, 2],
  ]);
  expect(read.table.columns[1]).toMatchObject({ unit: 's' });
  expect(read.notes).toEqual(['One cell of "Score" is in another unit than %, and left out, "$3" first.']);
});

test('a leaderboard of many providers is no post that picks', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i % 2 ? 'gpt' : 'claude'}-${i}|${i}|${i}`);
  expect(pickedFlags(benchmarkOf(table('Model|MMLU|MATH', ...rows)).table)).toEqual([]);
});

test('a table of thousands of columns, or of more models than there are, is none, and quickly so', () => {
  const began = performance.now();
  const wide = { line: 1, head: ['model', ...Array.from({ length: 20_000 }, () => 'low')], rows: [] };
  const long = {
    line: 1,
    head: ['model', 'score'],
    rows: Array.from({ length: 40_000 }, () => ['gpt-4', '1']),
  };
  expect(readTable(wide)).toMatchObject({ kind: 'none', why: 'more than 200 columns of scores' });
  expect(readTable(long)).toMatchObject({ kind: 'none', why: 'more than 5,000 models' });
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('points of a column are told where its scale is known, and of nothing else', () => {
  const range = (header: string, ...values: readonly string[]) =>
    benchmarkOf(table(`Model|${header}`, ...values.map((value, i) => `gpt-${i}|${value}`))).table.columns[0]!
      .range;
  expect(range('Accuracy', '71.2', '80')).toBe(100);
  expect(range('Accuracy', '3.1%', '2%')).toBe(100);
  expect(range('Accuracy', '0.71', '0.8')).toBe(1);
  expect(range('MT-Bench', '8.99', '9.18')).toBeUndefined();
  expect(range('Error rate', '0.03', '0.1')).toBeUndefined();
  expect(range('Arena Elo', '99', '80')).toBeUndefined();
  expect(range('Score', '120', '80')).toBeUndefined();
  expect(range('Bits per byte (lower is better)', '12', '80')).toBeUndefined();
});
