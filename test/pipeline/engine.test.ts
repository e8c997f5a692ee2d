/** Pacing and retries: what a busy provider asks for is done, and nobody else waits for it. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/open/clock.ts';
import { createBudget } from '../../src/pipeline/engine/budget.ts';
import { createPacer } from '../../src/pipeline/engine/pacer.ts';
import { duration, progressLine } from '../../src/pipeline/engine/progress.ts';
import { MAX_ATTEMPTS, retryDelay } from '../../src/pipeline/engine/retry-policy.ts';
import { candidateOf, exampleOf, outputOf } from '../fixtures/nouns.ts';

const never = new AbortController().signal;

describe('a pacer', () => {
  test('lets no more calls into a bucket than its limit', async () => {
    const pacer = createPacer(systemClock, 2);
    const leave = await pacer.enter('a', never);
    await pacer.enter('a', never);
    let third = false;
    const waiting = pacer.enter('a', never).then(() => (third = true));
    await systemClock.sleep(20);
    expect(third).toBe(false);
    leave();
    await waiting;
    expect(third).toBe(true);
  });

  test('pauses all of a bucket that said "slow down", and no other', async () => {
    const pacer = createPacer(systemClock, 4);
    const started = performance.now();
    pacer.slowDown('busy', 80);
    expect(pacer.pausedUntil('busy')).toBeGreaterThan(started);
    (await pacer.enter('free', never))();
    expect(performance.now() - started).toBeLessThan(60);
    (await pacer.enter('busy', never))();
    expect(performance.now() - started).toBeGreaterThanOrEqual(79);
    expect(pacer.pausedUntil('busy')).toBeUndefined();
  });

  test('halves on "slow down" and takes one more per 20 good calls', async () => {
    const pacer = createPacer(systemClock, 4);
    pacer.slowDown('a', 0);
    const inside = await countInside(pacer);
    expect(inside).toBe(2);
    for (let i = 0; i < 20; i++) pacer.good('a');
    expect(await countInside(pacer)).toBe(3);
  });

  test('wakes whoever waits when the user stops', async () => {
    const pacer = createPacer(systemClock, 1);
    const stop = new AbortController();
    await pacer.enter('a', never);
    const waiting = pacer.enter('a', stop.signal);
    stop.abort();
    (await waiting)();
    pacer.slowDown('b', 60_000);
    (await pacer.enter('b', stop.signal))();
  });
});

/** How many enter bucket `a` at once; all leave again. */
async function countInside(pacer: ReturnType<typeof createPacer>): Promise<number> {
  const stop = new AbortController();
  const leaves: (() => void)[] = [];
  const entering = Array.from({ length: 6 }, async () => {
    const leave = await pacer.enter('a', stop.signal);
    if (!stop.signal.aborted) leaves.push(leave);
  });
  await systemClock.sleep(10);
  const inside = leaves.length;
  stop.abort();
  await Promise.all(entering);
  for (const leave of leaves) leave();
  return inside;
}

describe('the wait before another attempt', () => {
  const wait = (attempt: number, retryAfterMs?: number, random = 0.5) =>
    retryDelay({ attempt, retryAfterMs, random: () => random });

  test('grows with full jitter, and ends after five attempts', () => {
    expect([1, 2, 3, 4].map((attempt) => wait(attempt, undefined, 1))).toEqual([500, 1000, 2000, 4000]);
    expect(wait(1, undefined, 0)).toBe(0);
    expect(wait(MAX_ATTEMPTS)).toBeUndefined();
  });

  test('is never less than the provider asked for', () => {
    for (const random of [0, 0.5, 1]) expect(wait(1, 7000, random)).toBeGreaterThanOrEqual(7000);
  });
});

describe('a cost limit', () => {
  const model = candidateOf('m', {
    target: { kind: 'model', provider: 'openai', model: 'm', params: { maxOutputTokens: 1000 } },
    price: { input: 0, output: 1000 },
  });

  test('counts what is in flight at its worst', () => {
    const budget = createBudget(2.5, [model]);
    const first = budget.reserve(model, exampleOf('x'));
    const second = budget.reserve(model, exampleOf('y'));
    expect([first, second].every(Boolean)).toBe(true);
    expect(budget.reserve(model, exampleOf('z'))).toBeUndefined();
    expect(budget.exhausted()).toBe(true);
    first?.settle(outputOf(model, exampleOf('x'), 'short', { usage: { inputTokens: 1, outputTokens: 100 } }));
    expect(budget.spent()).toBeCloseTo(0.1);
    expect(budget.reserve(model, exampleOf('z'))).toBeDefined();
  });

  test('takes an answer of unknown cost for its worst case', () => {
    const budget = createBudget(10, [model]);
    budget.reserve(model, exampleOf('x'))?.settle(outputOf(model, exampleOf('x'), 'no usage'));
    expect(budget.spent()).toBeCloseTo(1);
  });
});

test('progress says how much, how fast, how long, how dear and how bad', () => {
  expect(progressLine({ done: 30, total: 150, failed: 2, seconds: 10, spent: 0.0123 })).toBe(
    '30 of 150 outputs, 3.0/s, about 40 s left, $0.0123 so far, 2 failed',
  );
  expect([duration(3), duration(200), duration(8000)]).toEqual(['3 s', '3 min', '2 h 13 min']);
});
