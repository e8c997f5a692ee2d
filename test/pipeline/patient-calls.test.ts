/** A store that does not come back: a run waits for it for a while, says so once, and ends with the store's own error. */
import { expect, test } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { patientCalls } from '../../src/pipeline/engine/patient-calls.ts';
import { databases, freshStore } from '../fixtures/stores.ts';
import { virtualClock } from '../fixtures/virtual-clock.ts';

test.each([
  ['after five minutes', false, 300_000],
  ['at once when the user stops', true, 0],
])('what is in hand is given up %s', async (_when, stopped, waitedMs) => {
  const fixture = await freshStore(databases.find(({ name }) => name === 'PostgreSQL')!);
  using clock = virtualClock();
  await fixture.drop();
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const calls = patientCalls({
    store: fixture.store,
    clock,
    log: { info: say, warn: say, progress: () => {} },
    signal: stopped ? AbortSignal.abort() : new AbortController().signal,
  } as Partial<Context> as Context);
  const key = { candidate: 'a', example: 'e', trial: 1 };
  const since = clock.monotonic();
  await expect(calls.settle({ process: 'p', key, spentUsd: 0 })).rejects.toMatchObject({ code: 'store' });
  expect(clock.monotonic() - since).toBeGreaterThanOrEqual(waitedMs);
  expect(clock.monotonic() - since).toBeLessThan(waitedMs + 10_000);
  expect(said).toHaveLength(stopped ? 0 : 1);
  await fixture.store.close();
});
