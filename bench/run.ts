/** `npm run bench:run [-- NAME...]`: the run engine against a loopback provider, the floor and a bare client; exit code 1 when a goal is missed. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand, COMMAND } from '../scripts/build-command.ts';
import { atMost, exactly, type Figure, printFigures, printTitle, quantile, told } from './review/figures.ts';
import { finished, started } from './run/processes.ts';

interface Setting {
  readonly name: string;
  readonly examples: number;
  readonly candidates: number;
  readonly delayMs: number;
  /** Calls in flight in all, the candidates together. */
  readonly concurrency: number;
  readonly goal: { readonly timesFloor: number } | { readonly timesBare: number };
}

const SETTINGS: readonly Setting[] = [
  {
    name: '50x5-c10',
    examples: 50,
    candidates: 5,
    delayMs: 200,
    concurrency: 10,
    goal: { timesFloor: 1.15 },
  },
  { name: '50x5-c50', examples: 50, candidates: 5, delayMs: 200, concurrency: 50, goal: { timesFloor: 1.6 } },
  { name: '1000x5', examples: 1000, candidates: 5, delayMs: 20, concurrency: 100, goal: { timesBare: 3 } },
  { name: '10000x2', examples: 10_000, candidates: 2, delayMs: 20, concurrency: 100, goal: { timesBare: 3 } },
];
const BARE = join(import.meta.dirname, 'run/bare-client.ts');
const PACKAGE = join(import.meta.dirname, 'run/model-package.ts');
const PROVIDER = join(import.meta.dirname, 'run/provider.ts');
const MOST_MB = 150;
const MOST_BYTES_PER_CALL = 1536;

interface ProviderStats {
  readonly requests: number;
  readonly medianMs: number;
  readonly mostInFlight: number;
}

async function measure(setting: Setting): Promise<readonly Figure[]> {
  const { examples, candidates, delayMs, concurrency, goal } = setting;
  const calls = examples * candidates;
  const floorMs = (calls * delayMs) / concurrency;
  await using provider = await started([PROVIDER, String(delayMs)]);
  const address = provider.firstLine;
  const stats = async () => (await (await fetch(`${address}/stats`)).json()) as ProviderStats;

  const bare = await finished([BARE, address, String(calls), String(concurrency)]);
  const { ms: bareMs, medianMs: bareMedianMs } = JSON.parse(bare.stdout) as { ms: number; medianMs: number };
  const bareSeen = await stats();
  const alone = await finished([PACKAGE, address, String(calls), String(concurrency)]);
  const aloneMs = (JSON.parse(alone.stdout) as { ms: number }).ms;
  await stats();

  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-bench-'));
  try {
    await writeProject(dir, setting, address);
    await finished([COMMAND, 'examples', 'import', 'set.jsonl'], { cwd: dir });
    const before = await bytesIn(dir);
    const each = String(concurrency / candidates);
    const run = await finished([COMMAND, 'run', '--concurrency', each], { cwd: dir });
    const seen = await stats();
    const bytes = (await bytesIn(dir)) - before;
    const exported = await finished([COMMAND, 'outputs', 'export'], { cwd: dir });
    const times = exported.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { output?: string; latencyMs: number })
      .filter(({ output }) => output !== undefined && output !== '')
      .map(({ latencyMs }) => latencyMs);
    const reported = quantile(times, 0.5);
    return [
      told('floor', seconds(floorMs)),
      told('bare undici client', alike(bareMs, bare, calls)),
      told('  its median at the provider', `${bareSeen.medianMs.toFixed(1)} ms`),
      told('  its median as it saw it', `${bareMedianMs.toFixed(1)} ms`),
      told('model package alone', alike(aloneMs, alone, calls)),
      'timesFloor' in goal
        ? atMost(`fieldtest run, ${seconds(run.ms)}: times the floor`, run.ms / floorMs, goal.timesFloor)
        : atMost(`fieldtest run, ${seconds(run.ms)}: times the bare client`, run.ms / bareMs, goal.timesBare),
      exactly('requests sent', seen.requests, calls),
      exactly('answers stored', times.length, calls),
      told('most in flight', String(seen.mostInFlight)),
      told('CPU per call', `${(run.cpuMs / calls).toFixed(2)} ms`),
      atMost('peak memory', run.maxRssMb, MOST_MB, ' MB'),
      atMost('stored per call of 0.9 KB', bytes / calls, MOST_BYTES_PER_CALL, ' bytes'),
      told('reported median', `${reported.toFixed(1)} ms`),
      atMost('  away from the provider’s truth', 100 * Math.abs(reported / seen.medianMs - 1), 5, ' %'),
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function alike(ms: number, { cpuMs, maxRssMb }: { cpuMs: number; maxRssMb: number }, calls: number): string {
  return `${seconds(ms)}, ${(cpuMs / calls).toFixed(2)} ms CPU, ${Math.round(maxRssMb)} MB`;
}

async function writeProject(dir: string, { examples, candidates }: Setting, address: string): Promise<void> {
  const names = Array.from({ length: candidates }, (_, i) => `m${i + 1}`);
  const entries = names.map(
    (name) => `  - { name: ${name}, model: "openai-compatible:${name}", baseUrl: "${address}/v1" }\n`,
  );
  await writeFile(join(dir, 'fieldtest.yaml'), `task: Measure the engine\ncandidates:\n${entries.join('')}`);
  const rows = Array.from({ length: examples }, (_, i) =>
    JSON.stringify({ id: `e${i}`, input: `How is the weather in town number ${i}?` }),
  );
  await writeFile(join(dir, 'set.jsonl'), rows.join('\n'));
}

/** Bytes of the database with what is not yet folded into it. */
async function bytesIn(dir: string): Promise<number> {
  const files = ['fieldtest.db', 'fieldtest.db-wal'].map((name) => join(dir, '.fieldtest', name));
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

await buildCommand();
const wanted = process.argv.slice(2);
console.log(
  `Load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores; compare within one run alone.`,
);
const all: Figure[] = [];
for (const setting of SETTINGS) {
  if (wanted.length > 0 && !wanted.includes(setting.name)) continue;
  const { examples, candidates, delayMs, concurrency } = setting;
  printTitle(`${examples} examples x ${candidates} candidates at ${delayMs} ms, ${concurrency} in flight`);
  const figures = await measure(setting);
  printFigures(figures);
  all.push(...figures);
}
const missed = all.filter(({ met }) => !met).length;
console.log(
  missed === 0 ? '\nEvery goal is met.' : `\n${missed} ${missed === 1 ? 'goal is' : 'goals are'} missed.`,
);
process.exitCode = missed === 0 ? 0 : 1;
