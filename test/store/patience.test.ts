/** A database that goes away for a moment: what is in hand is stored once, whatever the network swallowed. */
import { describe, expect, test } from 'vitest';
import type { OutputKey } from '../../src/core/output.ts';
import type { Store } from '../../src/core/store.ts';
import { systemClock } from '../../src/open/clock.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createPatience } from '../../src/store/patience.ts';
import { storeError } from '../../src/store/store-error.ts';
import { candidateOf, exampleOf, outputOf } from '../fixtures/nouns.ts';
import { databases } from '../fixtures/stores.ts';
import { startProxy, type TcpProxy } from '../fixtures/tcp-proxy.ts';
import { virtualClock } from '../fixtures/virtual-clock.ts';

const AT = '2026-01-01T00:00:00.000Z';
const a = candidateOf('a');
const example = exampleOf('question');
const key: OutputKey = { candidate: a.id, example: example.id, trial: 1 };
const scope = { candidates: [a.id], split: 'dev' } as const;
const attempt = {
  number: 1,
  startedAt: AT,
  durationMs: 5,
  status: 'error' as const,
  failure: { code: 'c', message: 'm' },
};

const silent = { info: () => {}, warn: () => {}, progress: () => {} };

interface Broken extends AsyncDisposable {
  readonly store: Store;
  readonly proxy: TcpProxy;
  readonly run: string;
  readonly said: readonly string[];
}

/** A store behind a proxy, with one process that takes part. */
async function behindProxy(): Promise<Broken> {
  const fresh = await databases.find(({ name }) => name === 'PostgreSQL')!.fresh();
  const proxy = await startProxy(fresh.where);
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const log = { info: say, warn: say, progress: () => {} };
  const store = await openStore(
    `${proxy.url}?query_timeout=700`,
    createPatience({ clock: systemClock, log, signal: new AbortController().signal }),
  );
  await store.setExamples([example]);
  await store.putCandidates([a], AT);
  const run = await store.joinRun({ id: 'p', host: 'here', pid: 1, began: '1' }, AT);
  return {
    store,
    proxy,
    run,
    said,
    async [Symbol.asyncDispose]() {
      await store.close();
      await proxy[Symbol.asyncDispose]();
      await fresh.drop();
    },
  };
}

test('an answer whose COMMIT was done without a word is stored once, with its attempts and its cost', async () => {
  await using broken = await behindProxy();
  const { store, proxy, run } = broken;
  await store.claim({ process: 'p', key }, AT);
  proxy.loseCommit();
  const output = {
    ...outputOf(a, example, 'answer'),
    attempts: [attempt, ...outputOf(a, example, 'answer').attempts],
  };
  expect(await store.settle({ process: 'p', key, output, spentUsd: 0.5 })).toBe(true);
  expect(proxy.lost).toBe(1);
  const [stored] = await store.outputs(scope);
  expect(stored!.text).toBe('answer');
  expect(stored!.attempts).toHaveLength(output.attempts.length);
  expect(await store.spentUsd(run)).toBe(0.5);
  expect(broken.said).toEqual([]);
});

test('a claim, attempts without an output and the end of a process bear to be done twice', async () => {
  await using broken = await behindProxy();
  const { store, proxy } = broken;
  proxy.loseCommit();
  // The limit has room for this call once.
  const money = { mostUsd: 0.6, limitUsd: 1 };
  expect(await store.claim({ process: 'p', key, ...money }, AT)).toBe('claimed');
  proxy.loseCommit();
  await store.settle({ process: 'p', key, attempts: [attempt], spentUsd: 0.1 });
  expect(await store.danglingAttempts(scope)).toHaveLength(1);
  await store.claim({ process: 'p', key }, AT);
  proxy.loseCommit();
  await store.endProcesses(['p'], AT);
  expect(await store.danglingAttempts(scope)).toHaveLength(2);
  proxy.loseCommit();
  await store.joinRun({ id: 'p', host: 'here', pid: 1, began: '1' }, AT);
  expect((await store.runProcesses()).map(({ id }) => id)).toEqual(['p']);
  expect(proxy.lost).toBe(4);
});

test('a connection that is half open is given up in time, and another one taken', async () => {
  await using broken = await behindProxy();
  const { store, proxy } = broken;
  await store.claim({ process: 'p', key }, AT);
  proxy.silence();
  const started = performance.now();
  expect(await store.settle({ process: 'p', key, output: outputOf(a, example, 'answer'), spentUsd: 0 })).toBe(
    true,
  );
  expect(performance.now() - started).toBeLessThan(10_000);
  expect((await store.outputs(scope)).map(({ text }) => text)).toEqual(['answer']);
});

describe('a store that cannot be used', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });

  test.each([refused, full])(
    'is waited for five minutes, said once, and then fails as itself: %o',
    async (reason) => {
      using clock = virtualClock();
      const said: string[] = [];
      const say = (line: string) => void said.push(line);
      const { signal } = new AbortController();
      const patience = createPatience({ clock, log: { info: say, warn: say, progress: () => {} }, signal });
      const error = storeError('the store', reason);
      const failing = () => Promise.reject(error);
      const failures = await Promise.all(
        [patience(failing), patience(failing)].map((one) => one.catch((e: unknown) => e)),
      );
      expect(failures).toEqual([error, error]);
      expect(clock.monotonic()).toBeGreaterThan(299_000);
      expect(clock.monotonic()).toBeLessThan(302_000);
      expect(said).toEqual([
        expect.stringContaining(
          `trying again for 5 min and keeping what is in hand: ${error.message}. ${error.hint}`,
        ),
      ]);
      // Afterwards nobody waits once more; what it refuses for another reason is no reason to wait at all.
      await expect(patience(failing)).rejects.toBe(error);
      expect(clock.monotonic()).toBeLessThan(303_000);
      await expect(patience(() => Promise.reject(new Error('syntax error')))).rejects.toThrow('syntax error');
    },
  );

  test('is not waited for by a user who has pressed Ctrl-C', async () => {
    using clock = virtualClock();
    const patience = createPatience({ clock, log: silent, signal: AbortSignal.abort() });
    await expect(patience(() => Promise.reject(full))).rejects.toBe(full);
    expect(clock.monotonic()).toBe(0);
  });
});
