/** Many processes on one store: each call is made by one of them, and what a dead one held is free again. */
import { describe, expect, test } from 'vitest';
import type { Claim, RunProcess } from '../../src/core/calls.ts';
import type { OutputKey } from '../../src/core/output.ts';
import { candidateOf, exampleOf, outputOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';

const AT = '2026-01-01T00:00:00.000Z';
const a = candidateOf('a');
const examples = Array.from({ length: 20 }, (_, i) => exampleOf(`question ${i}`));
const keys = examples.map(({ id }): OutputKey => ({ candidate: a.id, example: id, trial: 1 }));
const scope = { candidates: [a.id], split: 'dev' } as const;

const processOf = (id: string): RunProcess => ({ id, host: 'here', pid: 1, began: '1' });
const claimOf = (process: string, key: OutputKey, more: Partial<Claim> = {}): Claim => ({
  process,
  key,
  ...more,
});

/** A store that has the examples and the candidate. */
async function filledStore(database: (typeof databases)[number]): ReturnType<typeof freshStore> {
  const fixture = await freshStore(database);
  await fixture.store.setExamples(examples);
  await fixture.store.putCandidates([a], AT);
  return fixture;
}

describe.each(databases)('calls in flight on $name', (database) => {
  test('belong to one process each, however many ask', async () => {
    await using fixture = await filledStore(database);
    const stores = [fixture.store, await fixture.reopen(), await fixture.reopen(), await fixture.reopen()];
    await Promise.all(stores.map((store, i) => store.joinRun(processOf(`p${i}`), AT)));
    const claimed = await Promise.all(
      stores.map(async (store, i) => {
        const outcomes = await Promise.all(keys.map((key) => store.claim(claimOf(`p${i}`, key), AT)));
        expect(new Set(outcomes).isSubsetOf(new Set(['claimed', 'taken']))).toBe(true);
        return outcomes.filter((outcome) => outcome === 'claimed').length;
      }),
    );
    expect(claimed.reduce((sum, n) => sum + n)).toBe(keys.length);
  });

  test('are stored and given back in one', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    await store.joinRun(processOf('p'), AT);
    await store.joinRun(processOf('q'), AT);
    expect(await store.claim(claimOf('p', keys[0]!), AT)).toBe('claimed');
    expect(await store.claimedElsewhere('q')).toEqual([keys[0]]);
    const output = outputOf(a, examples[0]!, 'answer');
    expect(await store.settle({ process: 'p', key: keys[0]!, output, spentUsd: 0.5 })).toBe(true);
    expect(await store.claimedElsewhere('q')).toEqual([]);
    expect(await store.claim(claimOf('q', keys[0]!), AT)).toBe('done');
    expect((await store.outputs(scope)).map(({ text }) => text)).toEqual(['answer']);
  });

  test('of a process that died are told, with what they may have cost, and are free again', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    await store.joinRun(processOf('dead'), AT);
    await store.joinRun(processOf('alive'), AT);
    await store.claim(claimOf('dead', keys[0]!, { mostUsd: 0.25 }), AT);
    await store.claim(claimOf('dead', keys[1]!), AT);
    const failure = { code: 'http-500', message: 'no' };
    const attempt = { number: 1, startedAt: AT, durationMs: 5, status: 'error' as const, failure };
    await store.settle({ process: 'dead', key: keys[1]!, attempts: [attempt], spentUsd: 0, keep: true });
    expect(await store.claim(claimOf('alive', keys[1]!), AT)).toBe('taken');
    expect(await store.endProcesses(['dead'], AT)).toEqual([{ ...keys[0]!, mostUsd: 0.25 }]);
    expect(await store.danglingAttempts(scope)).toMatchObject(
      [
        { ...keys[0]!, failure: { code: 'unknown' }, mostUsd: 0.25 },
        { ...keys[1]!, failure },
      ].sort((x, y) => (x.example < y.example ? -1 : 1)),
    );
    expect(await store.claim(claimOf('alive', keys[0]!), AT)).toBe('claimed');
    expect(await store.claim(claimOf('alive', keys[1]!), AT)).toBe('claimed');
    expect((await store.beat(processOf('alive'))).others.map(({ id }) => id)).toEqual([]);
  });

  test('share one limit of cost, with the worst of what is in flight held back', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    const run = await store.joinRun(processOf('p'), AT);
    expect(await store.joinRun(processOf('q'), AT)).toBe(run);
    const money = { mostUsd: 0.4, limitUsd: 1 };
    expect(await store.claim(claimOf('p', keys[0]!, money), AT)).toBe('claimed');
    expect(await store.claim(claimOf('q', keys[1]!, money), AT)).toBe('claimed');
    expect(await store.claim(claimOf('q', keys[2]!, money), AT)).toBe('wait');
    await store.settle({ process: 'p', key: keys[0]!, spentUsd: 0.1 });
    expect(await store.claim(claimOf('q', keys[2]!, money), AT)).toBe('claimed');
    await store.settle({ process: 'q', key: keys[1]!, spentUsd: 0.6 });
    await store.settle({ process: 'q', key: keys[2]!, spentUsd: 0 });
    expect(await store.claim(claimOf('p', keys[3]!, money), AT)).toBe('over');
    expect(await store.spentUsd(run)).toBeCloseTo(0.7);
  });

  test('are of no run any more when its last process has left; the next one begins with nothing spent', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    const run = await store.joinRun(processOf('p'), AT);
    await store.joinRun(processOf('q'), AT);
    await store.claim(claimOf('p', keys[0]!), AT);
    await store.settle({ process: 'p', key: keys[0]!, spentUsd: 0.5 });
    await store.endProcesses(['p'], AT);
    expect(await store.spentUsd(run)).toBe(0.5);
    await store.endProcesses(['q'], AT);
    expect(await store.spentUsd(run)).toBe(0);
    expect(await store.spentUsd(await store.joinRun(processOf('p'), AT))).toBe(0);
  });

  test('of a process that died count against the limit of those who go on, since they may have been billed', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    const run = await store.joinRun(processOf('dead'), AT);
    await store.joinRun(processOf('lives'), AT);
    await store.claim(claimOf('dead', keys[0]!, { mostUsd: 0.75 }), AT);
    await store.claim(claimOf('dead', keys[1]!, { mostUsd: 0.5 }), AT);
    await store.settle({ process: 'dead', key: keys[1]!, spentUsd: 0.125, keep: true });
    await store.endProcesses(['dead'], AT);
    expect(await store.spentUsd(run)).toBe(0.875);
    const limited = { mostUsd: 0.25, limitUsd: 1 };
    expect(await store.claim(claimOf('lives', keys[2]!, limited), AT)).toBe('over');
  });

  test('carry what each process was started for, and what it learnt', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const asked = {
      id: 'p',
      candidates: [{ id: a.id, name: 'a', trials: 2 }],
      split: 'dev',
      retryErrors: true,
    } as const;
    const learnt = [{ bucket: 'b', places: 3, halvings: 1, pausedForMs: 5_000 }];
    await store.joinRun({ ...processOf('p'), asked }, AT);
    await store.beat({ ...processOf('p'), asked }, learnt);
    expect((await store.beat(processOf('q'))).others).toEqual([
      { ...processOf('p'), asked, beat: 1, learnt },
    ]);
  });

  test('retry a stored failure once, whichever process comes first', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    for (const id of ['p', 'q', 'late']) await store.joinRun(processOf(id), AT);
    const key = keys[0]!;
    const fails = outputOf(a, examples[0]!, '', { status: 'error', failure: { code: 'c', message: 'm' } });
    await store.putOutput(fails);
    const query = {
      candidates: [{ id: a.id, trials: 1 }],
      split: 'dev',
      limit: 1,
      retryErrors: true,
    } as const;
    const [missing] = await store.missingOutputs(query);
    expect(missing).toEqual({ ...key, failures: 1 });
    expect(await store.claim(claimOf('p', key), AT)).toBe('done');
    const retry = { failures: missing!.failures! };
    expect(await store.claim(claimOf('p', key, retry), AT)).toBe('claimed');
    expect(await store.settle({ process: 'p', key, output: fails, spentUsd: 0 })).toBe(true);
    expect(await store.claim(claimOf('q', key, retry), AT)).toBe('done');
    expect(await store.missingOutputs(query)).toEqual([{ ...key, failures: 2 }]);
  });

  test('are called off for those who help with a run, and for nobody else', async () => {
    await using fixture = await freshStore(database);
    const { store } = fixture;
    const asked = { id: 'p', candidates: [], split: 'dev', trials: 1, retryErrors: false } as const;
    const [own, helper] = ['p', 'helper'].map((id) => ({ ...processOf(id), asked }));
    const other = { ...processOf('q'), asked: { ...asked, id: 'q' } };
    const all = [own!, helper!, other];
    for (const one of all) await store.joinRun(one, AT);
    const off = async () => await Promise.all(all.map(async (one) => (await store.beat(one)).calledOff));
    expect(await off()).toEqual([false, false, false]);
    await store.callOff('p');
    expect(await off()).toEqual([false, true, false]);
  });

  test('hold back what may still come of earlier ones for the same output, and are all unknown after a kill', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    const run = await store.joinRun(processOf('p'), AT);
    await store.joinRun(processOf('q'), AT);
    const claim = async (process: string, key: number, more: Partial<Claim>) =>
      await store.claim(claimOf(process, keys[key]!, { limitUsd: 1, ...more }), AT);
    expect(await claim('p', 0, { mostUsd: 0.25 })).toBe('claimed');
    expect(await claim('p', 0, { mostUsd: 0.5, calls: 2 })).toBe('claimed');
    expect(await claim('q', 1, { mostUsd: 0.75 })).toBe('wait');
    expect(await claim('p', 0, { mostUsd: 0.75, calls: 3 })).toBe('claimed');
    expect(await claim('q', 1, { mostUsd: 0.25 })).toBe('claimed');
    const left = { ...keys[0]!, mostUsd: 0.25 };
    expect(await store.endProcesses(['p'], AT)).toEqual([left, left, left]);
    expect(await store.spentUsd(run)).toBe(0.75);
  });

  test('go on after a process was taken for dead: it takes part again, and its answer is kept', async () => {
    await using fixture = await filledStore(database);
    const { store } = fixture;
    const run = await store.joinRun(processOf('asleep'), AT);
    await store.claim(claimOf('asleep', keys[0]!), AT);
    await store.endProcesses(['asleep'], AT);
    // Nobody holds its money to the limit until it is of a run again.
    expect(await store.claim(claimOf('asleep', keys[1]!, { limitUsd: 1 }), AT)).toBe('wait');
    expect(await store.beat(processOf('asleep'))).toMatchObject({ buried: true });
    const next = await store.joinRun(processOf('other'), AT);
    for (let twice = 0; twice < 2; twice++)
      expect(await store.joinRun(processOf('asleep'), AT, { run, usd: 0.75 })).toBe(next);
    expect(await store.spentUsd(next)).toBe(0.75);
    expect(await store.claim(claimOf('other', keys[1]!, { mostUsd: 0.5, limitUsd: 1 }), AT)).toBe('over');
    expect((await store.beat(processOf('other'))).others.map(({ id }) => id)).toEqual(['asleep']);
    const output = outputOf(a, examples[0]!, 'it came');
    expect(await store.settle({ process: 'asleep', key: keys[0]!, output, spentUsd: 0 })).toBe(true);
    expect((await store.outputs(scope)).map(({ text }) => text)).toEqual(['it came']);
  });
});
