/** Processes of other machines, seen through the store alone: who is dead, when that is sure, and what they learnt. */
import { describe, expect, test } from 'vitest';
import type { RunProcess } from '../../src/core/calls.ts';
import type { Context } from '../../src/core/context.ts';
import type { OutputKey } from '../../src/core/output.ts';
import type { Store } from '../../src/core/store.ts';
import { createPacer } from '../../src/pipeline/engine/pacer.ts';
import { joinSharedRun } from '../../src/pipeline/engine/shared-run.ts';
import { candidateOf, exampleOf } from '../fixtures/nouns.ts';
import { databases, freshStore } from '../fixtures/stores.ts';
import { type VirtualClock, virtualClock } from '../fixtures/virtual-clock.ts';

const a = candidateOf('a');
const example = exampleOf('question');
const key: OutputKey = { candidate: a.id, example: example.id, trial: 1 };
const on = (host: string): RunProcess => ({ id: host, host, pid: 1, began: '1' });

/** A process of a machine of its own; no time passes while the store is asked. */
function machine(host: string, { store, clock }: { readonly store: Store; readonly clock: VirtualClock }) {
  const pacer = createPacer(clock, { most: 8 });
  const busy = new Proxy(store, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      return typeof value !== 'function'
        ? value
        : (...args: unknown[]) => clock.busy(async () => (await value.apply(target, args)) as unknown);
    },
  });
  const processes = { self: () => on(host), lives: () => undefined };
  const join = (run = host, onCalledOff?: () => void) => {
    const asked = { id: run, candidates: [], split: 'dev' as const, retryErrors: false };
    const context = { store: busy, clock, processes } as unknown as Context;
    return joinSharedRun(context, { pacer, asked: () => asked, onCalledOff });
  };
  return { pacer, join, store: busy };
}

describe.each(databases)('on $name', (database) => {
  test('one that is silent is taken over within 15 s, and not before 10 s; one that beats never is', async () => {
    await using fixture = await freshStore(database);
    using clock = virtualClock();
    const { store } = fixture;
    await store.setExamples([example]);
    await store.putCandidates([a], clock.now());
    await store.joinRun(on('silent'), clock.now());
    await store.claim({ process: 'silent', key }, clock.now());
    const [one, two] = ['one', 'two'].map((host) => machine(host, { store, clock }));
    const started = clock.monotonic();
    const [first, second] = [await one!.join(), await two!.join()];
    let takenOverAt: number | undefined;
    while (takenOverAt === undefined && clock.monotonic() < started + 40_000) {
      await clock.sleep(250);
      const held = await two!.store.claimedElsewhere('two');
      if (held.length === 0) takenOverAt = clock.monotonic() - started;
    }
    expect(takenOverAt).toBeGreaterThan(10_000);
    expect(takenOverAt).toBeLessThanOrEqual(15_000);
    expect([...first.left(), ...second.left()]).toEqual([key]);
    await clock.sleep(30_000);
    const { others } = await clock.busy(() => store.beat(on('one')));
    expect(others.map(({ id }) => id)).toEqual(['two']);
    await first.leave();
    await second.leave();
  });

  test('one that was taken for dead while it slept takes part again, with what it has spent', async () => {
    await using fixture = await freshStore(database);
    using clock = virtualClock();
    const { store } = fixture;
    const mine = await machine('mine', { store, clock }).join();
    mine.told(0.5);
    // By one that has finished since: the run is over, and begun anew under its old id.
    await store.endProcesses(['mine'], clock.now());
    await clock.sleep(2_500);
    const [run] = await store.runProcesses();
    expect(run).toMatchObject({ id: 'mine' });
    expect(await store.spentUsd('mine')).toBe(0.5);
    await mine.leave();
  });

  test('a store that was away for long makes nobody look dead', async () => {
    await using fixture = await freshStore(database);
    using clock = virtualClock();
    const { store } = fixture;
    await store.joinRun(on('other'), clock.now());
    let away = false;
    const flaky = new Proxy(store, {
      get: (target, name) =>
        name === 'beat' && away
          ? () => Promise.reject(new Error('away'))
          : (Reflect.get(target, name) as unknown),
    });
    const mine = machine('mine', { store: flaky, clock });
    const shared = await mine.join();
    away = true;
    await clock.sleep(40_000);
    away = false;
    await clock.sleep(5_000);
    // It was away for the other one too, which beats again only now.
    expect((await store.beat(on('mine'))).others.map(({ id }) => id)).toEqual(['other']);
    await shared.leave();
  });

  test('one that comes to help when the user has just stopped the run is called off; when the run died it is not', async () => {
    await using fixture = await freshStore(database);
    using clock = virtualClock();
    const { store } = fixture;
    const off: string[] = [];
    const help = (host: string) => machine(host, { store, clock }).join('run', () => off.push(host));
    const run = await machine('run', { store, clock }).join();
    const early = await help('early');
    await store.callOff('run');
    await clock.sleep(2_500);
    await run.leave();
    const late = await help('late');
    expect(off).toEqual(['early', 'late']);
    for (const one of [early, late]) await one.leave();
    await store.joinRun(
      { ...on('run'), asked: { id: 'run', candidates: [], split: 'dev', retryErrors: false } },
      clock.now(),
    );
    const goesOn = await help('goes on');
    await clock.sleep(15_000);
    expect(off).toEqual(['early', 'late']);
    await goesOn.leave();
  });

  test('what one was told is known to one that begins before its first call, and to the others by the next beat', async () => {
    await using fixture = await freshStore(database);
    using clock = virtualClock();
    const { store } = fixture;
    const [told, running, late] = ['told', 'running', 'late'].map((host) => machine(host, { store, clock }));
    const joined = [await told!.join(), await running!.join()];
    await clock.sleep(500);
    told!.pacer.slowDown('a', 60_000);
    await clock.sleep(2_100);
    const wait = () => running!.pacer.pausedUntil('a')! - clock.monotonic();
    expect(wait()).toBeGreaterThan(55_000);
    expect(wait()).toBeLessThan(62_000);
    joined.push(await late!.join());
    expect(late!.pacer.pausedUntil('a')! - clock.monotonic()).toBeGreaterThan(55_000);
    await clock.sleep(62_000);
    // Nobody waits a beat longer than was asked for.
    expect([told!, running!, late!].map(({ pacer }) => pacer.pausedUntil('a'))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const one of joined) await one.leave();
  });
});
