/**
 * `npm run bench:flip`: a public ranking beside one's own, made by the command itself of real data; skips where that is absent. Own work: every fourth
 * question of GSM8K, answered by 44 models, each answer right or wrong. Public: what the same people published of these models on MMLU-Redux.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CompareResult } from '../src/core/benchmarks/compare.ts';
import { flipsSentence, HOW_COMMON, pointsText } from '../src/core/wording/rank-flips.ts';

const DATA = join(import.meta.dirname, '../../shared/data/zeroeval');
const MAIN = join(import.meta.dirname, '../src/cli/main.ts');
const EXAMPLES = 300;
const EVERY = 4;

function unpacked<T>(file: string): readonly T[] {
  const text = gunzipSync(readFileSync(join(DATA, file))).toString('utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
}

function jsonl(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Runs `fieldtest ARGS` in a folder and gives what it printed. */
function fieldtest(cwd: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: 1 << 28 };
    execFile(process.execPath, [MAIN, ...args], options, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(`fieldtest ${args.join(' ')}: ${stderr}`)),
    );
  });
}

/** By item and model, from a wide table: 1 is right, empty is missing. */
function judged(): ReadonlyMap<string, ReadonlyMap<string, boolean>> {
  const [head = '', ...rows] = readFileSync(join(DATA, 'scores_gsm.csv'), 'utf8').trim().split('\n');
  const models = head.split(',').slice(1);
  return new Map(
    rows.map((row) => {
      const [item = '', ...cells] = row.trim().split(',');
      return [
        item,
        new Map(models.flatMap((model, at) => (cells[at] === '' ? [] : [[model.trim(), cells[at] === '1']]))),
      ];
    }),
  );
}

async function writeProject(dir: string): Promise<void> {
  const items = unpacked<{ readonly item: string; readonly question: string; readonly answer: string }>(
    'items_gsm.jsonl.gz',
  );
  const set = items.filter((_, at) => at % EVERY === 0).slice(0, EXAMPLES);
  const inSet = new Set(set.map(({ item }) => item));
  const outputs = unpacked<{ readonly item: string; readonly model: string; readonly output: string }>(
    'outputs_gsm.jsonl.gz',
  );
  const own = outputs.filter(({ item }) => inSet.has(item));
  const models = [...new Set(own.map(({ model }) => model))];
  const right = judged();
  const config = {
    task: 'Answer a question of school maths',
    candidates: models.map((name) => ({ name, recorded: 'file://outputs.jsonl' })),
    rate: { scale: false, acceptable: true },
    // One look, at the end: the answers were judged long ago.
    decide: { by: 'acceptable', looks: [set.length] },
  };
  await writeFile(join(dir, 'fieldtest.yaml'), JSON.stringify(config));
  await writeFile(
    join(dir, 'set.jsonl'),
    jsonl(set.map(({ item, question, answer }) => ({ id: item, input: question, reference: answer }))),
  );
  await writeFile(
    join(dir, 'outputs.jsonl'),
    jsonl(own.map(({ item, model, output }) => ({ example: item, candidate: model, output }))),
  );
  const ratings = own.flatMap(({ item, model }) => {
    const acceptable = right.get(item)?.get(model);
    return acceptable === undefined
      ? []
      : [{ example: item, candidate: model, rater: 'answer-key', acceptable }];
  });
  await writeFile(join(dir, 'ratings.jsonl'), jsonl(ratings));
}

async function compared(): Promise<CompareResult> {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-flip-'));
  try {
    await writeProject(dir);
    await fieldtest(dir, 'examples', 'import', 'set.jsonl');
    await fieldtest(dir, 'outputs', 'import', 'outputs.jsonl');
    await fieldtest(dir, 'ratings', 'import', 'ratings.jsonl');
    const table = join(DATA, 'mmlu-redux.summary.json');
    await fieldtest(dir, ...['benchmarks', 'add', table, '--name', 'MMLU-Redux', '--column', 'Acc']);
    return JSON.parse(await fieldtest(dir, 'benchmarks', 'compare', '--json')) as CompareResult;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

if (!existsSync(DATA)) {
  console.log('Skipped: ../shared/data/zeroeval is not there.');
} else {
  const { examples, tables } = await compared();
  const [column] = tables[0]!.columns;
  const { agreement, flips, ranks } = column!;
  const ranked = (name: string) => ranks.find(({ candidate }) => candidate === name)!;
  console.log(`${ranks.length} models on ${examples} questions.\n`);
  console.log('| | MMLU-Redux (public) | rank | GSM8K (own) | rank |\n|---|---|---|---|---|');
  for (const { a, b } of flips!.flips)
    for (const name of [a, b]) {
      const one = ranked(name);
      const own = [one.own.mean, ...one.own.interval].map((share) => (100 * share).toFixed(1));
      console.log(
        `| ${name} | ${one.public.value} | ${one.publicRank} of ${ranks.length} | ${own[0]} (${own[1]} to ${own[2]}) | ${one.ownRank} |`,
      );
    }
  for (const flip of flips!.flips)
    console.log(
      `\n${flip.a} over ${flip.b}: ${pointsText(flip.publicPoints)} there, ${pointsText(flip.ownPoints)} here (95 % interval ${flip.interval.map(pointsText).join(' to ')})`,
    );
  console.log(`\n${flipsSentence(column!)}\n${agreement.claim}\n${HOW_COMMON}`);
}
