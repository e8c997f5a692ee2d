/** Killed at the first crash point of a run, at the second, at the third ...: it goes on as if nothing had been. */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type OpenProject, openProject } from '../../src/open.ts';
import { decideTask } from '../../src/pipeline/decide.ts';
import { run } from '../../src/pipeline/run.ts';
import { COMMAND } from '../fixtures/command.ts';
import { perQuestion } from '../fixtures/fault-run.ts';
import { answer, type LoopbackRequest, replyOf, startLoopback } from '../fixtures/loopback-provider.ts';
import { exampleOf, ratingOf } from '../fixtures/nouns.ts';
import { ended } from '../fixtures/project.ts';

/** Every point of it takes minutes; on every commit each so many-th is enough. */
const STRIDE = Number(process.env.FIELDTEST_CRASH_STRIDE ?? 23);
const KILL_AT = resolve(import.meta.dirname, '../fixtures/kill-at.mjs');

const CANDIDATES = ['a', 'b'];
const EXAMPLES = Array.from({ length: 3 }, (_, i) => exampleOf(`question ${i}`, { name: `e${i}` }));
const keyIn = ({ json, body }: LoopbackRequest) => `${json.model} ${/question \d/.exec(body)![0]}`;
const textOf = (key: string) => `answer of ${key}`;

/** Opens the project in this process. */
async function opened(dir: string): Promise<OpenProject> {
  const log = { info: () => {}, warn: () => {}, progress: () => {} };
  return await openProject({ cwd: dir, env: { HOME: dir }, log, signal: new AbortController().signal });
}

/** The outputs by key, and all that a decision says, but for times and for what the provider refused, which a kill may keep from being known. */
async function said(project: OpenProject) {
  const outputs = await project.store.outputs({ candidates: project.config.candidates.map(({ id }) => id) });
  const names = new Map(project.config.candidates.map(({ id, name }) => [id, name]));
  const untimed = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).filter(
            ([key]) => !/latency|At$|Ms$|hash$|^firstAttempts$|^warnings$/i.test(key),
          ),
        )
      : value;
  return {
    outputs: outputs.map((one) => ({
      key: `${names.get(one.candidate)} ${EXAMPLES.find(({ id }) => id === one.example)!.input}`,
      text: one.text,
      status: one.status,
      unknown: one.attempts.filter(({ failure }) => failure?.code === 'unknown').length,
      refused: one.attempts.filter(({ failure }) => failure !== undefined && failure.code !== 'unknown')
        .length,
      answered: one.attempts.filter(({ status }) => status === 'ok').length,
    })),
    decision: JSON.parse(JSON.stringify((await decideTask(project, {})).decision, untimed)) as unknown,
  };
}

test(`kill -9 at every ${STRIDE === 1 ? '' : `${STRIDE}th `}crash point of a run`, {
  timeout: 1_800_000,
}, async () => {
  // The second question is refused at first, once per key.
  const replies = new Map<string, ReturnType<typeof perQuestion>>();
  await using provider = await startLoopback((request) => {
    const key = keyIn(request);
    const refused = { status: 429, headers: { 'retry-after-ms': '5' } };
    const good = answer(textOf(key));
    if (!replies.has(key)) replies.set(key, perQuestion(key === 'a question 1' ? [refused, good] : [good]));
    return replyOf(replies.get(key)!, request);
  });
  const root = await mkdtemp(join(tmpdir(), 'fieldtest-crash-'));
  try {
    const entries = CANDIDATES.map(
      (name) =>
        `  - { name: ${name}, model: "openai-compatible:${name}", baseUrl: "${provider.url}/v1", concurrency: 2 }\n`,
    );
    const ready = join(root, 'ready');
    await mkdir(ready);
    await writeFile(join(ready, 'fieldtest.yaml'), `task: t\ncandidates:\n${entries.join('')}`);
    {
      await using project = await opened(ready);
      await project.store.setExamples(EXAMPLES);
      await project.store.putRatings(
        CANDIDATES.flatMap((name, c) =>
          EXAMPLES.map((example, i) =>
            ratingOf(example, textOf(`${name} ${example.input}`), 'ann', {
              id: `${name}${i}`,
              rating: 2 + c + (i % 2),
            }),
          ),
        ),
      );
    }
    const truth = await (async () => {
      const dir = join(root, 'undisturbed');
      await cp(ready, dir, { recursive: true });
      await using project = await opened(dir);
      await run(project, {});
      return await said(project);
    })();
    expect(truth.outputs).toHaveLength(CANDIDATES.length * EXAMPLES.length);

    let points = 0;
    for (let at = 1; ; at += STRIDE) {
      const dir = join(root, String(at));
      await cp(ready, dir, { recursive: true });
      replies.clear();
      const before = provider.requests.length;
      const env = {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        HOME: dir,
        KILL_AT: String(at),
      };
      const child = spawn(process.execPath, ['--import', KILL_AT, COMMAND, 'run'], {
        cwd: dir,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const { code } = await ended(child);
      if (code !== null) {
        expect(code).toBe(0);
        break;
      }
      points++;
      await using project = await opened(dir);
      const stored = await project.store.outputs({
        candidates: project.config.candidates.map(({ id }) => id),
      });
      const killed = provider.requests.length;
      await run(project, {});
      const now = await said(project);
      const asked = Map.groupBy(provider.requests.slice(before), keyIn);
      const again = new Set(provider.requests.slice(killed).map(keyIn));
      expect(
        stored.filter(({ text }) => again.has(text.replace('answer of ', ''))),
        `point ${at}`,
      ).toEqual([]);
      // What was sent and has no answer is an attempt whose outcome nobody knows; nothing else was sent.
      for (const { key, unknown, refused, answered } of now.outputs) {
        expect(answered, `point ${at}, ${key}`).toBe(1);
        expect(asked.get(key)!.length, `point ${at}, ${key}`).toBeLessThanOrEqual(1 + unknown + refused);
      }
      const plain = ({ outputs, decision }: typeof now) => [
        outputs.map(({ key, text, status }) => [key, text, status]),
        decision,
      ];
      expect(plain(now), `point ${at}`).toEqual(plain(truth));
      await rm(dir, { recursive: true, force: true });
    }
    expect(points * STRIDE).toBeGreaterThan(100);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
