/** Retries re-roll the inputs that a candidate fails on: what it gave at first is told beside what came in the end. */
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import type { DecideInput } from '../../src/core/decision.ts';
import { failedAttempts } from '../../src/core/failed-attempts.ts';
import type { Attempt } from '../../src/core/output.ts';
import { firstAttemptLines } from '../../src/core/wording/first-attempts.ts';
import { exampleName, rate } from './decide-story.ts';

/** Ten examples; A takes a retry on the first `retried` of them, which are then rated `again`, the others 4. */
function retrying(retried: number, again: number): DecideInput {
  const places = Array.from({ length: 10 }, (_, i) => i);
  return {
    examples: places.map((i) => ({ id: exampleName(i) })),
    candidates: [{ name: 'A' }, { name: 'B' }],
    ratings: places.flatMap((i) => [rate(i, 'A', i < retried ? again : 4), rate(i, 'B', 3)]),
    outputs: places.flatMap((i) => [
      {
        example: exampleName(i),
        candidate: 'A',
        status: 'ok' as const,
        failedAttempts: i < retried ? ['http-500', ...(i === 0 ? ['timeout'] : [])] : [],
      },
      { example: exampleName(i), candidate: 'B', status: 'ok' as const, failedAttempts: [] },
    ]),
  };
}

test('the share that the first attempt gave has its interval, its causes and the outputs that took more', () => {
  const { candidates, warnings } = decide(retrying(2, 3));
  expect(candidates[0]!.firstAttempts).toMatchObject({
    n: 10,
    answered: 8,
    rate: 0.8,
    failures: [
      { code: 'http-500', attempts: 2 },
      { code: 'timeout', attempts: 1 },
    ],
    retried: [
      { example: 'e01', trial: 1 },
      { example: 'e02', trial: 1 },
    ],
    rated: { first: { n: 8, mean: 4 }, retried: { n: 2, mean: 3 }, all: { n: 10, mean: 3.8 }, matters: true },
  });
  // R: prop.test(8, 10, correct = FALSE)$conf.int
  expect(candidates[0]!.firstAttempts!.interval[0]).toBeCloseTo(0.4901625, 6);
  expect(candidates[0]!.firstAttempts!.interval[1]).toBeCloseTo(0.9433178, 6);
  expect(candidates[1]!.firstAttempts).toMatchObject({ n: 10, answered: 10, failures: [], retried: [] });
  expect(warnings).toEqual([
    'Retries move the mean of A: it is 4.00 over the 8 answers of a first attempt, 3.80 with the 2 that took a retry.',
  ]);
});

test('where retries move the mean by less than the margin they are told, and no warning', () => {
  const decision = decide(retrying(1, 3));
  expect(decision.warnings).toEqual([]);
  expect(firstAttemptLines(decision)).toEqual([
    'A needed no retry for 9 of 10 outputs (90 %, 60 to 98); failed attempts: 1 http-500, 1 timeout. ' +
      'Answers that took a retry are rated 3.0 (1), the others 4.0 (9).',
  ]);
});

test('an output without an answer was not given at first, and is no retried answer', () => {
  const { outputs = [], ratings, ...rest } = retrying(0, 4);
  const failing = outputs.map((output, i) =>
    i === 0 ? { ...output, status: 'error' as const, failedAttempts: ['http-500', 'http-500'] } : output,
  );
  const { candidates } = decide({ ...rest, outputs: failing, ratings: ratings.slice(1) });
  expect(candidates[0]!).toMatchObject({
    statuses: { error: 1, ok: 9 },
    firstAttempts: { n: 10, answered: 9, retried: [], failures: [{ code: 'http-500', attempts: 2 }] },
  });
  expect(candidates[0]!.firstAttempts!.rated).toBeUndefined();
});

test('of outputs made elsewhere nothing is known and nothing is said', () => {
  const { outputs = [], ...rest } = retrying(2, 3);
  const decision = decide({ ...rest, outputs: outputs.map(({ failedAttempts: _, ...output }) => output) });
  expect(decision.candidates[0]!.firstAttempts).toBeUndefined();
  expect(firstAttemptLines(decision)).toEqual([]);
});

test('a process that died is not a failed attempt, and what came after the answer is none either', () => {
  const attempt = (status: Attempt['status'], code?: string): Attempt => ({
    number: 1,
    startedAt: '2026-11-01T09:00:00.000Z',
    durationMs: 1,
    status,
    ...(code === undefined ? {} : { failure: { code, message: '' } }),
  });
  expect(failedAttempts([attempt('error', 'unknown'), attempt('ok')])).toEqual([]);
  expect(failedAttempts([attempt('error', 'aborted'), attempt('ok')])).toEqual([]);
  expect(failedAttempts([attempt('error', 'timeout'), attempt('ok'), attempt('error', 'network')])).toEqual([
    'timeout',
  ]);
  expect(failedAttempts([attempt('refused', 'content-filter')])).toEqual([]);
  expect(failedAttempts([attempt('error', 'unknown')])).toBeUndefined();
  expect(failedAttempts([])).toBeUndefined();
});
