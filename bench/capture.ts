/** `npm run bench:capture`: what a call takes longer when it passes through `fieldtest capture`; exit code 1 when a goal is missed. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { buildCommand, COMMAND } from '../scripts/build-command.ts';
import { listening } from '../test/fixtures/capture.ts';
import { atMost, type Figure, printFigures, printTitle, quantile, told } from './review/figures.ts';
import { finished, started } from './run/processes.ts';

const PROVIDER = join(import.meta.dirname, 'run/provider.ts');
const CALLS = 500;
const PHASES = 5;
const MOST_ADDED_MS = 2;

interface Setting {
  readonly title: string;
  readonly concurrency: number;
  /** What the provider takes. */
  readonly delayMs: number;
  /** Distinct inputs that the pool holds already. */
  readonly pool: number;
}

const SETTINGS: readonly Setting[] = [
  { title: `${CALLS} calls one after another`, concurrency: 1, delayMs: 0, pool: 0 },
  {
    title: `${CALLS} calls, 50 in flight, of a provider that takes 200 ms`,
    concurrency: 50,
    delayMs: 200,
    pool: 0,
  },
  {
    title: `${CALLS} calls one after another, while a pool that keeps 8,000 of 40,000 inputs is read and written`,
    concurrency: 1,
    delayMs: 20,
    pool: 40_000,
  },
];

/** Direct calls and those through the capture take turns, so that whatever else the machine does meets both. */
async function measure({ concurrency, delayMs, pool }: Setting): Promise<readonly Figure[]> {
  await using provider = await started([PROVIDER, String(delayMs)]);
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-bench-'));
  try {
    await writeFile(
      join(dir, 'fieldtest.yaml'),
      'task: Measure the capture\ncandidates:\n  - { name: a, model: "openai:a" }\n  - { name: b, model: "openai:b" }\n',
    );
    if (pool > 0) await fillPool(dir, pool);
    const args = [COMMAND, 'capture', '--json', '--port', '0', '--upstream', provider.firstLine];
    const capture = await listening(
      spawn(process.execPath, args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    const ways = [
      { client: clientOf(provider.firstLine, concurrency), times: [] as number[] },
      { client: clientOf(capture.address, concurrency), times: [] as number[] },
    ];
    // Connections are opened and code is compiled before anything is measured.
    for (let i = 0; i < 4; i++)
      for (const { client } of ways) await phase({ client, calls: concurrency * 5, concurrency, delayMs });
    for (let done = 0; done < CALLS; done += CALLS / PHASES)
      for (const { client, times } of ways)
        times.push(...(await phase({ client, calls: CALLS / PHASES, concurrency, delayMs })));
    for (const { client } of ways) await client.close();
    const { stored } = JSON.parse((await capture.end()).stdout) as { readonly stored: number };
    const [direct, through] = ways.map(({ times }) => times) as [number[], number[]];
    const figures = ([0.5, 0.95] as const).map((share) => {
      const [without, within] = [quantile(direct, share), quantile(through, share)];
      const name = share === 0.5 ? 'median' : '95th percentile';
      return atMost(
        `${name}: ${without.toFixed(2)} -> ${within.toFixed(2)} ms, added`,
        within - without,
        MOST_ADDED_MS,
        ' ms',
      );
    });
    return [...figures, told('calls recorded', String(stored))];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function fillPool(dir: string, inputs: number): Promise<void> {
  // Of every kind of input, so that no stratum is full.
  const shapes = [
    (i: number) => `How is the weather in town number ${i}? `,
    (i: number) => `{"town": ${i}, "ask": "weather"}`,
    (i: number) => `<p>How is the weather in town ${i}?</p>`,
    (i: number) => `- town ${i}\n- weather\n- tomorrow\n`,
  ];
  const rows = Array.from({ length: inputs }, (_, i) =>
    JSON.stringify({ input: shapes[i % 4]!(i).repeat(1 + (i % 5) * 8), answer: 'It rains. '.repeat(20) }),
  );
  await writeFile(join(dir, 'log.jsonl'), rows.join('\n'));
  await finished([COMMAND, 'import', 'log.jsonl'], { cwd: dir });
}

function clientOf(address: string, connections: number): Pool {
  return new Pool(address, { connections, pipelining: 1 });
}

let asked = 0;

async function call(client: Pool): Promise<number> {
  const body = JSON.stringify({
    model: 'bench',
    stream: true,
    messages: [{ role: 'user', content: `How is the weather in town number ${asked++}?` }],
  });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-bench-0123456789abcdef' };
  const sent = performance.now();
  const answer = await client.request({ path: '/v1/chat/completions', method: 'POST', headers, body });
  await answer.body.text();
  return performance.now() - sent;
}

interface Phase {
  readonly client: Pool;
  readonly calls: number;
  readonly concurrency: number;
  readonly delayMs: number;
}

/** So many in flight; they begin spread over the time of a call, as calls of different users do. */
async function phase({ client, calls, concurrency, delayMs }: Phase): Promise<readonly number[]> {
  const times: number[] = [];
  let left = calls;
  const worker = async (place: number): Promise<void> => {
    await sleep((place * delayMs) / concurrency);
    while (left-- > 0) times.push(await call(client));
  };
  await Promise.all(Array.from({ length: concurrency }, (_, place) => worker(place)));
  return times;
}

console.log(
  `Load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores; times mean little above 1 per core.`,
);
await buildCommand();
const all: Figure[] = [];
for (const setting of SETTINGS) {
  printTitle(setting.title);
  const figures = await measure(setting);
  printFigures(figures);
  all.push(...figures);
}
const missed = all.filter(({ met }) => !met);
console.log(missed.length === 0 ? '\nEvery goal is met.' : `\n${missed.length} goals are missed.`);
process.exitCode = missed.length === 0 ? 0 : 1;
