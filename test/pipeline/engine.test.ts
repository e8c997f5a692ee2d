/** Pacing and retries: what a busy provider asks for is done, and nobody else waits for it. */
import { describe, expect, test } from 'vitest';
import type { CallResult } from '../../src/core/plugins.ts';
import { systemClock } from '../../src/open/clock.ts';
import { type Budget, createBudget, type Reservation } from '../../src/pipeline/engine/budget.ts';
import { createPacer } from '../../src/pipeline/engine/pacer.ts';
import { duration, progressLines } from '../../src/pipeline/engine/progress.ts';
import { MAX_ATTEMPTS, retryDelay } from '../../src/pipeline/engine/retry-policy.ts';
import { candidateOf, exampleOf } from '../fixtures/nouns.ts';

const never = new AbortController().signal;

describe('a pacer', () => {
  test('lets no more calls into a bucket than its limit', async () => {
    const pacer = createPacer(systemClock, { most: 2 });
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
    const pacer = createPacer(systemClock, { most: 4 });
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
    const pacer = createPacer(systemClock, { most: 4 });
    pacer.slowDown('a', 0);
    const inside = await countInside(pacer);
    expect(inside).toBe(2);
    for (let i = 0; i < 20; i++) pacer.good('a');
    expect(await countInside(pacer)).toBe(3);
  });

  test('halves once for all the calls that were refused together, and again for a later one', async () => {
    const pacer = createPacer(systemClock, { most: 8 });
    const together = performance.now();
    for (let i = 0; i < 5; i++) pacer.slowDown('a', 0, together);
    expect(pacer.learnt()).toMatchObject([{ places: 4 }]);
    expect(pacer.refusals('a')).toBe(1);
    await systemClock.sleep(2);
    pacer.slowDown('a', 0, performance.now());
    expect(pacer.learnt()).toMatchObject([{ places: 2 }]);
    expect(pacer.refusals('a')).toBe(2);
    pacer.good('a');
    expect(pacer.refusals('a')).toBe(0);
  });

  test('waits for the reset of what is used up, counting what is in flight, and no longer', async () => {
    const pacer = createPacer(systemClock, { most: 4 });
    const leave = await pacer.enter('a', never);
    await systemClock.sleep(2);
    await pacer.enter('a', never);
    // Two are left, one of which the second call has taken meanwhile.
    pacer.learn('a', [{ of: 'requests', limit: 9, remaining: 2, resetMs: 80 }], performance.now() - 1);
    leave();
    await pacer.enter('a', never);
    const full = performance.now();
    await pacer.enter('a', never);
    expect(performance.now() - full).toBeGreaterThan(40);
    await pacer.enter('a', never);
  });

  test('does not believe an older answer that overtakes a newer one', () => {
    const pacer = createPacer(systemClock, { most: 4 });
    const now = performance.now();
    pacer.learn('a', [{ of: 'requests', remaining: 0, resetMs: 60_000 }], now);
    pacer.learn('a', [{ of: 'requests', remaining: 7, resetMs: 60_000 }], now - 50);
    expect(pacer.pausedUntil('a')).toBeGreaterThan(now + 50_000);
  });

  test('wakes whoever waits when the user stops', async () => {
    const pacer = createPacer(systemClock, { most: 1 });
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

  const used = { usage: { inputTokens: 1, outputTokens: 100 } };
  const answered = (facts: object = {}): CallResult => ({
    kind: 'answer',
    status: 'ok',
    text: 'ok',
    ...facts,
  });
  const failure = (code: string, httpStatus?: number): CallResult => ({
    kind: 'failure',
    failure: { code, message: 'm', ...(httpStatus === undefined ? {} : { httpStatus }) },
    latencyMs: 1,
    next: 'retry',
  });
  const reserved = (budget: Budget): Reservation => {
    const reservation = budget.reserve(model, exampleOf('x'));
    if (typeof reservation !== 'object') throw new Error(`refused: ${reservation}`);
    return reservation;
  };

  test('counts what is in flight at its worst, and lets the next call wait until one comes back', async () => {
    const budget = createBudget(2.5, [model]);
    const first = reserved(budget);
    reserved(budget);
    expect(budget.reserve(model, exampleOf('z'))).toBe('wait');
    let woken = false;
    const waiting = budget.changed(never).then(() => (woken = true));
    await systemClock.sleep(5);
    expect(woken).toBe(false);
    first.settle(answered(used));
    await waiting;
    expect(budget.spent()).toBeCloseTo(0.1);
    expect(budget.refused()).toBeUndefined();
    reserved(budget);
  });

  test('reserves for the prompt as it is sent, in any script', () => {
    const chinese = candidateOf('zh', {
      target: {
        kind: 'model',
        provider: 'openai',
        model: 'm',
        prompt: '{{input}} {{input}}',
        params: { maxOutputTokens: 1 },
      },
      price: { input: 1000, output: 0 },
    });
    // 2 x 1,000 characters that may be a token each, at 1,000 USD per million.
    expect(createBudget(1.9, [chinese]).reserve(chinese, exampleOf('\u6c34'.repeat(1000)))).toBe('over');
  });

  test('lets one call alone find out what code, a service or an answer of any length costs', () => {
    for (const target of [
      { kind: 'run', file: 'a.mjs', path: '/a.mjs' },
      { kind: 'http', url: 'http://127.0.0.1/', method: 'POST', headers: {} },
      { kind: 'model', provider: 'openai', model: 'm', params: {} },
    ] as const) {
      const candidate = candidateOf('c', { target, price: { input: 0, output: 1 } });
      const budget = createBudget(1, [candidate]);
      const first = budget.reserve(candidate, exampleOf('x')) as Reservation;
      expect(budget.reserve(candidate, exampleOf('y'))).toBe('wait');
      first.settle({ kind: 'answer', status: 'ok', text: 'ok', costUsd: 1 });
      expect(budget.reserve(candidate, exampleOf('y'))).toBe('over');
      expect(budget.spent()).toBe(1);
    }
  });

  test('ends when what is spent leaves no room for a call at its worst, and says how dear that may be', () => {
    const budget = createBudget(1.5, [model]);
    reserved(budget).settle(answered());
    expect(budget.reserve(model, exampleOf('z'))).toBe('over');
    expect(budget.refused()).toEqual({ candidate: 'm', worstUsd: 1 });
  });

  test.each([
    ['an answer that does not say what it used', answered(), 1],
    ['a call that was cut after it was sent', failure('timeout'), 1],
    ['an answer that broke off', failure('network'), 1],
    ['a server that was never reached', failure('connect'), 0],
    ['a busy server', failure('http-503', 503), 0],
  ])('counts %s', (_what, result, usd) => {
    const budget = createBudget(10, [model]);
    reserved(budget).settle(result);
    expect(budget.spent()).toBeCloseTo(usd);
  });
});

test('progress has a line for each candidate: how much, how fast, how long, how dear and how bad', () => {
  const lines = progressLines([
    { name: 'mini', done: 30, total: 150, failed: 2, perSecond: 3, secondsLeft: 40, costUsd: 0.0123 },
    { name: 'large one', done: 0, total: 150, failed: 0, perSecond: 0, costUsd: 0, pausedSeconds: 200 },
    { name: 'laptop', done: 7, total: 50, failed: 0, perSecond: 0.13, secondsLeft: 331, costUsd: 0 },
    { name: 'done', done: 9, total: 9, failed: 0, perSecond: 1, costUsd: 2 },
  ]);
  expect(lines).toEqual([
    'mini       30 of 150, 3.0/s, about 40 s left, $0.0123, 2 failed',
    'large one  0 of 150, paused for 3 min',
    'laptop     7 of 50, 1 in 8 s, about 6 min left',
    'done       9 of 9, $2.00',
  ]);
  expect([duration(3), duration(200), duration(8000)]).toEqual(['3 s', '3 min', '2 h 13 min']);
});
