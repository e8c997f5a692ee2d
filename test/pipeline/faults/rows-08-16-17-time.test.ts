/** Faults 8, 16 and 17: calls that hang, answers that come late, and calls that were cut; on sockets and in real time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type FaultRun, faultRun, SHAPES } from '../../fixtures/fault-run.ts';
import { answer, type LoopbackStep, replyOf } from '../../fixtures/loopback-provider.ts';

const fine = answer('Fine.');
const LIMITS = 'timeout: { idle: 0.4, total: 1.5 }, params: { maxOutputTokens: 100 }';
/** 100 tokens out at 2 USD per million, and a short prompt. */
const WORST_USD = expect.closeTo(0.0002, 5);

const delayed =
  (ms: number, step: LoopbackStep): LoopbackStep =>
  async (request) => {
    await sleep(ms);
    return replyOf(step, request);
  };

describe.each(SHAPES)('row 8: a call that hangs, at $shape', (shape) => {
  test.each<[string, LoopbackStep, RegExp]>([
    [
      'a stream that stalls',
      answer(['Half ', 'an'], { unfinished: true, ending: 'stall' }),
      /nothing came for 0.4 s/,
    ],
    ['a half-open socket', { ending: 'mute' }, /nothing came for 0.4 s/],
    [
      'a plain answer that stalls',
      answer('Half an', { plain: true, unfinished: true, ending: 'stall' }),
      /nothing came for 0.4 s/,
    ],
    [
      'a stream that drips for ever',
      answer(
        Array.from({ length: 200 }, () => '.'),
        { pieceDelayMs: 100 },
      ),
      /no complete answer within 1.5 s/,
    ],
  ])('%s is given up and asked again: two requests', async (_name, step, message) => {
    await using project = await faultRun({
      candidates: [{ shape, more: LIMITS }],
      script: [step, fine],
      realTime: true,
    });
    await project.run();
    expect(project.provider.requests).toHaveLength(2);
    expect(await project.outputs()).toMatchObject([
      {
        status: 'ok',
        text: 'Fine.',
        attempts: [
          { status: 'error', failure: { code: 'timeout', message: expect.stringMatching(message) } },
          { status: 'ok' },
        ],
      },
    ]);
    // The connection is dropped as soon as nobody waits for it any longer.
    await expect.poll(() => project.provider.abandoned).toBe(1);
  });
});

test('row 8: a call that is slow but alive is waited for', async () => {
  const slow = answer(['It ', 'rained ', 'all ', 'day.'], { pieceDelayMs: 200 });
  const more = 'timeout: { idle: 0.8, total: 30 }';
  await using project = await faultRun({ candidates: [{ more }], script: slow, realTime: true });
  await project.run();
  expect(project.provider.requests).toHaveLength(1);
  expect(await project.outputs()).toMatchObject([{ status: 'ok', text: 'It rained all day.' }]);
});

test('row 8: hung for ever, it has failed after five requests, each of which may have been billed', async () => {
  await using project = await faultRun({
    candidates: [{ more: LIMITS }],
    script: { ending: 'mute' },
    realTime: true,
  });
  const result = await project.run();
  expect(project.provider.requests).toHaveLength(5);
  // What was given up is held back beside what is asked next, so that no other process spends it.
  const worst = project.claims[0]!.mostUsd!;
  expect(project.claims.map(({ calls, mostUsd }) => ({ calls, mostUsd }))).toEqual(
    [1, 2, 3, 4, 5].map((calls) => ({ calls, mostUsd: expect.closeTo(calls * worst, 9) })),
  );
  expect(result.candidates).toMatchObject([{ added: 1, failed: 1 }]);
  expect(project.given).toMatchObject([Array(5).fill({ failure: { code: 'timeout' }, mostUsd: WORST_USD })]);
});

describe.each(SHAPES)('row 16: an answer that comes after our timeout, from $shape', (shape) => {
  const late = async (script: readonly LoopbackStep[]): Promise<FaultRun> => {
    const more = `${LIMITS}, concurrency: 1`;
    return await faultRun({ candidates: [{ shape, more }], script, realTime: true, random: () => 0.1 });
  };

  test('while the retry is in flight: it is stored once, as late, its cost counted, and the retry is dropped', async () => {
    await using project = await late([
      delayed(700, answer('Late.', { usage: { input: 100, output: 50 } })),
      delayed(5000, fine),
    ]);
    const result = await project.run();
    expect(project.provider.requests).toHaveLength(2);
    const outputs = await project.outputs();
    expect(outputs).toMatchObject([
      { status: 'ok', text: 'Late.', usage: { inputTokens: 100, outputTokens: 50 } },
    ]);
    expect(outputs[0]!.latencyMs).toBeGreaterThanOrEqual(690);
    expect(project.given).toMatchObject([
      [
        { number: 1, status: 'ok', late: true },
        { number: 2, status: 'error', failure: { code: 'aborted' }, mostUsd: WORST_USD },
      ],
    ]);
    // 100 x 1 + 50 x 2 per million, and the retry at its worst.
    expect(result.costUsd).toBeCloseTo(0.0002 + 0.0002, 4);
    await expect.poll(() => project.provider.abandoned).toBe(1);
  });

  test('after the retry has answered: the retry counts, and the late one is not waited for', async () => {
    await using project = await late([delayed(2000, answer('Late.')), fine]);
    const started = performance.now();
    await project.run();
    expect(performance.now() - started).toBeLessThan(1900);
    expect(project.provider.requests).toHaveLength(2);
    expect(await project.outputs()).toMatchObject([{ text: 'Fine.' }]);
    expect(project.given).toMatchObject([[{ status: 'error', mostUsd: WORST_USD }, { status: 'ok' }]]);
    expect(project.given[0]![0]).not.toHaveProperty('late');
  });

  test('before the retry is sent: no second request at all', async () => {
    const calm = 'timeout: { idle: 0.3, total: 3 }, concurrency: 1';
    await using project = await faultRun({
      candidates: [{ shape, more: calm }],
      script: [delayed(450, answer('Late.')), fine],
      realTime: true,
      random: () => 0.9,
    });
    await project.run();
    expect(project.provider.requests).toHaveLength(1);
    expect(project.given).toMatchObject([[{ number: 1, status: 'ok', late: true }]]);
  });
});

test('row 16: with --max-cost the money of a call that was given up is held back only as long as nobody needs it', async () => {
  // One worst case and a little more: the retry does not fit beside the call that hangs, whose end is unknown.
  await using project = await faultRun({
    candidates: [{ more: LIMITS }],
    script: [{ ending: 'mute' }, fine],
    realTime: true,
  });
  const result = await project.run({ maxCostUsd: 0.0005 });
  expect(result.candidates).toMatchObject([{ added: 1, failed: 0 }]);
  await using poor = await faultRun({
    candidates: [{ more: LIMITS }],
    script: [{ ending: 'mute' }, fine],
    realTime: true,
  });
  const refused = await poor.run({ maxCostUsd: 0.0003 });
  expect(refused).toMatchObject({
    candidates: [{ added: 0, missing: 1 }],
    costLimit: { candidate: 'small' },
  });
  expect(poor.provider.requests).toHaveLength(1);
});

describe.each(SHAPES)('row 17: a call that is cut by Ctrl-C, at $shape', (shape) => {
  test('is kept as an attempt that may have cost anything up to its worst case; the output stays missing', async () => {
    await using project = await faultRun({
      candidates: [{ shape, more: 'params: { maxOutputTokens: 100 }' }],
      script: answer(['Half ', 'an'], { unfinished: true, ending: 'stall' }),
      realTime: true,
    });
    const ctrlC = new AbortController();
    const running = project.run({ signal: ctrlC.signal });
    await expect.poll(() => project.provider.requests.length).toBe(1);
    const asked = performance.now();
    ctrlC.abort();
    const result = await running;
    expect(performance.now() - asked).toBeLessThan(4000);
    expect(result).toMatchObject({ interrupted: true, candidates: [{ added: 0, missing: 1 }] });
    expect(project.provider.requests).toHaveLength(1);
    expect(await project.dangling()).toMatchObject([
      { number: 1, status: 'error', failure: { code: 'aborted' } },
    ]);
    expect(project.given).toMatchObject([[{ mostUsd: WORST_USD, partialText: 'Half an' }]]);
  });
});

test('row 17: a call of a candidate without a price may have cost what nobody knows, not 0', async () => {
  await using project = await faultRun({
    candidates: [{ more: `${LIMITS}, price: { input: 0, output: 0 }` }],
    script: [{ ending: 'mute' }, fine],
    realTime: true,
  });
  await project.run();
  expect(project.given[0]![0]).not.toHaveProperty('mostUsd');
});
