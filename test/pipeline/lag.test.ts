/** A process that is too busy to tell the time says so, and one that is not says nothing. */
import { expect, test } from 'vitest';
import { systemClock } from '../../src/open/clock.ts';
import { watchLoopLag } from '../../src/open/loop-lag.ts';
import { warnOfLag } from '../../src/pipeline/engine/lag.ts';

function saidOf(lagMs: number, latencies: readonly number[]): readonly string[] {
  const said: string[] = [];
  const log = { info: () => {}, warn: (line: string) => void said.push(line), progress: () => {} };
  warnOfLag(log, { lagMs: () => lagMs, end: () => {} }, latencies);
  return said;
}

test('the warning comes when a typical time is off by more than 5 %', () => {
  const answers = Array<number>(50).fill(200);
  expect(saidOf(9.9, answers)).toEqual([]);
  expect(saidOf(10.5, answers)).toEqual([
    expect.stringMatching(
      /a time may be off by 11 ms \(half of the answers took 200 ms\).*lower --concurrency/,
    ),
  ]);
});

test('it does not come for a few answers, or for less than 2 ms', () => {
  expect(saidOf(50, Array<number>(19).fill(200))).toEqual([]);
  expect(saidOf(1.9, Array<number>(50).fill(5))).toEqual([]);
});

test('a loop that is blocked for 100 ms of every 200 keeps an event waiting for 25 ms on the average', async () => {
  const lag = watchLoopLag();
  for (let i = 0; i < 10; i++) {
    const until = performance.now() + 100;
    while (performance.now() < until);
    await systemClock.sleep(100);
  }
  lag.end();
  // Half of all moments lie in a block, and wait for half of its 100 ms; a busy machine adds to it.
  expect(lag.lagMs()).toBeGreaterThan(12);
  expect(lag.lagMs()).toBeLessThan(100);
});
