/** The queue of one process: lanes run beside each other, a slot is free once its job says so, and a defect ends all of them in order. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Lane } from '../../src/core/context.ts';
import { inlineQueue } from '../../src/queue/inline.ts';

const { signal } = new AbortController();
type Job = NonNullable<ReturnType<Lane['next']>>;

function laneOf(name: string, jobs: readonly Job[], concurrency = 1): Lane {
  const left = jobs.values();
  return { name, concurrency: () => concurrency, next: () => left.next().value };
}

test('a job that has only to store what it has makes room for the next one', async () => {
  const seen: string[] = [];
  const job =
    (name: string): Job =>
    async (free) => {
      seen.push(`${name} begins`);
      await delay(1);
      free();
      await delay(20);
      seen.push(`${name} ends`);
    };
  await inlineQueue.drain([laneOf('a', [job('first'), job('second')])], { signal });
  expect(seen).toEqual(['first begins', 'second begins', 'first ends', 'second ends']);
});

test('when a job throws no lane begins another, and what was begun is waited for', async () => {
  const seen: string[] = [];
  const slow: Job = async () => {
    await delay(20);
    seen.push('stored');
  };
  const broken: Job = async () => {
    await delay(1);
    throw new Error('a defect');
  };
  const lanes = [laneOf('a', [slow, slow, slow]), laneOf('b', [broken])];
  await expect(inlineQueue.drain(lanes, { signal })).rejects.toThrow('a defect');
  expect(seen).toEqual(['stored']);
});
