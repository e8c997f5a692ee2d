/** One suite over the list of providers: what a user may count on however a candidate is reached. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Target } from '../../src/core/candidate.ts';
import { findProvider, providers } from '../../src/providers/list.ts';
import { answer, json, type LoopbackStep, startLoopback } from '../fixtures/loopback-provider.ts';
import { ask, candidateOf, contextOf, exampleOf, projectFolder } from '../fixtures/providers/ask.ts';

/** A candidate in a folder of its own, with the server that it may need. */
type Stage = AsyncDisposable & { readonly target: Target; readonly path: string };

/** How a kind of candidate is brought to give a text, to fail and to hang. */
interface Kind {
  answering(text: string): Promise<Stage>;
  failing(): Promise<Stage>;
  /** Absent where nothing can hang. */
  hanging?(): Promise<Stage>;
  /** False where the way in between is UTF-8, which has no lone surrogates. */
  readonly carriesLoneSurrogates: boolean;
}

async function inFolder(files: { [name: string]: string }, target: (path: string) => Target): Promise<Stage> {
  const folder = await projectFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  return {
    target: target(folder.path),
    path: folder.path,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

async function onServer(script: readonly LoopbackStep[], target: (url: string) => Target): Promise<Stage> {
  const server = await startLoopback(script);
  return {
    target: target(server.url),
    path: process.cwd(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const module = (source: string) =>
  inFolder({ 'ours.ts': source }, (path) => ({ kind: 'run', file: 'ours.ts', path: join(path, 'ours.ts') }));
const command = (line: string, files = {}) => inFolder(files, () => ({ kind: 'command', command: line }));
const endpoint = (step: LoopbackStep) =>
  onServer([step], (url) => ({ kind: 'http', url, method: 'POST', headers: {}, output: '$.answer' }));
const rows = (text: string) =>
  inFolder({ 'rows.jsonl': text }, (path) => ({
    kind: 'recorded',
    file: 'rows.jsonl',
    path: join(path, 'rows.jsonl'),
  }));
const model = (step: LoopbackStep) =>
  onServer([step], (url) => ({
    kind: 'model',
    provider: 'openai-compatible',
    model: 'smollm2',
    params: {},
    baseUrl: `${url}/v1`,
  }));

const KINDS: { readonly [kind in Target['kind']]: Kind } = {
  run: {
    answering: (text) => module(`export async function run() { return ${JSON.stringify(text)}; }`),
    failing: () => module(`export async function run() { throw new Error('out of ideas'); }`),
    hanging: () => module('export function run() { return new Promise(() => {}); }'),
    carriesLoneSurrogates: true,
  },
  command: {
    answering: (text) => command('cat answer.txt', { 'answer.txt': `${text}\n` }),
    failing: () => command('echo out of ideas >&2; exit 3'),
    hanging: () => command('sleep 30'),
    carriesLoneSurrogates: false,
  },
  http: {
    answering: (text) => endpoint(json({ answer: text })),
    failing: () => endpoint(json({ error: 'out of ideas' }, { status: 500 })),
    hanging: () => endpoint({ headers: {}, body: '{"answer":', ending: 'stall' }),
    carriesLoneSurrogates: true,
  },
  recorded: {
    answering: (text) => rows(JSON.stringify({ input: 'Why?', output: text })),
    failing: () => rows(JSON.stringify({ input: 'Something else', output: 'x' })),
    carriesLoneSurrogates: true,
  },
  model: {
    answering: (text) => model(answer(text)),
    failing: () => model(json({ error: { message: 'out of ideas' } }, { status: 500 })),
    hanging: () => model(answer(['Half ', 'an answer'], { ending: 'stall', unfinished: true })),
    carriesLoneSurrogates: true,
  },
};

const HOSTILE = [
  'a NUL \u0000 in the middle',
  'right to left \u202Eoverride\u202C and isolates \u2066x\u2069',
  'four bytes 𝒜 and a family 👩‍👩‍👧‍👦',
  'line\u2028separators\u2029and\r\nreturns\rin between',
  'an escape \u001b[31mred\u001b[0m and a bell \u0007',
  '\ufeffa byte order mark and a non-character \uffff',
  '<script>alert(1)</script> {{input}} $\u007bx} `y` $(z) \\u0041 "quoted" __proto__',
  'data: [DONE]\n\nevent: error\n\n',
];
const LONE = ['half \ud83d of an emoji', '\udc00 the other half', '\ud83d'];

describe.each(providers.map((provider) => [provider.kind, provider] as const))(
  'a %s candidate',
  (kind, provider) => {
    const way = KINDS[kind];

    test('is found by its kind and says in a sentence what it is', () => {
      expect(findProvider(kind)).toBe(provider);
      expect(provider.description).toMatch(/^[A-Z].*\.$/);
    });

    test('gives its answer as text, and its calls share one bucket', async () => {
      await using stage = await way.answering('Because of the rain.');
      const result = await ask(stage.target, 'Why?', { context: contextOf(stage.path) });
      expect(result).toMatchObject({ kind: 'answer', status: 'ok', text: 'Because of the rain.' });
      const runner = await provider.open(candidateOf(stage.target), contextOf(stage.path));
      expect(runner.bucket).not.toBe('');
      await runner.close();
    });

    test.each(['', ' \n\t '])('that answers %j is kept as empty, not as a failure', async (text) => {
      await using stage = await way.answering(text);
      const result = await ask(stage.target, 'Why?', { context: contextOf(stage.path) });
      expect(result).toMatchObject({ kind: 'answer', status: 'empty' });
    });

    test('gives hostile texts back exactly as they were', async () => {
      for (const text of [...HOSTILE, ...(way.carriesLoneSurrogates ? LONE : [])]) {
        await using stage = await way.answering(text);
        const result = await ask(stage.target, 'Why?', { context: contextOf(stage.path) });
        expect(result).toMatchObject({ kind: 'answer', status: 'ok', text });
      }
    });

    test('that fails gives a failure to read, not an exception', async () => {
      await using stage = await way.failing();
      const result = await ask(stage.target, 'Why?', { context: contextOf(stage.path) });
      expect(result.kind).toBe('failure');
      if (result.kind !== 'failure') return;
      expect(result.failure.code).not.toBe('');
      expect(result.failure.message).not.toBe('');
    });

    test('that hangs ends within a second of Ctrl-C, and says that it was stopped', async () => {
      await using stage = await (way.hanging ?? (() => way.answering('x')))();
      const stop = new AbortController();
      const runner = await provider.open(candidateOf(stage.target), contextOf(stage.path));
      if (way.hanging === undefined) stop.abort();
      const calling = runner.call({ example: exampleOf('Why?'), trial: 1, signal: stop.signal });
      await new Promise((resolve) => setTimeout(resolve, 150));
      const stopped = performance.now();
      stop.abort();
      const result = await calling;
      expect(performance.now() - stopped).toBeLessThan(1000);
      expect(result).toMatchObject({ kind: 'failure', next: 'retry', failure: { code: 'aborted' } });
      await runner.close();
    });

    test('that takes too long is a timeout that may be tried again', async () => {
      if (way.hanging === undefined) return;
      await using stage = await way.hanging();
      const signal = AbortSignal.timeout(200);
      const result = await ask(stage.target, 'Why?', { context: contextOf(stage.path), signal });
      expect(result).toMatchObject({ kind: 'failure', next: 'retry', failure: { code: 'timeout' } });
    });

    test('makes no call once it was stopped', async () => {
      await using stage = await way.answering('x');
      const result = await ask(stage.target, 'Why?', {
        context: contextOf(stage.path),
        signal: AbortSignal.abort(),
      });
      expect(result).toMatchObject({ kind: 'failure', failure: { code: 'aborted' } });
    });
  },
);
