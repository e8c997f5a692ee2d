/**
 * `npm run bench:filter`: what `filter` would have left out, held against what was measured. Every two of six public measurements are the tables,
 * 44 models on GSM8K the work; exit code 1 when a model of the better half was left out. Skips where ../shared/data is absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, BenchmarkTable } from '../src/core/benchmarks/benchmark.ts';
import { filterCandidates } from '../src/core/benchmarks/filter.ts';
import { matchModels } from '../src/core/benchmarks/model-names.ts';
import { readTable } from '../src/core/benchmarks/read-table.ts';
import { readTables } from '../src/importers/tables/list.ts';

const DATA = join(import.meta.dirname, '../../shared/data');

async function tableOf(file: string): Promise<BenchmarkTable> {
  const bytes = readFileSync(join(DATA, file));
  async function* chunks() {
    yield bytes;
  }
  const { tables } = await readTables({ file, chunks: chunks() });
  const read = tables.map((one) => readTable(one)).find((one) => one.kind === 'benchmark');
  return read!.table;
}

/** One column as a table of its own. */
async function column(file: string, name: string): Promise<Benchmark> {
  const { columns, models } = await tableOf(file);
  const at = columns.findIndex((one) => one.name === name);
  return {
    name: `${file}: ${name}`,
    digest: `${file} ${name}`,
    source: `${file} ${name}`,
    at: '',
    columns: [columns[at]!],
    models: models.map((model) => ({ name: model.name, scores: [model.scores[at]!] })),
  };
}

/** The share of questions that each model answers right. */
function shares(): ReadonlyMap<string, number> {
  const text = readFileSync(join(DATA, 'zeroeval/scores_gsm.csv'), 'utf8').trim();
  const [head = [], ...rows] = text.split('\n').map((row) => row.trim().split(','));
  return new Map(
    head.slice(1).map((model, i) => {
      const answers = rows.map((row) => row[i + 1]).filter((cell) => cell !== '');
      return [model, answers.filter((cell) => cell === '1').length / answers.length];
    }),
  );
}

async function measure(): Promise<boolean> {
  const tables = await Promise.all([
    column('zeroeval/mmlu-redux.summary.json', 'Acc'),
    column('zeroeval/summary.json', 'ZebraLogic'),
    column('zeroeval/summary.json', 'CRUX'),
    column('zeroeval/summary.json', 'MATH-L5'),
    column('arena_hard/leaderboard__arena_hard_leaderboard_20240731.csv', 'score'),
    column('aider/edit_leaderboard.yml', 'pass_rate_2'),
  ]);
  const share = shares();
  const target = { kind: 'recorded', file: '', path: '' } as const;
  const candidates = [...share.keys()].map((name) => ({ name, incumbent: false, target }));
  const matched = tables.map((benchmark) => {
    const names = benchmark.models.map(({ name }) => name);
    return { benchmark, ...matchModels(names, candidates, new Map()) };
  });
  const seen = { pairs: 0, judged: 0, left: 0, better: 0, highest: 1 };
  for (const [i, one] of matched.entries()) {
    for (const other of matched.slice(0, i)) {
      const inOther = new Set(other.matches.map(({ candidate }) => candidate));
      const both = one.matches.map(({ candidate }) => candidate).filter((name) => inOther.has(name));
      const left = filterCandidates([one, other], candidates).filter(({ skip }) => skip);
      seen.pairs++;
      seen.judged += both.length;
      seen.left += left.length;
      for (const { candidate } of left) {
        const rank = 1 + both.filter((name) => share.get(name)! > share.get(candidate)!).length;
        if (rank <= both.length / 2) seen.better++;
        seen.highest = Math.min(seen.highest, rank / both.length);
        console.log(
          `${candidate}: ${rank} of ${both.length} on GSM8K, by ${one.benchmark.name} and ${other.benchmark.name}`,
        );
      }
    }
  }
  console.log(
    `\n${seen.pairs} pairs of tables, ${seen.judged} candidates in both; ${seen.left} left out, ${seen.better} of them in the better half on GSM8K; the best of them stood at ${Math.round(100 * seen.highest)} % of the order.`,
  );
  return seen.better === 0;
}

if (existsSync(DATA)) process.exitCode = (await measure()) ? 0 : 1;
else console.log('Skipped: ../shared/data is not there.');
