/** `npm run bench:import [-- FORMAT...]`: how fast files are imported and what memory it takes, as they grow; exit code 1 when a goal is missed. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand, COMMAND } from '../scripts/build-command.ts';
import { atMost, exactly, type Figure, printFigures, printTitle, told } from './review/figures.ts';
import { finished } from './run/processes.ts';

const ROWS = [10_000, 100_000, 1_000_000];
const FORMATS = ['jsonl', 'csv', 'parquet'];
/** Measured when they are named. */
const MORE_FORMATS = ['json', 'jsonl.gz'];
const MOST_MB = 300;

const BARE = join(import.meta.dirname, 'import/bare-loop.ts');
const WRITE = join(import.meta.dirname, 'import/write-log.ts');

async function measure(format: string, rows: number): Promise<readonly Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-bench-'));
  try {
    const file = join(dir, `log.${format}`);
    await finished([WRITE, format, String(rows), file]);
    const { size } = await stat(file);
    await writeFile(
      join(dir, 'fieldtest.yaml'),
      'task: Measure\ncandidates:\n  - { name: same, command: cat }\n',
    );
    const bare = await bareLoop(format, file);
    const run = await finished([COMMAND, 'import', file, '--json'], { cwd: dir });
    const imported = JSON.parse(run.stdout) as { records: number };
    const again = await finished([COMMAND, 'import', file, '--json'], { cwd: dir });
    return [
      told('the file', `${Math.round(size / 1024 / 1024)} MB`),
      exactly('records imported', imported.records, rows),
      told('records a second', persecond(rows, run.ms)),
      told('  a bare loop that parses', bare === undefined ? 'out of memory' : persecond(rows, bare.ms)),
      atMost('peak memory', run.maxRssMb, MOST_MB, ' MB'),
      told('  of the bare loop', bare === undefined ? '' : `${Math.round(bare.maxRssMb)} MB`),
      told('the same file again', `${(again.ms / 1000).toFixed(2)} s`),
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Time of the loop alone, without the start of its process. */
async function bareLoop(format: string, file: string) {
  try {
    const bare = await finished([BARE, format, file]);
    return { ms: (JSON.parse(bare.stdout) as { ms: number }).ms, maxRssMb: bare.maxRssMb };
  } catch {
    return undefined;
  }
}

function persecond(rows: number, ms: number): string {
  return `${Math.round((rows / ms) * 1000).toLocaleString('en')}/s`;
}

await buildCommand();
const wanted = process.argv.slice(2);
console.log(
  `Load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores; compare within one run alone.`,
);
const all: Figure[] = [];
for (const format of [...FORMATS, ...MORE_FORMATS]) {
  if (wanted.length > 0 ? !wanted.includes(format) : MORE_FORMATS.includes(format)) continue;
  for (const rows of ROWS) {
    printTitle(`${rows.toLocaleString('en')} rows of ${format}`);
    const figures = await measure(format, rows);
    printFigures(figures);
    all.push(...figures);
  }
}
const missed = all.filter(({ met }) => !met).length;
console.log(
  missed === 0 ? '\nEvery goal is met.' : `\n${missed} ${missed === 1 ? 'goal is' : 'goals are'} missed.`,
);
process.exitCode = missed === 0 ? 0 : 1;
